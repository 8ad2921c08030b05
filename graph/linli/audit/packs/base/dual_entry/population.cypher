// columns:
//   subject: {type: text, zh: 小区编号, en: Compound id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WHERE c.from_min <= $as_of AND $as_of < c.to_max
WITH c
OPTIONAL MATCH (c)<-[v:COVERS]-(b:Organization)
WHERE b.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND v.from_min <= $as_of AND $as_of < v.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH c, count(b.id) AS branches
OPTIONAL MATCH (c)<-[f:ACTS_FOR]-(o:Organization)
WHERE o.kind = 'owners_committee' AND f.from_min <= $as_of AND $as_of < f.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH c, branches, count(o.id) AS others
RETURN c.id AS subject, c.id AS place, CASE WHEN branches > 0 AND others > 0 THEN 'asked' ELSE 'not_applicable' END AS state

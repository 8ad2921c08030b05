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
OPTIONAL MATCH (c)<-[f:COVERS]-(o:Organization)
WHERE o.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND f.from_min <= $as_of AND $as_of < f.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH c, count(o.id) AS firsts
OPTIONAL MATCH (c)<-[s:SERVES]-(q:Organization)
WHERE q.kind IN ['property_company'] AND s.from_min <= $as_of AND $as_of < s.to_max AND q.from_min <= $as_of AND $as_of < q.to_max
WITH c, firsts, count(q.id) AS seconds
RETURN c.id AS subject, c.id AS place, CASE WHEN firsts > 0 AND seconds > 0 THEN 'asked' ELSE 'not_applicable' END AS state

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
OPTIONAL MATCH (c)<-[w:COVERS]-(t:Organization)
WHERE t.kind = 'grid_team' AND w.from_min <= $as_of AND $as_of < w.to_max AND t.from_min <= $as_of AND $as_of < t.to_max
WITH c, branches, count(t.id) AS whole
OPTIONAL MATCH (c)<-[:LOCATED_IN]-(:Building)-[:LOCATED_IN]->(:Grid)<-[w:COVERS]-(t:Organization)
WHERE t.kind = 'grid_team' AND w.from_min <= $as_of AND $as_of < w.to_max AND t.from_min <= $as_of AND $as_of < t.to_max
WITH c, branches, whole, count(t.id) AS parts
WITH c, branches, whole + parts AS teams
RETURN c.id AS subject, c.id AS place, CASE WHEN branches > 0 AND teams > 0 THEN 'asked' ELSE 'not_applicable' END AS state

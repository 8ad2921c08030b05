// columns:
//   subject: {type: text, zh: 小区编号, en: Compound id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   name: {type: name, zh: 小区, en: Compound}
//   community: {type: name, zh: 社区, en: Community}
//   full_members: {type: count, zh: 正式党员数, en: Full members}
//   branch: {type: name, zh: 支部, en: Branch}
// key: [subject]
// order: [community, name, subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WHERE c.from_min <= $as_of AND $as_of < c.to_max AND coalesce(c.full_members, $least) >= $least
WITH c, area
MATCH (c)<-[v:COVERS]-(b:Organization)
WHERE b.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND v.from_min <= $as_of AND $as_of < v.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH c, area, min(b.name) AS branch, max(CASE WHEN v.mode = 'own' THEN 1 ELSE 0 END) AS own,
  max(CASE WHEN v.from_max <= $as_of AND $as_of < v.to_min AND b.from_max <= $as_of AND $as_of < b.to_min THEN 1 ELSE 0 END) AS sure
WHERE own = 0
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger IN ['organizations', 'coverage'] AND s.day <= $as_of
WITH c, area, branch, sure, count(DISTINCT s.ledger) AS stated
WITH c, area, branch, sure, (stated = 2 AND c.full_members IS NOT NULL) AS told
RETURN c.id AS subject, c.id AS place, CASE WHEN told THEN 'fail' ELSE 'unknown' END AS verdict, (told AND sure = 1) AS certain,
  c.name AS name, area.name AS community, c.full_members AS full_members, branch AS branch

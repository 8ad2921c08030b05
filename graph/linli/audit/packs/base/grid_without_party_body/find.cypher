// columns:
//   subject: {type: text, zh: 网格编号, en: Grid id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   name: {type: name, zh: 网格, en: Grid}
//   community: {type: name, zh: 社区, en: Community}
// key: [subject]
// order: [community, name, subject]
MATCH (g:Grid)-[:LOCATED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND g.from_min <= $as_of AND $as_of < g.to_max
WITH DISTINCT g, area
OPTIONAL MATCH (g)<-[v:COVERS]-(b:Organization)
WHERE b.kind IN ['grid_branch', 'compound_branch', 'joint_branch', 'building_group'] AND v.from_min <= $as_of AND $as_of < v.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH g, area, count(b.id) AS bodies
WHERE bodies = 0
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger IN ['organizations', 'coverage'] AND s.day <= $as_of
WITH g, area, count(DISTINCT s.ledger) AS stated
RETURN g.id AS subject, area.id AS place, CASE WHEN stated = 2 THEN 'fail' ELSE 'unknown' END AS verdict, (stated = 2) AS certain,
  g.name AS name, area.name AS community

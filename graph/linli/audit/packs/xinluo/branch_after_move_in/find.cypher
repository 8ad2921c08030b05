// columns:
//   subject: {type: text, zh: 小区编号, en: Compound id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   name: {type: name, zh: 小区, en: Compound}
//   community: {type: name, zh: 社区, en: Community}
//   founded: {type: start, zh: 支部成立, en: Branch founded}
//   moved_in: {type: start, zh: 入住, en: Move-in}
// key: [subject]
// order: [community, name, subject]
// # An earlier branch that the ledgers do not name would keep the rule, so a late one fails only where they are whole.
MATCH (c:Compound)-[:LOCATED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND c.from_min <= $as_of AND $as_of < c.to_max AND c.type = 'moveback'
  AND (c.moved_in_min IS NULL OR c.moved_in_min <= $as_of)
WITH DISTINCT c, area
OPTIONAL MATCH (c)<-[v:COVERS]-(b:Organization)
WHERE b.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND v.from_min <= $as_of AND b.from_min <= $as_of
WITH c, area, min(b.from_min) AS low, min(b.from_max) AS high, count(b.id) AS branches
WHERE c.moved_in_min IS NULL OR branches = 0 OR high >= c.moved_in_min
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger IN ['organizations', 'coverage'] AND s.day <= $as_of
WITH c, area, low, high, branches, count(DISTINCT s.ledger) AS stated
WITH c, area, low, high, (stated = 2 AND c.moved_in_max <= $as_of AND (branches = 0 OR low >= c.moved_in_max)) AS late
RETURN c.id AS subject, c.id AS place, CASE WHEN late THEN 'fail' ELSE 'unknown' END AS verdict, coalesce(late, false) AS certain, c.name AS name, area.name AS community,
  low AS founded_min, high AS founded_max, c.moved_in_min AS moved_in_min, c.moved_in_max AS moved_in_max

// columns:
//   subject: {type: text, zh: 小区编号, en: Compound id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   name: {type: name, zh: 小区, en: Compound}
//   community: {type: name, zh: 社区, en: Community}
//   perhaps: {type: person_name, zh: 可能的兼任者, en: Who may hold both}
//   secretary: {type: person_name, zh: 支部书记, en: Secretary}
// key: [subject]
// order: [community, name, subject]
// # The derived link is gone on from at one end only; the team is looked up by what it carries (decision 0001).
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WHERE c.from_min <= $as_of AND $as_of < c.to_max
WITH c, area
OPTIONAL MATCH (c)<-[w:COVERS]-(t:Organization)
WHERE t.kind = 'grid_team' AND w.from_min <= $as_of AND $as_of < w.to_max AND t.from_min <= $as_of AND $as_of < t.to_max
WITH c, area, count(t.id) AS whole
OPTIONAL MATCH (c)<-[:LOCATED_IN]-(:Building)-[:LOCATED_IN]->(:Grid)<-[w:COVERS]-(t:Organization)
WHERE t.kind = 'grid_team' AND w.from_min <= $as_of AND $as_of < w.to_max AND t.from_min <= $as_of AND $as_of < t.to_max
WITH c, area, whole, count(t.id) AS parts
WITH c, area, whole + parts AS teams
WITH c, area, teams
WHERE teams > 0
MATCH (c)<-[v:COVERS]-(b:Organization)
WHERE b.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND v.from_min <= $as_of AND $as_of < v.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH c, area, b, max(CASE WHEN v.from_max <= $as_of AND $as_of < v.to_min AND b.from_max <= $as_of AND $as_of < b.to_min THEN 1 ELSE 0 END) AS covers
OPTIONAL MATCH (b)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)
WHERE t.kind = 'secretary' AND h.from_min <= $as_of AND $as_of < h.to_max
WITH c, area, b, covers, min(p.name) AS secretary
OPTIONAL MATCH (b)<-[:POST_IN]-(t:Post)-[s:SHARES_HOLDER]-(u:Post)
WHERE t.kind = 'secretary' AND u.kind = 'grid_head' AND s.scope = 'compound' AND s.place = c.id AND s.from_min <= $as_of AND $as_of < s.to_max
WITH c, area, secretary, CASE WHEN s.body_a = b.id THEN s.body_b ELSE s.body_a END AS team, CASE WHEN s.body_a = b.id THEN s.person_a ELSE s.person_b END AS holder,
  max(CASE WHEN covers = 1 AND s.from_max <= $as_of AND $as_of < s.to_min AND s.may_be IS NULL THEN 1 ELSE 0 END) AS sure
OPTIONAL MATCH (q:Organization)
WHERE q.id = team AND q.kind = 'grid_team' AND q.from_min <= $as_of AND $as_of < q.to_max
WITH c, area, min(secretary) AS secretary, max(CASE WHEN q.id IS NULL THEN 0 ELSE 1 END) AS possible, max(CASE WHEN q.id IS NULL THEN NULL ELSE holder END) AS holder,
  max(CASE WHEN sure = 1 AND q.from_max <= $as_of AND $as_of < q.to_min THEN 1 ELSE 0 END) AS certainly
WHERE certainly = 0
OPTIONAL MATCH (p:Person)
WHERE p.id = holder
WITH c, area, secretary, possible, min(p.name) AS perhaps
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'posts' AND s.day <= $as_of
WITH c, area, secretary, possible, perhaps, count(s.id) AS stated
RETURN c.id AS subject, c.id AS place, CASE WHEN possible = 0 AND stated > 0 THEN 'fail' ELSE 'unknown' END AS verdict, (possible = 0 AND stated > 0) AS certain,
  c.name AS name, area.name AS community, perhaps AS perhaps, secretary AS secretary

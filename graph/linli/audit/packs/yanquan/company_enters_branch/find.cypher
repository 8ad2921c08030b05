// columns:
//   subject: {type: text, zh: 小区编号, en: Compound id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   name: {type: name, zh: 小区, en: Compound}
//   community: {type: name, zh: 社区, en: Community}
//   perhaps: {type: person_name, zh: 可能的兼任者, en: Who may hold both}
// key: [subject]
// order: [community, name, subject]
// # The branch is one that covers the compound: the derived link names its two bodies, and is gone on from at neither end (decision 0001).
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WHERE c.from_min <= $as_of AND $as_of < c.to_max
WITH c, area
MATCH (c)<-[v:COVERS]-(b:Organization)
WHERE b.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND v.from_min <= $as_of AND $as_of < v.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH c, area, b, max(CASE WHEN v.from_max <= $as_of AND $as_of < v.to_min AND b.from_max <= $as_of AND $as_of < b.to_min THEN 1 ELSE 0 END) AS covers
MATCH (c)<-[f:SERVES]-(o:Organization)
WHERE o.kind = 'property_company' AND f.from_min <= $as_of AND $as_of < f.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH c, area, b.id AS branch, covers, o, max(CASE WHEN f.from_max <= $as_of AND $as_of < f.to_min AND o.from_max <= $as_of AND $as_of < o.to_min THEN 1 ELSE 0 END) AS tied
OPTIONAL MATCH (o)<-[:POST_IN]-(u:Post)-[s:SHARES_HOLDER]-(t:Post)
WHERE s.scope = 'compound' AND s.place = c.id AND s.from_min <= $as_of AND $as_of < s.to_max
  AND (s.body_a = o.id AND s.body_b = branch OR s.body_a = branch AND s.body_b = o.id)
WITH c, area, max(CASE WHEN s.body_a = o.id THEN s.person_a ELSE s.person_b END) AS holder, max(CASE WHEN s.id IS NULL THEN 0 ELSE 1 END) AS possible,
  max(CASE WHEN covers = 1 AND tied = 1 AND s.from_max <= $as_of AND $as_of < s.to_min AND s.may_be IS NULL THEN 1 ELSE 0 END) AS certainly
WHERE certainly = 0
OPTIONAL MATCH (p:Person)
WHERE p.id = holder
WITH c, area, possible, min(p.name) AS perhaps
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'posts' AND s.day <= $as_of
WITH c, area, possible, perhaps, count(s.id) AS stated
RETURN c.id AS subject, c.id AS place, CASE WHEN possible = 0 AND stated > 0 THEN 'fail' ELSE 'unknown' END AS verdict, (possible = 0 AND stated > 0) AS certain,
  c.name AS name, area.name AS community, perhaps AS perhaps

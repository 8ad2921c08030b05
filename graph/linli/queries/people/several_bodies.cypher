// what:
//   zh: 谁在同一小区的几个组织里同时任职。每一对岗位一行；这是所鼓励的做法，也可能是不允许的一对，由规则判断。
//   en: Who holds posts in several bodies of one compound at once. One row a pair of posts; combining them may be what is praised or what is prohibited, which is for the rules to say.
// grain: one row a compound and pair of posts in two bodies and pair of persons (equal unless only possibly one)
// absent: nobody is known to combine posts there on that day
// columns:
//   compound: {type: name, zh: 小区, en: Compound}
//   name: {type: person_name, zh: 姓名, en: Name}
//   body_a: {type: name, zh: 组织甲, en: First body}
//   post_a: {type: term, vocabulary: post_kind, zh: 职务甲, en: First post}
//   body_b: {type: name, zh: 组织乙, en: Second body}
//   post_b: {type: term, vocabulary: post_kind, zh: 职务乙, en: Second post}
//   since: {type: start, zh: 同任起, en: Both since}
//   until: {type: end, zh: 同任止, en: Both until}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   compound_id: {type: text, zh: 小区编号, en: Compound id}
//   person: {type: text, zh: 人员编号, en: Person id}
//   pair: {type: text, zh: 岗位对编号, en: Pair id}
// key: [pair]
MATCH (a:Post)-[s:SHARES_HOLDER]->(b:Post)
WHERE s.scope = 'compound' AND s.from_min <= $as_of AND $as_of < s.to_max
MATCH (a)-[:POST_IN]->(oa:Organization)
MATCH (b)-[:POST_IN]->(ob:Organization)
WHERE oa.id <> ob.id
MATCH (c:Compound)-[:LOCATED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE c.id = s.place AND top.id IN $areas
MATCH (p:Person)
WHERE p.id = s.person_a
WITH DISTINCT c, p, oa, a, ob, b, s
RETURN c.name AS compound, p.name AS name, oa.name AS body_a, a.kind AS post_a, ob.name AS body_b, b.kind AS post_b,
  s.from_min AS since_min, s.from_max AS since_max, s.to_min AS until_min, s.to_max AS until_max,
  (s.from_max <= $as_of AND $as_of < s.to_min AND s.may_be IS NULL) AS certain,
  c.id AS compound_id, p.id AS person, s.id AS pair
ORDER BY compound, compound_id, person, body_a, body_b, pair

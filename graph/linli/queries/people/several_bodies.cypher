// what:
//   zh: 谁在同一小区的几个组织里同时任职。每一对岗位一行；这是所鼓励的做法，也可能是不允许的一对，由规则判断。
//   en: Who holds posts in several bodies of one compound at once. One row a pair of posts; combining them may be what is praised or what is prohibited, which is for the rules to say.
// grain: one row a compound and pair of posts in two bodies and pair of persons (equal unless only possibly one); where several terms
//   or contracts make it, one row from the first to the last, under the smallest id
// absent: {zh: "就台账所见，当日那里没有人在几个组织里同时任职", en: "nobody is known to combine posts there on that day"}
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
// # Bodies are looked up by the identifiers that the link carries: Ladybug 0.22 gives wrong rows where links that were filtered by their
// # properties are gone on from at BOTH ends (found by random graphs against the oracle, and by DuckDB at 20,000 compounds).
// # One MATCH a look-up, with a WITH before it: several in one part are joined each with each (on 20,000 compounds more than 1 GB).
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT c
MATCH (a:Post)-[s:SHARES_HOLDER]->(b:Post)
WHERE s.scope = 'compound' AND s.place = c.id AND s.body_a <> s.body_b AND s.from_min <= $as_of AND $as_of < s.to_max
WITH c, a, b, s.body_a AS x, s.body_b AS y, s.person_a AS person, s.person_b AS other, min(s.id) AS pair,
  min(s.from_min) AS since_min, min(s.from_max) AS since_max, max(s.to_min) AS until_min, max(s.to_max) AS until_max,
  max(CASE WHEN s.from_max <= $as_of AND $as_of < s.to_min AND s.may_be IS NULL THEN 1 ELSE 0 END) AS sure
MATCH (p:Person)
WHERE p.id = person
WITH c, a, b, x, y, p, pair, since_min, since_max, until_min, until_max, sure
MATCH (oa:Organization)
WHERE oa.id = x
WITH c, a, b, y, p, oa, pair, since_min, since_max, until_min, until_max, sure
MATCH (ob:Organization)
WHERE ob.id = y
RETURN c.name AS compound, p.name AS name, oa.name AS body_a, a.kind AS post_a, ob.name AS body_b, b.kind AS post_b,
  since_min AS since_min, since_max AS since_max, until_min AS until_min, until_max AS until_max,
  (sure = 1) AS certain, c.id AS compound_id, p.id AS person, pair AS pair
ORDER BY compound, compound_id, name, person, body_a, body_b, pair

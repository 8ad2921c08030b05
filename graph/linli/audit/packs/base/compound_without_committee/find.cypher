// columns:
//   subject: {type: text, zh: 小区编号, en: Compound id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   name: {type: name, zh: 小区, en: Compound}
//   community: {type: name, zh: 社区, en: Community}
//   households: {type: count, zh: 户数, en: Households}
// key: [subject]
// order: [community, name, subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WHERE c.from_min <= $as_of AND $as_of < c.to_max
WITH c, area
OPTIONAL MATCH (c)<-[v:ACTS_FOR]-(o:Organization)
WHERE (o.kind = 'owners_committee' OR ($interim = 1 AND o.kind = 'management_committee')) AND v.from_min <= $as_of AND $as_of < v.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH c, area, count(o.id) AS committees
WHERE committees = 0
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'organizations' AND s.day <= $as_of
WITH c, area, count(s.id) AS stated
RETURN c.id AS subject, c.id AS place, CASE WHEN stated > 0 THEN 'fail' ELSE 'unknown' END AS verdict, (stated > 0) AS certain,
  c.name AS name, area.name AS community, c.households AS households

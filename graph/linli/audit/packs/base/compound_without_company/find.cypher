// columns:
//   subject: {type: text, zh: 小区编号, en: Compound id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   name: {type: name, zh: 小区, en: Compound}
//   community: {type: name, zh: 社区, en: Community}
//   ended: {type: end, zh: 上一份合同止, en: Last contract ended}
//   contracts: {type: count, zh: 以往合同数, en: Contracts before}
// key: [subject]
// order: [community, name, subject]
// # A contract whose end nobody has stated may still run: no gap. It begins and ends with the company, if that is later or earlier.
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WHERE c.from_min <= $as_of AND $as_of < c.to_max
WITH c, area
OPTIONAL MATCH (c)<-[v:SERVES]-(o:Organization)
WHERE o.kind = 'property_company' AND v.from_min <= $as_of AND o.from_min <= $as_of
WITH c, area, count(v.id) AS contracts, max(CASE WHEN o.to_min < v.to_min THEN o.to_min ELSE v.to_min END) AS low,
  max(CASE WHEN o.to_max < v.to_max THEN o.to_max ELSE v.to_max END) AS high
WHERE contracts = 0 OR high <= $as_of
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'property' AND s.day <= $as_of
WITH c, area, contracts, low, high, count(s.id) AS stated
RETURN c.id AS subject, c.id AS place, CASE WHEN stated > 0 THEN 'fail' ELSE 'unknown' END AS verdict, (stated > 0) AS certain,
  c.name AS name, area.name AS community, low AS ended_min, high AS ended_max, contracts AS contracts

// columns:
//   subject: {type: text, zh: 小区编号, en: Compound id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   name: {type: name, zh: 小区, en: Compound}
//   community: {type: name, zh: 社区, en: Community}
//   households: {type: count, zh: 户数, en: Households}
//   most: {type: count, zh: 最多户数, en: Most households}
// key: [subject]
MATCH (c:Compound)-[:LOCATED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND c.from_min <= $as_of AND $as_of < c.to_max
WITH DISTINCT c, area
WHERE c.households > $most
RETURN c.id AS subject, c.id AS place, 'fail' AS verdict, (c.from_max <= $as_of AND $as_of < c.to_min) AS certain,
  c.name AS name, area.name AS community, c.households AS households, $most AS most
ORDER BY community, name, subject

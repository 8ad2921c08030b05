// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind of body}
//   above: {type: name, zh: 直接上级, en: Directly above}
//   length: {type: count, zh: 环长, en: Length}
//   above_id: {type: text, zh: 上级编号, en: Id of the body above}
// key: [subject, above_id]
// order: [body, subject, above_id]
// # The derived ANSWERS_TO never closes a circle, so a body whose superior answers to it stands in one.
MATCH (n:Organization)-[:REPORTS_TO]->(m:Organization)-[:ANSWERS_TO]->(n)
WITH DISTINCT n, m
MATCH (n)-[:BASED_IN]->(area:Area)-[:WITHIN]->(x:Area)
WHERE x.id IN $areas AND n.from_min <= $as_of AND $as_of < n.to_max
WITH DISTINCT n, area, m
MATCH (n)-[r:REPORTS_TO]->(k:Organization)
WHERE k.id = m.id AND r.from_min <= $as_of AND $as_of < r.to_max AND k.from_min <= $as_of AND $as_of < k.to_max
WITH n, area, m, max(CASE WHEN r.from_max <= $as_of AND $as_of < r.to_min THEN 1 ELSE 0 END) AS sure
MATCH (m)-[a:ANSWERS_TO]->(t:Organization)
WHERE t.id = n.id AND a.from_min <= $as_of AND $as_of < a.to_max
WITH n, area, m, min(a.step) + 1 AS length, max(CASE WHEN sure = 1 AND a.from_max <= $as_of AND $as_of < a.to_min THEN 1 ELSE 0 END) AS sure
RETURN n.id AS subject, area.id AS place, 'fail' AS verdict, (sure = 1) AS certain, n.name AS body, n.kind AS kind,
  m.name AS above, length AS length, m.id AS above_id

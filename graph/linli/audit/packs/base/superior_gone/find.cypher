// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind of body}
//   above: {type: name, zh: 上级组织, en: Body above}
//   founded: {type: start, zh: 上级成立, en: Founded}
//   dissolved: {type: end, zh: 上级撤销, en: Dissolved}
//   above_id: {type: text, zh: 上级编号, en: Id of the body above}
// key: [subject, above_id]
// order: [body, subject, above_id]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(n:Organization)
WHERE n.from_min <= $as_of AND $as_of < n.to_max
WITH n, area
MATCH (n)-[r:REPORTS_TO]->(m:Organization)
WHERE r.from_min <= $as_of AND $as_of < r.to_max
  AND (m.to_min <= $as_of OR (m.from_min > $as_of AND r.from_max <= $as_of))
WITH n, area, m, max(CASE WHEN r.from_max <= $as_of AND $as_of < r.to_min THEN 1 ELSE 0 END) AS sure
RETURN n.id AS subject, area.id AS place, 'fail' AS verdict, (sure = 1 AND (m.to_max <= $as_of OR m.from_min > $as_of)) AS certain, n.name AS body, n.kind AS kind,
  m.name AS above, m.from_min AS founded_min, m.from_max AS founded_max, m.to_min AS dissolved_min, m.to_max AS dissolved_max, m.id AS above_id

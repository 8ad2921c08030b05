// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(n:Organization)
WHERE n.kind = $lowest AND n.from_min <= $as_of AND $as_of < n.to_max
WITH n, area
OPTIONAL MATCH (n)-[r:REPORTS_TO]->(m:Organization)-[a:ANSWERS_TO]->(t:Organization)
WHERE t.kind = $top AND r.from_min <= $as_of AND $as_of < r.to_max AND m.from_min <= $as_of AND $as_of < m.to_max AND a.from_min <= $as_of AND $as_of < a.to_max AND t.from_min <= $as_of AND $as_of < t.to_max
WITH n, area, count(t.id) AS tops
RETURN n.id AS subject, area.id AS place, CASE WHEN tops > 0 THEN 'asked' ELSE 'not_applicable' END AS state

// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   body: {type: name, zh: 组织, en: Body}
//   levels: {type: count, zh: 级数, en: Levels}
//   least: {type: count, zh: 最少, en: Fewest}
//   most: {type: count, zh: 最多, en: Most}
//   top_kind: {type: term, vocabulary: organization_kind, zh: 顶端, en: Top}
// key: [subject]
// order: [body, subject]
// # By the shortest way, both ends counted.
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(n:Organization)
WHERE n.kind = $lowest AND n.from_min <= $as_of AND $as_of < n.to_max
WITH n, area
MATCH (n)-[r:REPORTS_TO]->(m:Organization)-[a:ANSWERS_TO]->(t:Organization)
WHERE t.kind = $top AND r.from_min <= $as_of AND $as_of < r.to_max AND m.from_min <= $as_of AND $as_of < m.to_max AND a.from_min <= $as_of AND $as_of < a.to_max AND t.from_min <= $as_of AND $as_of < t.to_max
WITH n, area, min(a.step) + 2 AS levels, min(CASE WHEN r.from_max <= $as_of AND $as_of < r.to_min AND a.from_max <= $as_of AND $as_of < a.to_min AND t.from_max <= $as_of AND $as_of < t.to_min THEN a.step + 2 END) AS known
WHERE levels < $least OR levels > $most
RETURN n.id AS subject, area.id AS place, 'fail' AS verdict, (coalesce(known, 0) = levels AND n.from_max <= $as_of AND $as_of < n.to_min) AS certain,
  n.name AS body, levels AS levels, $least AS least, $most AS most, $top AS top_kind

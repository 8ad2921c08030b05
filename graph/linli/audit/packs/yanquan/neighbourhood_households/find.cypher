// columns:
//   subject: {type: text, zh: 区域编号, en: Area id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   name: {type: name, zh: 邻, en: Neighbourhood}
//   households: {type: count, zh: 联系户数, en: Households}
//   least: {type: count, zh: 最少, en: Fewest}
//   most: {type: count, zh: 最多, en: Most}
// key: [subject]
// order: [name, subject]
MATCH (a:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND a.level = 'neighbourhood' AND a.from_min <= $as_of AND $as_of < a.to_max
WITH DISTINCT a
WITH a
WHERE a.households IS NULL OR a.households < $least OR a.households > $most
RETURN a.id AS subject, a.id AS place, CASE WHEN a.households IS NULL THEN 'unknown' ELSE 'fail' END AS verdict, (a.households IS NOT NULL) AS certain,
  a.name AS name, a.households AS households, $least AS least, $most AS most

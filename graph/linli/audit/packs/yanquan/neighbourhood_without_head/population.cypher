// columns:
//   subject: {type: text, zh: 区域编号, en: Area id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (a:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND a.level = 'neighbourhood' AND a.from_min <= $as_of AND $as_of < a.to_max
WITH DISTINCT a
RETURN a.id AS subject, a.id AS place, 'asked' AS state

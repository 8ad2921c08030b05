// columns:
//   subject: {type: text, zh: 网格编号, en: Grid id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (g:Grid)-[:LOCATED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND g.from_min <= $as_of AND $as_of < g.to_max
WITH DISTINCT g, area
RETURN g.id AS subject, area.id AS place, 'asked' AS state

// columns:
//   subject: {type: text, zh: 人员编号, en: Person id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (p:Person)-[h:HOLDS]->(:Post)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND h.from_min <= $as_of AND $as_of < h.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
RETURN p.id AS subject, min(area.id) AS place, 'asked' AS state

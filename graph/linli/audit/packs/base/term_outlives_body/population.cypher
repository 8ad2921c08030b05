// columns:
//   subject: {type: text, zh: 岗位编号, en: Post id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (t:Post)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT t, area
MATCH (t)<-[h:HOLDS]-(:Person)
WHERE h.from_min <= $as_of
RETURN DISTINCT t.id AS subject, area.id AS place, 'asked' AS state

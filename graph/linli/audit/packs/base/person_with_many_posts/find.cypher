// columns:
//   subject: {type: text, zh: 人员编号, en: Person id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   held: {type: count, zh: 岗位数, en: Posts}
//   most: {type: count, zh: 最多岗位数, en: Posts at most}
// key: [subject]
// order: [holder, subject]
// # `held` are the posts that the person certainly holds; `most` also those that may be over, and those of whoever they most likely are one with.
MATCH (p:Person)-[h:HOLDS]->(t:Post)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND h.from_min <= $as_of AND $as_of < h.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH p, min(area.id) AS place, count(DISTINCT t.id) AS possible,
  count(DISTINCT CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min AND o.from_max <= $as_of AND $as_of < o.to_min THEN t.id END) AS held
OPTIONAL MATCH (p)-[:MAY_BE]-(q:Person)
WITH DISTINCT p, place, possible, held, q
OPTIONAL MATCH (q)-[g:HOLDS]->(u:Post)
WHERE g.from_min <= $as_of AND $as_of < g.to_max
WITH DISTINCT p, place, possible, held, q, u
OPTIONAL MATCH (u)-[:POST_IN]->(m:Organization)
WHERE m.from_min <= $as_of AND $as_of < m.to_max
WITH p, place, possible, held, q, count(m.id) AS more
WITH p, place, held, possible, max(more) AS more
WITH p, place, held, possible + more AS most
WHERE most >= $posts
RETURN p.id AS subject, place AS place, 'fail' AS verdict, (held >= $posts) AS certain, p.name AS holder, held AS held, most AS most

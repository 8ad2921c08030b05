// what:
//   zh: 当日存在的所问区域里有哪些组织（不论现在还在不在），各归属哪个区域。
//   en: The bodies, of whatever time, of those areas asked about that there are on a day, and the area that each is at home in.
// grain: one row a body
// absent: {zh: "这个组织归属别处，或不归属任何区域", en: "the body is at home elsewhere, or nowhere"}
// columns:
//   body_id: {type: text, zh: 组织编号, en: Body id}
//   home: {type: text, zh: 归属区域编号, en: Home area id}
// key: [body_id]
MATCH (o:Organization)-[:BASED_IN]->(a:Area)
WITH o, a
MATCH (a)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND a.from_min <= $as_of AND $as_of < a.to_max
RETURN o.id AS body_id, min(a.id) AS home
ORDER BY body_id

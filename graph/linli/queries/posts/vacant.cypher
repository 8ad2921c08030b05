// what:
//   zh: 某日空缺的岗位。任职台账在该区域声明完整的才算空缺，否则只是不知道。
//   en: Posts without a holder on a day. Vacant only where the ledger of posts is stated to be whole there; else nobody knows.
// grain: one row a post
// absent: {zh: "岗位有人担任（至少可能），或不在台账里", en: "somebody holds the post, at least possibly; or the post is not in the ledgers"}
// columns:
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   state: {type: term, vocabulary: seat_state, zh: 情况, en: State}
//   seats: {type: count, zh: 席位数, en: Seats}
//   post_id: {type: text, zh: 岗位编号, en: Post id}
// key: [post_id]
MATCH (t:Post)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND t.from_min <= $as_of AND $as_of < t.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT t, o, area
OPTIONAL MATCH (t)<-[h:HOLDS]-(:Person)
WHERE h.from_min <= $as_of AND $as_of < h.to_max
WITH t, o, area, count(h.id) AS holders
WHERE holders = 0
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'posts' AND s.day <= $as_of
WITH t, o, count(s.id) AS stated
RETURN o.name AS body, o.kind AS kind, t.kind AS post, CASE WHEN stated > 0 THEN 'vacant' ELSE 'unknown' END AS state,
  t.seats AS seats, t.id AS post_id
ORDER BY body, kind, post, post_id

// what:
//   zh: 在两个日期之间（含起始日，不含截止日）最后一天在任或可能届满、而在查询日仍在任的任期。
//   en: Terms in force on the day asked for that end, or may end, between two dates (the first included, the second not).
// grain: one row a term
// absent: {zh: "任期没有写明届满日期，或在别的时间届满", en: "the term has no known end, or ends at another time"}
// parameters:
//   begin: {type: date, zh: 起始日, en: first day}
//   finish: {type: date, zh: 截止日（不含）, en: day after the last}
// columns:
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   since: {type: start, zh: 任职起, en: Since}
//   until: {type: end, zh: 任职止, en: Until}
//   certain: {type: yes_no, zh: 确定在此期间, en: Certainly within}
//   hold: {type: text, zh: 任职编号, en: Term id}
// key: [hold]
// # Each dated link has a MATCH of its own: as one step of a longer walk Ladybug now and then lets forbidden rows in (decision 0001).
MATCH (p:Person)-[h:HOLDS]->(t:Post)
WHERE h.from_min <= $as_of AND $as_of < h.to_max
  AND h.to_max < date('9999-12-31') AND $begin < h.to_max AND h.to_min <= $finish
WITH p, h, t
MATCH (t)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT p, h, t, o
RETURN o.name AS body, o.kind AS kind, t.kind AS post, p.name AS holder,
  h.from_min AS since_min, h.from_max AS since_max, h.to_min AS until_min, h.to_max AS until_max,
  ($begin < h.to_min AND h.to_max <= $finish) AS certain, h.id AS hold
ORDER BY until_max, body, post, hold

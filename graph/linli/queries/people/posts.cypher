// what:
//   zh: 某人（按姓名）在某日担任的全部岗位。
//   en: Every post that persons of one name hold on a day.
// grain: one row a person and post and term
// absent: {zh: "就台账所见，当日那里没有叫这个姓名的人任职", en: "nobody of this name holds a post there on that day, as far as the ledgers say"}
// parameters:
//   name: {type: name, zh: 姓名, en: name}
// columns:
//   person: {type: text, zh: 人员编号, en: Person id}
//   name: {type: person_name, zh: 姓名, en: Name}
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   since: {type: start, zh: 任职起, en: Since}
//   until: {type: end, zh: 任职止, en: Until}
//   certain: {type: yes_no, zh: 确定在任, en: Certain}
//   hold: {type: text, zh: 任职编号, en: Term id}
// key: [hold]
// # The dates of the link are judged after the walk, on aggregates: filtered inside it Ladybug now and then lets forbidden rows in, and a
// # MATCH of its own takes eight times as long (decision 0001).
MATCH (p:Person)-[h:HOLDS]->(t:Post)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE p.name_key = $name AND top.id IN $areas
WITH p, t, o, h.id AS hold, min(h.from_min) AS since_min, min(h.from_max) AS since_max, min(h.to_min) AS until_min, min(h.to_max) AS until_max
WHERE since_min <= $as_of AND $as_of < until_max
RETURN p.id AS person, p.name AS name, o.name AS body, o.kind AS kind, t.kind AS post,
  since_min AS since_min, since_max AS since_max, until_min AS until_min, until_max AS until_max,
  (since_max <= $as_of AND $as_of < until_min) AS certain, hold AS hold
ORDER BY person, body, post, hold

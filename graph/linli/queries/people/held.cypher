// what:
//   zh: 某人（按编号）在某日担任的全部岗位。编号由“某人（按姓名）担任的岗位”给出，同名的人各有各的编号。
//   en: Every post that one person, by identifier, holds on a day. `people/posts` gives the identifiers of all who share a name.
// grain: one row a post and term
// absent: {zh: "就台账所见，此人当日在那里没有任职", en: "the person holds no post there on that day, as far as the ledgers say"}
// parameters:
//   person: {type: person, zh: 人员编号, en: person id}
// columns:
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   since: {type: start, zh: 任职起, en: Since}
//   until: {type: end, zh: 任职止, en: Until}
//   certain: {type: yes_no, zh: 确定在任, en: Certain}
//   body_id: {type: text, zh: 组织编号, en: Body id}
//   post_id: {type: text, zh: 岗位编号, en: Post id}
//   hold: {type: text, zh: 任职编号, en: Term id}
// key: [hold]
// order: [body, post, hold]
// # Scope and dates are judged after the walk (decision 0001).
MATCH (p:Person)-[h:HOLDS]->(t:Post)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE p.id = $person
WITH t, o, top.id AS code, h.id AS hold, min(h.from_min) AS since_min, min(h.from_max) AS since_max, min(h.to_min) AS until_min, min(h.to_max) AS until_max
WHERE code IN $areas AND since_min <= $as_of AND $as_of < until_max
RETURN o.name AS body, o.kind AS kind, t.kind AS post, since_min AS since_min, since_max AS since_max, until_min AS until_min, until_max AS until_max,
  (since_max <= $as_of AND $as_of < until_min) AS certain, o.id AS body_id, t.id AS post_id, hold AS hold

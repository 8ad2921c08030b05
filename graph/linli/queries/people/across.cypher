// what:
//   zh: 谁当日既在某一类组织任职，又在另一类组织任职，不论在不在同一小区。
//   en: Who holds a post in a body of one kind and another in a body of a second kind on a day, in one compound or not.
// grain: one row a person, by the first pair of posts in order; two persons who only may be one are no row
// absent: {zh: "就台账所见，此人当日没有在这两类组织里同时任职", en: "the person is not known to hold posts in both on that day"}
// parameters:
//   a: {type: term, vocabulary: organization_kind, zh: 组织类别甲, en: first kind of body}
//   b: {type: term, vocabulary: organization_kind, zh: 组织类别乙, en: second kind of body}
// columns:
//   person: {type: text, zh: 人员编号, en: Person id}
//   name: {type: person_name, zh: 姓名, en: Name}
//   body_a: {type: name, zh: 组织甲, en: First body}
//   post_a: {type: term, vocabulary: post_kind, zh: 职务甲, en: First post}
//   body_b: {type: name, zh: 组织乙, en: Second body}
//   post_b: {type: term, vocabulary: post_kind, zh: 职务乙, en: Second post}
// key: [person]
// order: [name, person, body_a, post_a, body_b, post_b]
// # Each dated link has a MATCH of one link to itself, closed by a WITH: Ladybug 0.22 gives wrong rows where one is part of a longer walk.
MATCH (t:Post)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(x:Area)
WHERE x.id IN $areas AND o.kind = $a AND t.from_min <= $as_of AND $as_of < t.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT t, o.id AS first, o.name AS body_a
MATCH (t)<-[h:HOLDS]-(p:Person)
WHERE h.from_min <= $as_of AND $as_of < h.to_max
WITH DISTINCT p, first, body_a, t.kind AS post_a
MATCH (p)-[g:HOLDS]->(u:Post)
WHERE g.from_min <= $as_of AND $as_of < g.to_max AND u.from_min <= $as_of AND $as_of < u.to_max
WITH DISTINCT p, first, body_a, post_a, u
MATCH (u)-[:POST_IN]->(q:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(y:Area)
WHERE y.id IN $areas AND q.kind = $b AND q.id <> first AND q.from_min <= $as_of AND $as_of < q.to_max
RETURN DISTINCT p.id AS person, p.name AS name, body_a AS body_a, post_a AS post_a, q.name AS body_b, u.kind AS post_b

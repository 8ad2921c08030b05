// what:
//   zh: 哪些人可能是同一人、尚待核对，各自担任什么。
//   en: Who may be the same person and is still to be looked at, with the posts that each holds.
// grain: one row a doubtful pair and one of the two and a post that they hold on the day
// absent: {zh: "那里没有存疑的两个人，或当日不任职", en: "there is no doubtful pair, or neither holds a post on the day"}
// columns:
//   pair: {type: text, zh: 存疑关系编号, en: Pair id}
//   strength: {type: ratio, zh: 强度, en: Strength}
//   basis: {type: text, zh: 依据, en: Basis}
//   person: {type: text, zh: 人员编号, en: Person id}
//   name: {type: person_name, zh: 姓名, en: Name}
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   body_id: {type: text, zh: 组织编号, en: Body id}
//   hold: {type: text, zh: 任职编号, en: Term id}
// key: [pair, person, hold]
// order: [pair, person, body, post, hold]
MATCH (p:Person)-[m:MAY_BE]->(:Person)
WITH m, p
MATCH (p)-[h:HOLDS]->(t:Post)
WHERE h.from_min <= $as_of AND $as_of < h.to_max
WITH m, p, h, t
MATCH (t)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
RETURN DISTINCT m.id AS pair, m.strength AS strength, m.basis AS basis, p.id AS person, p.name AS name,
  o.name AS body, o.kind AS kind, t.kind AS post, o.id AS body_id, h.id AS hold
UNION ALL
MATCH (p:Person)<-[m:MAY_BE]-(:Person)
WITH m, p
MATCH (p)-[h:HOLDS]->(t:Post)
WHERE h.from_min <= $as_of AND $as_of < h.to_max
WITH m, p, h, t
MATCH (t)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
RETURN DISTINCT m.id AS pair, m.strength AS strength, m.basis AS basis, p.id AS person, p.name AS name,
  o.name AS body, o.kind AS kind, t.kind AS post, o.id AS body_id, h.id AS hold

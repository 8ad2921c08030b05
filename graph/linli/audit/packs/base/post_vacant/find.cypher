// columns:
//   subject: {type: text, zh: 岗位编号, en: Post id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind of body}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   seats: {type: count, zh: 席位数, en: Seats}
//   holders: {type: count, zh: 在任, en: Holders}
// key: [subject]
// order: [body, post, subject]
// # A post whose last term ended without a successor is for term_lapsed. One seat with a holder of unknown end counts as filled.
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)<-[:POST_IN]-(t:Post)
WHERE t.from_min <= $as_of AND $as_of < t.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
  AND NOT t.kind IN ['alternate_member', 'staff']
  AND (t.seats > 1 OR NOT EXISTS { MATCH (t)<-[g:HOLDS]-(:Person) WHERE g.from_max <= $as_of AND $as_of < g.to_min })
WITH t, o, area
OPTIONAL MATCH (t)<-[h:HOLDS]-(p:Person)
WHERE h.from_min <= $as_of
WITH t, o, area, p.id AS person, max(CASE WHEN $as_of < h.to_max THEN 1 ELSE 0 END) AS here, max(CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min THEN 1 ELSE 0 END) AS sure
WITH t, o, area, coalesce(t.seats, 1) AS seats, count(person) AS ever, sum(here) AS high, sum(sure) AS low
WHERE low < seats AND (ever = 0 OR high > 0) AND (high < seats OR t.seats > 1)
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'posts' AND s.day <= $as_of
WITH t, o, area, seats, low, high, count(s.id) AS stated
WITH t, o, area, seats, low, high, (high < seats AND stated > 0) AS vacant
RETURN t.id AS subject, area.id AS place, CASE WHEN vacant THEN 'fail' ELSE 'unknown' END AS verdict, vacant AS certain,
  o.name AS body, o.kind AS kind, t.kind AS post, seats AS seats, low AS holders

// columns:
//   subject: {type: text, zh: 岗位编号, en: Post id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind of body}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   seats: {type: count, zh: 席位数, en: Seats}
//   holders: {type: count, zh: 确定在任, en: Holders}
//   holders_possible: {type: count, zh: 可能在任, en: Possible holders}
// key: [subject]
// order: [body, post, subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)<-[:POST_IN]-(t:Post)
WHERE t.from_min <= $as_of AND $as_of < t.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
  AND t.seats IS NOT NULL AND NOT (t.seats = 1 AND t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head', 'residents_group_head', 'patch_head', 'convenor', 'leader'])
WITH t, o, area
MATCH (t)<-[h:HOLDS]-(p:Person)
WHERE h.from_min <= $as_of AND $as_of < h.to_max
WITH t, o, area, p.id AS person, max(CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min THEN 1 ELSE 0 END) AS sure
WITH t, o, area, count(person) AS high, sum(sure) AS low
WHERE high > t.seats
RETURN t.id AS subject, area.id AS place, CASE WHEN low > t.seats THEN 'fail' ELSE 'unknown' END AS verdict, (low > t.seats) AS certain,
  o.name AS body, o.kind AS kind, t.kind AS post, t.seats AS seats, low AS holders, high AS holders_possible

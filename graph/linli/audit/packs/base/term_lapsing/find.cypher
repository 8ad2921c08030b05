// columns:
//   subject: {type: text, zh: 岗位编号, en: Post id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind of body}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   until: {type: end, zh: 任职止, en: Until}
//   person: {type: text, zh: 人员编号, en: Person id}
//   body_id: {type: text, zh: 组织编号, en: Body id}
// key: [subject, person]
// order: [until_max, body, subject, person]
// # A term that is known to go on after the day, of the same holder or the next, provides for the post.
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)<-[:POST_IN]-(t:Post)
WHERE t.from_min <= $as_of AND $as_of < t.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
  AND NOT t.kind IN ['alternate_member', 'staff']
WITH t, o, area
OPTIONAL MATCH (t)<-[g:HOLDS]-(:Person)
WHERE g.to_min > $as_of + $soon
WITH t, o, area, count(g.id) AS later
WHERE later = 0
MATCH (t)<-[h:HOLDS]-(p:Person)
WHERE h.from_min <= $as_of AND $as_of < h.to_max AND h.to_min <= $as_of + $soon AND h.to_max < date('9999-12-31')
WITH t, o, area, p, max(h.to_min) AS low, max(h.to_max) AS high, max(h.from_max) AS since
RETURN t.id AS subject, area.id AS place, 'fail' AS verdict, (since <= $as_of AND $as_of < low AND high <= $as_of + $soon) AS certain,
  o.name AS body, o.kind AS kind, t.kind AS post, p.name AS holder, low AS until_min, high AS until_max, p.id AS person, o.id AS body_id

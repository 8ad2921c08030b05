// columns:
//   subject: {type: text, zh: 岗位编号, en: Post id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind of body}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   ended: {type: end, zh: 组织或岗位撤销, en: Body or post ended}
//   until: {type: end, zh: 任职止, en: Until}
//   person: {type: text, zh: 人员编号, en: Person id}
//   body_id: {type: text, zh: 组织编号, en: Body id}
// key: [subject, person, until_min]
// order: [body, post, subject, person, until_min, until_max]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)<-[:POST_IN]-(t:Post)
WHERE t.to_max < date('9999-12-31') OR o.to_max < date('9999-12-31')
WITH t, o, area
MATCH (t)<-[h:HOLDS]-(p:Person)
WHERE h.from_min <= $as_of
WITH t, o, area, p, h.to_min AS low, h.to_max AS high, CASE WHEN t.to_min < o.to_min THEN t.to_min ELSE o.to_min END AS end_min,
  CASE WHEN t.to_max < o.to_max THEN t.to_max ELSE o.to_max END AS end_max
WHERE low > end_max OR (high > end_min AND high < date('9999-12-31') AND NOT (low = end_min AND high = end_max))
RETURN DISTINCT t.id AS subject, area.id AS place, CASE WHEN low > end_max THEN 'fail' ELSE 'unknown' END AS verdict, (low > end_max) AS certain,
  o.name AS body, o.kind AS kind, t.kind AS post, p.name AS holder, end_min AS ended_min, end_max AS ended_max, low AS until_min, high AS until_max,
  p.id AS person, o.id AS body_id

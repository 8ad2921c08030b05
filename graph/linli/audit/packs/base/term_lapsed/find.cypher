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
// key: [subject]
// order: [body, post, subject]
// # A holder whose end nobody has stated may still be in office: no lapse.
MATCH (t:Post)<-[h:HOLDS]-(:Person)
WHERE h.from_min <= $as_of
WITH t, max(h.to_min) AS low, max(h.to_max) AS high
WHERE low <= $as_of AND high < date('9999-12-31')
MATCH (t)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND t.from_min <= $as_of AND $as_of < t.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
  AND NOT t.kind IN ['alternate_member', 'staff']
WITH DISTINCT t, o, area, low, high
MATCH (t)<-[g:HOLDS]-(p:Person)
WHERE g.to_max = high AND g.from_min <= $as_of
WITH t, o, area, low, high, min(p.name) AS holder
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'posts' AND s.day <= $as_of
WITH t, o, area, low, high, holder, count(s.id) AS stated
WITH t, o, area, low, high, holder, (high <= $as_of AND stated > 0) AS over
RETURN t.id AS subject, area.id AS place, CASE WHEN over THEN 'fail' ELSE 'unknown' END AS verdict, over AS certain,
  o.name AS body, o.kind AS kind, t.kind AS post, holder AS holder, low AS until_min, high AS until_max

// columns:
//   subject: {type: text, zh: 业委会编号, en: Committee id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   committee: {type: name, zh: 业委会, en: "Owners' committee"}
//   compound: {type: name, zh: 小区, en: Compound}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   person: {type: text, zh: 人员编号, en: Person id}
//   post_id: {type: text, zh: 岗位编号, en: Post id}
// key: [subject, post_id, person]
// order: [committee, subject, holder, person, post_id]
MATCH (t:Post)<-[h:HOLDS]-(p:Person)
WHERE h.relative_here = true AND h.from_min <= $as_of AND $as_of < h.to_max
WITH t, p, max(CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min THEN 1 ELSE 0 END) AS sure
MATCH (t)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND t.kind <> 'alternate_member' AND t.from_min <= $as_of AND $as_of < t.to_max AND o.kind = 'owners_committee' AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT t, p, sure, o, area
OPTIONAL MATCH (o)-[w:ACTS_FOR]->(c:Compound)
WHERE w.from_min <= $as_of AND $as_of < w.to_max
WITH t, p, sure, o, area, min(c.id) AS estate, min(c.name) AS compound
RETURN o.id AS subject, coalesce(estate, area.id) AS place, 'fail' AS verdict,
  (sure = 1 AND o.from_max <= $as_of AND $as_of < o.to_min) AS certain, o.name AS committee, compound AS compound, p.name AS holder,
  t.kind AS post, p.id AS person, t.id AS post_id

// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 地方编号, en: Place id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   committee: {type: name, zh: 业委会, en: Committee}
//   compound: {type: name, zh: 小区, en: Compound}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   person: {type: text, zh: 人员编号, en: Person id}
//   post_id: {type: text, zh: 岗位编号, en: Post id}
// key: [subject, post_id, person]
// order: [committee, subject, holder, person, post_id]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind = 'owners_committee' AND o.from_min <= $as_of AND $as_of < o.to_max
WITH o, area
OPTIONAL MATCH (o)-[w:ACTS_FOR]->(c:Compound)
WHERE w.from_min <= $as_of AND $as_of < w.to_max
WITH o, area, min(c.id) AS estate, min(c.name) AS compound
MATCH (o)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)
WHERE t.kind <> 'alternate_member' AND t.from_min <= $as_of AND $as_of < t.to_max AND h.from_min <= $as_of AND $as_of < h.to_max
WITH o, area, estate, compound, t, p, max(CASE WHEN h.owner_here THEN 1 ELSE 0 END) AS yes, max(CASE WHEN h.owner_here = false THEN 1 ELSE 0 END) AS no,
  max(CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min THEN 1 ELSE 0 END) AS sure
WHERE yes = 0 OR no = 1
RETURN o.id AS subject, coalesce(estate, area.id) AS place, CASE WHEN yes = 0 AND no = 1 THEN 'fail' ELSE 'unknown' END AS verdict,
  (yes = 0 AND no = 1 AND sure = 1) AS certain, o.name AS committee, compound AS compound, p.name AS holder, t.kind AS post, p.id AS person, t.id AS post_id

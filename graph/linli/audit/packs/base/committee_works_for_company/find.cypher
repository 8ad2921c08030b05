// columns:
//   subject: {type: text, zh: 业委会编号, en: Committee id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   compound: {type: name, zh: 小区, en: Compound}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   committee: {type: name, zh: 业委会, en: Committee}
//   committee_post: {type: term, vocabulary: post_kind, zh: 业委会职务, en: Post in the committee}
//   company: {type: name, zh: 物业企业, en: Company}
//   company_post: {type: term, vocabulary: post_kind, zh: 物业企业职务, en: Post in the company}
//   person: {type: text, zh: 人员编号, en: Person id}
//   other: {type: text, zh: 另一岗位的人员编号, en: Id of the person in the other post}
//   post_a: {type: text, zh: 业委会岗位编号, en: Id of the post in the committee}
//   post_b: {type: text, zh: 物业企业岗位编号, en: Id of the post in the company}
//   body_b: {type: text, zh: 物业企业编号, en: Company id}
// key: [subject, post_a, post_b, person, other]
// order: [compound, subject, holder, person, post_a, post_b, other]
// # Bodies are looked up by what the derived link carries, one in a part (decision 0001). `other` differs from `person` where they only may be one.
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WITH c
MATCH (a:Post)-[s:SHARES_HOLDER]->(b:Post)
WHERE s.scope = 'compound' AND s.place = c.id AND s.body_a <> s.body_b AND s.from_min <= $as_of AND $as_of < s.to_max
WITH c, a, b, s.body_a AS x, s.body_b AS y, s.person_a AS one, s.person_b AS two,
  max(CASE WHEN s.from_max <= $as_of AND $as_of < s.to_min AND s.may_be IS NULL THEN 1 ELSE 0 END) AS sure
MATCH (ox:Organization)
WHERE ox.id = x AND ox.kind IN ['owners_committee', 'property_company'] AND ox.from_min <= $as_of AND $as_of < ox.to_max
WITH c, a, b, y, one, two, sure, ox
MATCH (oy:Organization)
WHERE oy.id = y AND oy.kind IN ['owners_committee', 'property_company'] AND oy.from_min <= $as_of AND $as_of < oy.to_max
  AND (ox.kind IN ['owners_committee'] AND oy.kind IN ['property_company'] OR ox.kind IN ['property_company'] AND oy.kind IN ['owners_committee'])
WITH c, a, b, one, two, ox, oy, ox.kind IN ['owners_committee'] AS forward, sure * CASE WHEN ox.from_max <= $as_of AND $as_of < ox.to_min AND oy.from_max <= $as_of AND $as_of < oy.to_min THEN 1 ELSE 0 END AS sure
WITH c, sure, CASE WHEN forward THEN ox.id ELSE oy.id END AS body_a, CASE WHEN forward THEN ox.name ELSE oy.name END AS name_a,
  CASE WHEN forward THEN a.id ELSE b.id END AS post_a, CASE WHEN forward THEN a.kind ELSE b.kind END AS first_kind, CASE WHEN forward THEN one ELSE two END AS person_a,
  CASE WHEN forward THEN oy.id ELSE ox.id END AS body_b, CASE WHEN forward THEN oy.name ELSE ox.name END AS name_b, CASE WHEN forward THEN b.id ELSE a.id END AS post_b, CASE WHEN forward THEN b.kind ELSE a.kind END AS second_kind, CASE WHEN forward THEN two ELSE one END AS person_b
MATCH (p:Person)
WHERE p.id = person_a AND first_kind <> 'alternate_member' AND second_kind <> 'alternate_member'
WITH c, sure, body_a, name_a, post_a, first_kind, p, person_b, body_b, name_b, post_b, second_kind
MATCH (o:Organization)-[f:ACTS_FOR]->(c)
WHERE o.id = body_a AND f.from_min <= $as_of AND $as_of < f.to_max
WITH c, body_a, name_a, post_a, first_kind, p, person_b, body_b, name_b, post_b, second_kind, max(sure * CASE WHEN f.from_max <= $as_of AND $as_of < f.to_min THEN 1 ELSE 0 END) AS sure
MATCH (q:Organization)-[g:SERVES]->(c)
WHERE q.id = body_b AND g.from_min <= $as_of AND $as_of < g.to_max
WITH body_a, name_a, post_a, first_kind, p, person_b, body_b, name_b, post_b, second_kind, max(sure * CASE WHEN g.from_max <= $as_of AND $as_of < g.to_min THEN 1 ELSE 0 END) AS sure,
  min(CASE WHEN sure = 1 AND g.from_max <= $as_of AND $as_of < g.to_min THEN c.id END) AS surely, min(c.id) AS perhaps
MATCH (c:Compound)
WHERE c.id = coalesce(surely, perhaps)
RETURN body_a AS subject, c.id AS place, 'fail' AS verdict, (sure = 1) AS certain, c.name AS compound, p.name AS holder,
  name_a AS committee, first_kind AS committee_post, name_b AS company, second_kind AS company_post,
  p.id AS person, person_b AS other, post_a AS post_a, post_b AS post_b, body_b AS body_b

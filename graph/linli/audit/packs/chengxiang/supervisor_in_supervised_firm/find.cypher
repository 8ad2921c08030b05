// columns:
//   subject: {type: text, zh: 监督员岗位编号, en: Id of the supervisor's post}
//   place: {type: text, zh: 社区编号, en: Community id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   body: {type: name, zh: 社区组织, en: Body of the community}
//   body_post: {type: term, vocabulary: post_kind, zh: 社区职务, en: Post in the community}
//   company: {type: name, zh: 物业企业, en: Company}
//   company_post: {type: term, vocabulary: post_kind, zh: 企业职务, en: Post in the company}
//   person: {type: text, zh: 人员编号, en: Person id}
//   other: {type: text, zh: 另一岗位的人员编号, en: Id of the person in the other post}
//   body_a: {type: text, zh: 社区组织编号, en: Id of the community's body}
//   post_b: {type: text, zh: 企业岗位编号, en: Id of the post in the company}
//   body_b: {type: text, zh: 企业编号, en: Company id}
//   compound: {type: text, zh: 企业服务的小区编号, en: Id of a compound that the company serves}
// key: [subject, post_b, person, other]
// order: [body, subject, holder, person, post_b, other]
// # A pair that meets in a compound has no row for the community around it, hence both scopes; the community is looked up again.
MATCH (a:Post)-[s:SHARES_HOLDER]->(b:Post)
WHERE s.scope IN ['community', 'compound'] AND s.body_a <> s.body_b AND s.from_min <= $as_of AND $as_of < s.to_max
WITH a, b, s.body_a AS x, s.body_b AS y, s.person_a AS one, s.person_b AS two,
  max(CASE WHEN s.from_max <= $as_of AND $as_of < s.to_min AND s.may_be IS NULL THEN 1 ELSE 0 END) AS sure
MATCH (ox:Organization)
WHERE ox.id = x AND ox.from_min <= $as_of AND $as_of < ox.to_max
WITH a, b, y, one, two, sure, ox
MATCH (oy:Organization)
WHERE oy.id = y AND oy.from_min <= $as_of AND $as_of < oy.to_max
  AND (ox.kind = 'property_company') <> (oy.kind = 'property_company')
WITH a, b, one, two, ox, oy, oy.kind = 'property_company' AS forward, sure * CASE WHEN ox.from_max <= $as_of AND $as_of < ox.to_min AND oy.from_max <= $as_of AND $as_of < oy.to_min THEN 1 ELSE 0 END AS sure
WITH sure, CASE WHEN forward THEN ox.id ELSE oy.id END AS body_a, CASE WHEN forward THEN a.id ELSE b.id END AS post_a,
  CASE WHEN forward THEN a.kind ELSE b.kind END AS first_kind, CASE WHEN forward THEN one ELSE two END AS person_a,
  CASE WHEN forward THEN oy.id ELSE ox.id END AS body_b, CASE WHEN forward THEN oy.name ELSE ox.name END AS company,
  CASE WHEN forward THEN b.id ELSE a.id END AS post_b, CASE WHEN forward THEN b.kind ELSE a.kind END AS second_kind, CASE WHEN forward THEN two ELSE one END AS person_b
WHERE first_kind = 'property_supervisor'
MATCH (f:Organization)-[v:SERVES]->(c:Compound)-[:LOCATED_IN]->(k:Area)
WHERE f.id = body_b AND k.level = 'community' AND v.from_min <= $as_of AND $as_of < v.to_max
WITH sure, body_a, post_a, first_kind, person_a, body_b, company, post_b, second_kind, person_b, k, min(c.id) AS compound
MATCH (o:Organization)-[w:COVERS]->(k)
WHERE o.id = body_a AND w.from_min <= $as_of AND $as_of < w.to_max
WITH DISTINCT sure, o, post_a, first_kind, person_a, body_b, company, post_b, second_kind, person_b, k, compound
MATCH (k)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH sure, o, post_a, first_kind, person_a, body_b, company, post_b, second_kind, person_b, min(k.id) AS place, min(compound) AS compound
MATCH (t:Post)
WHERE t.id = post_a AND t.from_min <= $as_of AND $as_of < t.to_max
WITH sure, o, post_a, first_kind, person_a, body_b, company, post_b, second_kind, person_b, place, compound
MATCH (p:Person)
WHERE p.id = person_a
RETURN post_a AS subject, place AS place, 'fail' AS verdict, (sure = 1) AS certain, p.name AS holder,
  o.name AS body, first_kind AS body_post, company AS company, second_kind AS company_post,
  p.id AS person, person_b AS other, o.id AS body_a, post_b AS post_b, body_b AS body_b, compound AS compound

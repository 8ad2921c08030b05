// columns:
//   subject: {type: text, zh: 企业编号, en: Company id}
//   place: {type: text, zh: 企业服务的小区编号, en: Id of a compound that the company serves}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   body: {type: name, zh: 网格、楼栋所在组织, en: Body of the grid or building}
//   body_post: {type: term, vocabulary: post_kind, zh: 网格、楼栋职务, en: Post in the grid or building}
//   company: {type: name, zh: 物业企业, en: Company}
//   company_post: {type: term, vocabulary: post_kind, zh: 企业职务, en: Post in the company}
//   person: {type: text, zh: 人员编号, en: Person id}
//   other: {type: text, zh: 企业岗位的人员编号, en: Id of the person in the company's post}
//   post_a: {type: text, zh: 网格、楼栋岗位编号, en: Id of the post in the grid or building}
//   body_a: {type: text, zh: 网格、楼栋所在组织编号, en: Id of the body of the grid or building}
//   post_b: {type: text, zh: 企业岗位编号, en: Id of the post in the company}
// key: [subject, post_a, post_b, person, other]
// order: [company, subject, holder, person, post_a, post_b, other]
// # Wherever the grid is; the second part is for two who may be one. Each half is closed by an aggregate before the next (decision 0001).
// # `other` is an aggregate: Ladybug mixes up the columns of a UNION where one expression stands twice.
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WITH c
MATCH (c)<-[v:SERVES]-(f:Organization)
WHERE f.kind = 'property_company' AND v.from_min <= $as_of AND $as_of < v.to_max AND f.from_min <= $as_of AND $as_of < f.to_max
WITH f, min(c.id) AS place, max(CASE WHEN v.from_max <= $as_of AND $as_of < v.to_min AND f.from_max <= $as_of AND $as_of < f.to_min THEN 1 ELSE 0 END) AS sure_f
MATCH (f)<-[:POST_IN]-(u:Post)<-[g:HOLDS]-(q:Person)
WHERE g.from_min <= $as_of AND $as_of < g.to_max
WITH f, place, u, q, max(sure_f * CASE WHEN g.from_max <= $as_of AND $as_of < g.to_min THEN 1 ELSE 0 END) AS sure_f
MATCH (q)-[h:HOLDS]->(t:Post)-[:POST_IN]->(o:Organization)
WHERE t.kind IN ['grid_head', 'grid_member', 'mobile_grid_member', 'building_head', 'building_assistant'] AND o.id <> f.id AND h.from_min <= $as_of AND $as_of < h.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH f, place, u, q, t, o, min(q.id) AS other, max(sure_f * CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min AND o.from_max <= $as_of AND $as_of < o.to_min THEN 1 ELSE 0 END) AS sure
RETURN f.id AS subject, place AS place, 'fail' AS verdict, (sure = 1) AS certain, q.name AS holder,
  o.name AS body, t.kind AS body_post, f.name AS company, u.kind AS company_post,
  q.id AS person, other AS other, t.id AS post_a, o.id AS body_a, u.id AS post_b
UNION ALL
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WITH c
MATCH (c)<-[v:SERVES]-(f:Organization)
WHERE f.kind = 'property_company' AND v.from_min <= $as_of AND $as_of < v.to_max AND f.from_min <= $as_of AND $as_of < f.to_max
WITH f, min(c.id) AS place, max(CASE WHEN v.from_max <= $as_of AND $as_of < v.to_min AND f.from_max <= $as_of AND $as_of < f.to_min THEN 1 ELSE 0 END) AS sure_f
MATCH (f)<-[:POST_IN]-(u:Post)<-[g:HOLDS]-(q:Person)
WHERE g.from_min <= $as_of AND $as_of < g.to_max
WITH f, place, u, q, max(sure_f * CASE WHEN g.from_max <= $as_of AND $as_of < g.to_min THEN 1 ELSE 0 END) AS sure_f
MATCH (q)-[:MAY_BE]-(p:Person)
WITH DISTINCT f, place, u, q, 0 AS sure_f, p
MATCH (p)-[h:HOLDS]->(t:Post)-[:POST_IN]->(o:Organization)
WHERE t.kind IN ['grid_head', 'grid_member', 'mobile_grid_member', 'building_head', 'building_assistant'] AND o.id <> f.id AND h.from_min <= $as_of AND $as_of < h.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH f, place, u, q, p, t, o, min(q.id) AS other, max(sure_f * CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min AND o.from_max <= $as_of AND $as_of < o.to_min THEN 1 ELSE 0 END) AS sure
RETURN f.id AS subject, place AS place, 'fail' AS verdict, (sure = 1) AS certain, p.name AS holder,
  o.name AS body, t.kind AS body_post, f.name AS company, u.kind AS company_post,
  p.id AS person, other AS other, t.id AS post_a, o.id AS body_a, u.id AS post_b

// columns:
//   subject: {type: text, zh: 企业党支部编号, en: Id of the company's branch}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   branch: {type: name, zh: 企业党支部, en: Branch of the company}
//   holder: {type: person_name, zh: 书记, en: Secretary}
//   person: {type: text, zh: 人员编号, en: Person id}
//   post: {type: text, zh: 岗位编号, en: Post id}
//   hold: {type: text, zh: 任职编号, en: Term id}
// key: [subject, post, person]
// order: [branch, subject, holder, person, post]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind = 'firm_branch' AND o.from_min <= $as_of AND $as_of < o.to_max
WITH o, area
OPTIONAL MATCH (o)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)
WHERE t.kind = 'secretary' AND h.from_min <= $as_of AND $as_of < h.to_max
WITH o, area, t, p, count(coalesce(h.appointed_by, h.origin)) AS told,
  max(CASE WHEN h.appointed_by = 'dispatched' OR h.origin = 'stationed_cadre' THEN 1 ELSE 0 END) AS sent,
  max(CASE WHEN (h.appointed_by = 'dispatched' OR h.origin = 'stationed_cadre') AND h.from_max <= $as_of AND $as_of < h.to_min AND o.from_max <= $as_of AND $as_of < o.to_min THEN 1 ELSE 0 END) AS sure,
  min(CASE WHEN h.appointed_by = 'dispatched' OR h.origin = 'stationed_cadre' THEN h.id END) AS hold
WHERE sent = 1 OR told = 0
RETURN o.id AS subject, area.id AS place, CASE WHEN sent = 1 THEN 'fail' ELSE 'unknown' END AS verdict, (sure = 1) AS certain,
  o.name AS branch, p.name AS holder, p.id AS person, t.id AS post, hold AS hold

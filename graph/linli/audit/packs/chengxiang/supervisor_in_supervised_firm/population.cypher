// columns:
//   subject: {type: text, zh: 监督员岗位编号, en: Id of the supervisor's post}
//   place: {type: text, zh: 社区编号, en: Community id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (k:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND k.level = 'community'
WITH DISTINCT k
MATCH (k)<-[w:COVERS]-(o:Organization)<-[:POST_IN]-(t:Post)
WHERE t.kind = 'property_supervisor' AND w.from_min <= $as_of AND $as_of < w.to_max AND o.from_min <= $as_of AND $as_of < o.to_max AND t.from_min <= $as_of AND $as_of < t.to_max
WITH DISTINCT k, t
OPTIONAL MATCH (k)<-[:LOCATED_IN]-(:Compound)<-[v:SERVES]-(f:Organization)
WHERE f.kind = 'property_company' AND v.from_min <= $as_of AND $as_of < v.to_max AND f.from_min <= $as_of AND $as_of < f.to_max
WITH t, min(k.id) AS place, count(f.id) AS companies
RETURN t.id AS subject, place AS place, CASE WHEN companies > 0 THEN 'asked' ELSE 'not_applicable' END AS state

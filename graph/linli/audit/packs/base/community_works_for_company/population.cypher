// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 社区编号, en: Community id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (k:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND k.level = 'community'
WITH DISTINCT k
MATCH (k)<-[w:COVERS]-(o:Organization)
WHERE o.kind IN ['community_committee', 'residents_committee'] AND w.from_min <= $as_of AND $as_of < w.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT k, o
OPTIONAL MATCH (k)<-[:LOCATED_IN]-(:Compound)<-[v:SERVES]-(f:Organization)
WHERE f.kind = 'property_company' AND v.from_min <= $as_of AND $as_of < v.to_max AND f.from_min <= $as_of AND $as_of < f.to_max
WITH o, min(k.id) AS place, count(f.id) AS companies
RETURN o.id AS subject, place AS place, CASE WHEN companies > 0 THEN 'asked' ELSE 'not_applicable' END AS state

// columns:
//   subject: {type: text, zh: 企业编号, en: Company id}
//   place: {type: text, zh: 企业服务的小区编号, en: Id of a compound that the company serves}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WITH c
MATCH (c)<-[v:SERVES]-(f:Organization)
WHERE f.kind = 'property_company' AND v.from_min <= $as_of AND $as_of < v.to_max AND f.from_min <= $as_of AND $as_of < f.to_max
RETURN f.id AS subject, min(c.id) AS place, 'asked' AS state

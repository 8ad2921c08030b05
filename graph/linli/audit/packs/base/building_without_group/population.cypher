// columns:
//   subject: {type: text, zh: 楼栋编号, en: Building id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)<-[:LOCATED_IN]-(b:Building)
WHERE b.from_min <= $as_of AND $as_of < b.to_max
RETURN b.id AS subject, c.id AS place, 'asked' AS state

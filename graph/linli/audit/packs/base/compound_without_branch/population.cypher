// columns:
//   subject: {type: text, zh: 小区编号, en: Compound id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WHERE c.from_min <= $as_of AND $as_of < c.to_max
RETURN c.id AS subject, c.id AS place, 'asked' AS state

// columns:
//   subject: {type: text, zh: 小区编号, en: Compound id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND c.from_min <= $as_of AND $as_of < c.to_max
RETURN DISTINCT c.id AS subject, c.id AS place, 'asked' AS state
ORDER BY subject

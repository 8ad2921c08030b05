// columns:
//   subject: {type: text, zh: 企业党支部编号, en: Id of the company's branch}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind = 'firm_branch' AND o.from_min <= $as_of AND $as_of < o.to_max
RETURN DISTINCT o.id AS subject, area.id AS place, 'asked' AS state

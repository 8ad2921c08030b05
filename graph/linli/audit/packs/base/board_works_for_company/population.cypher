// columns:
//   subject: {type: text, zh: 监委会编号, en: Board id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WITH c
MATCH (c)<-[f:ACTS_FOR]-(o:Organization)
WHERE o.kind IN ['supervisory_board'] AND f.from_min <= $as_of AND $as_of < f.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
OPTIONAL MATCH (c)<-[s:SERVES]-(q:Organization)
WHERE q.kind IN ['property_company'] AND s.from_min <= $as_of AND $as_of < s.to_max AND q.from_min <= $as_of AND $as_of < q.to_max
WITH o, min(c.id) AS place, count(q.id) AS others
RETURN o.id AS subject, place AS place, CASE WHEN others > 0 THEN 'asked' ELSE 'not_applicable' END AS state

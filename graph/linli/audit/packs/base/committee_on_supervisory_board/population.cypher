// columns:
//   subject: {type: text, zh: 业委会编号, en: Committee id}
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
WHERE o.kind IN ['owners_committee'] AND f.from_min <= $as_of AND $as_of < f.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
OPTIONAL MATCH (c)<-[s:ACTS_FOR]-(q:Organization)
WHERE q.kind IN ['supervisory_board'] AND s.from_min <= $as_of AND $as_of < s.to_max AND q.from_min <= $as_of AND $as_of < q.to_max
WITH o, min(c.id) AS place, count(q.id) AS others
RETURN o.id AS subject, place AS place, CASE WHEN others > 0 THEN 'asked' ELSE 'not_applicable' END AS state

// columns:
//   subject: {type: text, zh: 区域编号, en: Area id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (top:Area)
WHERE top.id IN $areas
OPTIONAL MATCH (top)<-[:WITHIN]-(:Area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind = 'owners_committee' AND o.from_min <= $as_of AND $as_of < o.to_max
WITH top, o
OPTIONAL MATCH (o)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)
WHERE t.kind <> 'alternate_member' AND t.from_min <= $as_of AND $as_of < t.to_max AND h.from_min <= $as_of AND $as_of < h.to_max
WITH top, count(DISTINCT o.id) AS committees, count(p.id) AS members
RETURN top.id AS subject, top.id AS place, CASE WHEN members > 0 THEN 'asked' WHEN committees > 0 THEN 'unknown' ELSE 'not_applicable' END AS state

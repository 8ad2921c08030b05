// columns:
//   subject: {type: text, zh: 岗位编号, en: Post id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)<-[:POST_IN]-(t:Post)
WHERE t.from_min <= $as_of AND $as_of < t.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
  AND NOT t.kind IN ['alternate_member', 'staff']
  AND EXISTS { MATCH (t)<-[h:HOLDS]-(:Person) WHERE h.from_min <= $as_of AND $as_of < h.to_max }
RETURN t.id AS subject, area.id AS place, 'asked' AS state

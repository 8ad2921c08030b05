// columns:
//   subject: {type: text, zh: 岗位编号, en: Post id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND o.from_min <= $as_of AND $as_of < o.to_max
WITH o, area
MATCH (o)<-[:POST_IN]-(t:Post)
WHERE t.from_min <= $as_of AND $as_of < t.to_max
OPTIONAL MATCH (t)<-[h:HOLDS]-(:Person)
WHERE h.from_min <= $as_of AND $as_of < h.to_max
WITH t, area, count(h.id) AS holders
RETURN t.id AS subject, area.id AS place, CASE WHEN holders > 0 THEN 'asked' ELSE 'not_applicable' END AS state

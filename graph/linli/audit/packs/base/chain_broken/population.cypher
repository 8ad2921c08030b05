// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(n:Organization)
WHERE n.kind IN ['building_group', 'centre_household', 'compound_branch', 'joint_branch', 'grid_branch'] AND n.from_min <= $as_of AND $as_of < n.to_max
WITH n, area
RETURN n.id AS subject, area.id AS place, 'asked' AS state

// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.from_min <= $as_of AND $as_of < o.to_max
  AND o.kind IN ['county_committee', 'working_committee', 'community_committee', 'compound_branch', 'joint_branch', 'grid_branch', 'firm_branch', 'building_group', 'residents_committee', 'owners_committee', 'management_committee', 'supervisory_board', 'council', 'grid_team']
WITH o, area
RETURN o.id AS subject, area.id AS place, 'asked' AS state

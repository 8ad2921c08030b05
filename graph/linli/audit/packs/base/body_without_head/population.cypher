// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND o.from_min <= $as_of AND $as_of < o.to_max
  AND o.kind IN ['county_committee', 'working_committee', 'community_committee', 'compound_branch', 'joint_branch', 'grid_branch', 'firm_branch', 'building_group', 'residents_committee', 'owners_committee', 'management_committee', 'supervisory_board', 'council', 'grid_team']
WITH DISTINCT o, area
RETURN o.id AS subject, area.id AS place, 'asked' AS state

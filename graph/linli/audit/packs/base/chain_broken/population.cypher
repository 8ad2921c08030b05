// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (n:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(x:Area)
WHERE x.id IN $areas AND n.kind IN ['building_group', 'centre_household', 'compound_branch', 'joint_branch', 'grid_branch'] AND n.from_min <= $as_of AND $as_of < n.to_max
WITH DISTINCT n, area
RETURN n.id AS subject, area.id AS place, 'asked' AS state

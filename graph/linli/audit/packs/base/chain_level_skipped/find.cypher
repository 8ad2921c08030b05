// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind of body}
//   above: {type: name, zh: 直接上级, en: Directly above}
//   above_kind: {type: term, vocabulary: organization_kind, zh: 上级类别, en: Kind above}
//   above_id: {type: text, zh: 上级编号, en: Id of the body above}
// key: [subject, above_id]
// order: [body, subject, above_id]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(n:Organization)
WHERE n.kind IN ['working_committee', 'community_committee', 'compound_branch', 'joint_branch', 'grid_branch', 'building_group', 'centre_household'] AND n.from_min <= $as_of AND $as_of < n.to_max
WITH n, area
MATCH (n)-[r:REPORTS_TO]->(m:Organization)
WHERE r.from_min <= $as_of AND $as_of < r.to_max AND m.from_min <= $as_of AND $as_of < m.to_max
WITH n, area, m, max(CASE WHEN r.from_max <= $as_of AND $as_of < r.to_min AND m.from_max <= $as_of AND $as_of < m.to_min THEN 1 ELSE 0 END) AS sure,
  CASE n.kind WHEN 'county_committee' THEN 1 WHEN 'working_committee' THEN 2 WHEN 'community_committee' THEN 3 WHEN 'compound_branch' THEN 4 WHEN 'joint_branch' THEN 4 WHEN 'grid_branch' THEN 4 WHEN 'building_group' THEN 5 WHEN 'centre_household' THEN 5 + $groups END AS low,
  CASE m.kind WHEN 'county_committee' THEN 1 WHEN 'working_committee' THEN 2 WHEN 'community_committee' THEN 3 WHEN 'compound_branch' THEN 4 WHEN 'joint_branch' THEN 4 WHEN 'grid_branch' THEN 4 WHEN 'building_group' THEN 5 WHEN 'centre_household' THEN 5 + $groups END AS high
WHERE low - high > 1
RETURN n.id AS subject, area.id AS place, 'fail' AS verdict, (sure = 1) AS certain, n.name AS body, n.kind AS kind,
  m.name AS above, m.kind AS above_kind, m.id AS above_id

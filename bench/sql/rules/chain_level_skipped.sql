-- population
SELECT id AS subject, area AS place, 'asked' AS state FROM body WHERE kind IN ('working_committee', 'community_committee', 'compound_branch', 'joint_branch', 'grid_branch', 'building_group', 'centre_household');
-- find
SELECT n.id AS subject, n.area AS place, 'fail' AS verdict, bool_or(e.sure) AS certain, any_value(n.name) AS body, any_value(n.kind) AS kind,
  any_value(e.name) AS above, any_value(e.kind) AS above_kind, e.high AS above_id
FROM body n JOIN edge e ON e.low = n.id
WHERE n.kind IN ('working_committee', 'community_committee', 'compound_branch', 'joint_branch', 'grid_branch', 'building_group', 'centre_household') AND
  CASE n.kind WHEN 'county_committee' THEN 1 WHEN 'working_committee' THEN 2 WHEN 'community_committee' THEN 3 WHEN 'compound_branch' THEN 4
  WHEN 'joint_branch' THEN 4 WHEN 'grid_branch' THEN 4 WHEN 'building_group' THEN 5 WHEN 'centre_household' THEN 5 + $groups END
  - CASE e.kind WHEN 'county_committee' THEN 1 WHEN 'working_committee' THEN 2 WHEN 'community_committee' THEN 3 WHEN 'compound_branch' THEN 4
  WHEN 'joint_branch' THEN 4 WHEN 'grid_branch' THEN 4 WHEN 'building_group' THEN 5 WHEN 'centre_household' THEN 5 + $groups END > 1
GROUP BY n.id, n.area, e.high;

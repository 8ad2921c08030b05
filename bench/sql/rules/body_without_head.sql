-- population
SELECT id AS subject, area AS place, 'asked' AS state FROM body WHERE kind IN ('county_committee', 'working_committee', 'community_committee', 'compound_branch', 'joint_branch', 'grid_branch', 'firm_branch', 'building_group', 'residents_committee',
  'owners_committee', 'management_committee', 'supervisory_board', 'council', 'grid_team');
-- find
SELECT b.id AS subject, b.area AS place, CASE WHEN s.posts THEN 'fail' ELSE 'unknown' END AS verdict, coalesce(s.posts, false) AS certain, b.name AS body, b.kind
FROM body b ANTI JOIN slot t ON t.body = b.id AND leads(t.kind) LEFT JOIN stated s ON s.area = b.area
WHERE b.kind IN ('county_committee', 'working_committee', 'community_committee', 'compound_branch', 'joint_branch', 'grid_branch', 'firm_branch', 'building_group', 'residents_committee',
  'owners_committee', 'management_committee', 'supervisory_board', 'council', 'grid_team');

-- population
SELECT id AS subject, area AS place, 'asked' AS state FROM body WHERE kind IN ('building_group', 'centre_household', 'compound_branch', 'joint_branch', 'grid_branch');
-- find
WITH reach AS (
  SELECT n.id, n.name, n.kind, n.area, max(a.step) AS far, min(CASE WHEN a.step = 0 THEN e.name END) AS above
  FROM body n LEFT JOIN edge e ON e.low = n.id LEFT JOIN above a ON a.body = e.high WHERE n.kind IN ('building_group', 'centre_household', 'compound_branch', 'joint_branch', 'grid_branch')
  GROUP BY ALL HAVING NOT coalesce(bool_or(a.kind = $top), false)
)
SELECT r.id AS subject, r.area AS place, CASE WHEN s.relations THEN 'fail' ELSE 'unknown' END AS verdict, coalesce(s.relations, false) AS certain,
  r.name AS body, r.kind, r.above, coalesce(r.far, -1) + 2 AS levels, $top AS wanted
FROM reach r LEFT JOIN stated s ON s.area = r.area;

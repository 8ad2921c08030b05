-- Compared: compound, state, branches, certain
WITH
stated AS (
  SELECT w.from AS area, count(DISTINCT s.ledger) AS n
  FROM "WITHIN.Area.Area" w JOIN "STATED_FOR.Completeness.Area" f ON f.to = w.to JOIN "Completeness" s ON s.id = f.from
  WHERE s.ledger IN ('organizations', 'coverage') AND s.day <= $day GROUP BY ALL
), branch AS (
  SELECT v.to AS compound, count(DISTINCT o.id) AS branches,
    max(CASE v.mode WHEN 'own' THEN 3 WHEN 'joint' THEN 2 WHEN 'attached' THEN 1 ELSE 0 END) AS best,
    bool_or(v.from_max <= $day AND $day < v.to_min AND o.from_max <= $day AND $day < o.to_min) AS sure
  FROM "COVERS.Organization.Compound" v JOIN "Organization" o ON o.id = v.from
  WHERE o.kind IN ('compound_branch', 'joint_branch', 'grid_branch')
    AND v.from_min <= $day AND $day < v.to_max AND o.from_min <= $day AND $day < o.to_max GROUP BY ALL
)
SELECT l.from AS compound,
  CASE best WHEN 3 THEN 'own' WHEN 2 THEN 'joint' WHEN 1 THEN 'attached' ELSE CASE WHEN n = 2 THEN 'gap' ELSE 'unknown' END END AS state,
  coalesce(branches, 0) AS branches, coalesce((best > 0 AND sure) OR (coalesce(best, 0) = 0 AND n = 2), false) AS certain
FROM "LOCATED_IN.Compound.Area" l LEFT JOIN branch ON branch.compound = l.from LEFT JOIN stated ON stated.area = l.to
ORDER BY compound

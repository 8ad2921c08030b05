-- population
SELECT b.id AS subject, l.to AS place, 'asked' AS state FROM "LOCATED_IN.Building.Compound" l JOIN site c ON c.id = l.to JOIN "Building" b ON b.id = l.from
WHERE may(b.from_min, b.to_max);
-- find
WITH covered AS (
  SELECT v.to AS building FROM "COVERS.Organization.Building" v JOIN "Organization" o ON o.id = v.from
  WHERE o.kind = 'building_group' AND may(v.from_min, v.to_max) AND may(o.from_min, o.to_max)
)
SELECT b.id AS subject, c.id AS place, CASE WHEN s.coverage THEN 'fail' ELSE 'unknown' END AS verdict, coalesce(s.coverage, false) AS certain,
  c.name AS compound, b.name AS building, b.households
FROM "LOCATED_IN.Building.Compound" l JOIN site c ON c.id = l.to JOIN "Building" b ON b.id = l.from ANTI JOIN covered ON covered.building = b.id
LEFT JOIN stated s ON s.area = c.area WHERE may(b.from_min, b.to_max);

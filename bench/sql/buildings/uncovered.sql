-- Compared: building_id, state
WITH
stated AS (
  SELECT w.from AS area, count(DISTINCT s.ledger) AS n
  FROM "WITHIN.Area.Area" w JOIN "STATED_FOR.Completeness.Area" f ON f.to = w.to JOIN "Completeness" s ON s.id = f.from
  WHERE s.ledger IN ('organizations', 'coverage') AND s.day <= $day GROUP BY ALL
), bodies AS (SELECT id FROM "Organization" WHERE from_min <= $day AND $day < to_max),
blocks AS (SELECT DISTINCT v.to FROM "COVERS.Organization.Building" v JOIN bodies ON bodies.id = v.from WHERE v.from_min <= $day AND $day < v.to_max),
estates AS (SELECT DISTINCT v.to FROM "COVERS.Organization.Compound" v JOIN bodies ON bodies.id = v.from WHERE v.from_min <= $day AND $day < v.to_max)
SELECT b.from AS building_id, CASE WHEN estates.to IS NOT NULL THEN 'compound_only' WHEN n = 2 THEN 'nobody' ELSE 'unknown' END AS state
FROM "LOCATED_IN.Building.Compound" b JOIN "LOCATED_IN.Compound.Area" l ON l.from = b.to
LEFT JOIN stated ON stated.area = l.to LEFT JOIN estates ON estates.to = b.to ANTI JOIN blocks ON blocks.to = b.from
ORDER BY building_id

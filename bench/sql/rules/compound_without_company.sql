-- population
SELECT id AS subject, id AS place, 'asked' AS state FROM site WHERE stands;
-- find
WITH contract AS (
  SELECT v.to AS compound, count(*) AS contracts, max(least(v.to_min, o.to_min)) AS low, max(least(v.to_max, o.to_max)) AS high
  FROM "SERVES.Organization.Compound" v JOIN "Organization" o ON o.id = v.from WHERE o.kind = 'property_company' AND v.from_min <= getvariable('day') AND o.from_min <= getvariable('day') GROUP BY v.to
)
SELECT c.id AS subject, c.id AS place, CASE WHEN s.property THEN 'fail' ELSE 'unknown' END AS verdict, coalesce(s.property, false) AS certain, c.name, c.community,
  k.low AS ended_min, k.high AS ended_max, coalesce(k.contracts, 0) AS contracts
FROM site c LEFT JOIN contract k ON k.compound = c.id LEFT JOIN stated s ON s.area = c.area
WHERE c.stands AND (k.compound IS NULL OR k.high <= getvariable('day'));

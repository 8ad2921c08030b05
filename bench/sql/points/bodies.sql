-- Bodies of a compound: compounds/bodies
WITH RECURSIVE up(area) AS (
  SELECT l."to" FROM "LOCATED_IN.Compound.Area" l WHERE l."from" = :subject
  UNION SELECT l."to" FROM up JOIN "LOCATED_IN.Area.Area" l ON l."from" = up.area
), tied AS (
  SELECT "from", from_min, from_max, to_min, to_max FROM "COVERS.Organization.Compound" WHERE "to" = :subject
  UNION ALL SELECT "from", from_min, from_max, to_min, to_max FROM "ACTS_FOR.Organization.Compound" WHERE "to" = :subject
  UNION ALL SELECT "from", from_min, from_max, to_min, to_max FROM "SERVES.Organization.Compound" WHERE "to" = :subject
)
SELECT o.name AS body, o.kind AS kind, min(v.from_min) AS since_min, min(v.from_max) AS since_max,
  max(v.to_min) AS until_min, max(v.to_max) AS until_max,
  max(v.from_max <= :day AND :day < v.to_min AND o.from_max <= :day AND :day < o.to_min) AS certain, o.id AS body_id
FROM tied v JOIN "Organization" o ON o.id = v."from"
WHERE v.from_min <= :day AND :day < v.to_max AND o.from_min <= :day AND :day < o.to_max
  AND EXISTS (SELECT 1 FROM up JOIN asked ON asked.area = up.area)
GROUP BY o.id ORDER BY kind, body, body_id

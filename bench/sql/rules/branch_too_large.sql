-- population
SELECT b.id AS subject, coalesce(min(w.to), b.area) AS place, 'asked' AS state
FROM body b LEFT JOIN "COVERS.Organization.Compound" w ON w.from = b.id AND may(w.from_min, w.to_max) WHERE is_branch(b.kind) GROUP BY b.id, b.area;
-- find
WITH sized AS (
  SELECT *, CASE WHEN coalesce(members, 0) > coalesce(full_members, 0) THEN members ELSE full_members END AS size FROM body WHERE is_branch(kind)
)
SELECT b.id AS subject, coalesce(min(w.to), any_value(b.area)) AS place, CASE WHEN any_value(size) IS NULL THEN 'unknown' ELSE 'fail' END AS verdict,
  any_value(size) IS NOT NULL AND any_value(b.sure) AS certain, any_value(b.name) AS branch, any_value(b.kind) AS kind, any_value(size) AS members, $most AS most
FROM sized b LEFT JOIN "COVERS.Organization.Compound" w ON w.from = b.id AND may(w.from_min, w.to_max) WHERE size IS NULL OR size > $most GROUP BY b.id;

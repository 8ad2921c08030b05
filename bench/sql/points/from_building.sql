-- Chain from a building: chains/from_building
-- CROSS JOIN is SQLite's way to have tables read in the order written; left to itself it scans all bodies.
WITH RECURSIVE up(area) AS (
  SELECT c."to" FROM "LOCATED_IN.Building.Compound" l JOIN "LOCATED_IN.Compound.Area" c ON c."from" = l."to"
  WHERE l."from" = :subject
  UNION SELECT l."to" FROM up JOIN "LOCATED_IN.Area.Area" l ON l."from" = up.area
), near(body, first) AS (
  SELECT v."from", 0 FROM "COVERS.Organization.Building" v
  WHERE v."to" = :subject AND v.from_min <= :day AND :day < v.to_max
  UNION SELECT v."from", 1 FROM "LOCATED_IN.Building.Compound" l JOIN "COVERS.Organization.Compound" v ON v."to" = l."to"
  WHERE l."from" = :subject AND v.from_min <= :day AND :day < v.to_max
  UNION SELECT v."from", 1 FROM "LOCATED_IN.Building.Grid" l JOIN "COVERS.Organization.Grid" v ON v."to" = l."to"
  WHERE l."from" = :subject AND v.from_min <= :day AND :day < v.to_max
), way(body, step, depth) AS (
  SELECT o.id, min(first), 0 FROM near CROSS JOIN "Organization" o ON o.id = body
  WHERE o.from_min <= :day AND :day < o.to_max AND EXISTS (SELECT 1 FROM up JOIN asked ON asked.area = up.area)
  GROUP BY o.id
  UNION SELECT o.id, way.step + 1, way.depth + 1 FROM way
  CROSS JOIN "REPORTS_TO.Organization.Organization" r ON r."from" = way.body CROSS JOIN "Organization" o ON o.id = r."to"
  WHERE way.depth < 8 AND r.from_min <= :day AND :day < r.to_max AND o.from_min <= :day AND :day < o.to_max
), leading AS (
  SELECT i."to" AS body, t.id, t.kind FROM (SELECT DISTINCT body FROM way) w
  CROSS JOIN "POST_IN.Post.Organization" i ON i."to" = w.body CROSS JOIN "Post" t ON t.id = i."from"
  WHERE t.from_min <= :day AND :day < t.to_max AND t.kind IN ('secretary', 'director', 'board_chair', 'council_chair',
    'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head', 'residents_group_head', 'patch_head',
    'convenor', 'leader')
), serving AS (
  SELECT h."to" AS post, h.id, h.from_min, h.from_max, h.to_min, h.to_max, m.name FROM leading
  CROSS JOIN "HOLDS.Person.Post" h ON h."to" = leading.id CROSS JOIN "Person" m ON m.id = h."from"
  WHERE h.from_min <= :day AND :day < h.to_max
)
SELECT min(way.step) AS step, o.name AS body, o.kind AS kind, t.kind AS post, s.name AS holder,
  s.from_min AS since_min, s.from_max AS since_max, s.to_min AS until_min, s.to_max AS until_max,
  s.from_max <= :day AND :day < s.to_min AS certain, o.id AS body_id, t.id AS post_id, s.id AS hold
FROM way CROSS JOIN "Organization" o ON o.id = way.body LEFT JOIN leading t ON t.body = o.id LEFT JOIN serving s ON s.post = t.id
GROUP BY o.id, t.id, s.id
ORDER BY step, kind, body, body_id, post, post_id, hold

-- Posts of a person: people/held
WITH RECURSIVE up(body, area) AS (
  SELECT b."from", b."to" FROM "HOLDS.Person.Post" h
  JOIN "POST_IN.Post.Organization" i ON i."from" = h."to" JOIN "BASED_IN.Organization.Area" b ON b."from" = i."to"
  WHERE h."from" = :subject
  UNION SELECT up.body, l."to" FROM up JOIN "LOCATED_IN.Area.Area" l ON l."from" = up.area
)
SELECT o.name AS body, o.kind AS kind, t.kind AS post, h.from_min AS since_min, h.from_max AS since_max,
  h.to_min AS until_min, h.to_max AS until_max, h.from_max <= :day AND :day < h.to_min AS certain,
  o.id AS body_id, t.id AS post_id, h.id AS hold
FROM "HOLDS.Person.Post" h JOIN "Post" t ON t.id = h."to"
JOIN "POST_IN.Post.Organization" i ON i."from" = t.id JOIN "Organization" o ON o.id = i."to"
WHERE h."from" = :subject AND h.from_min <= :day AND :day < h.to_max
  AND EXISTS (SELECT 1 FROM up JOIN asked ON asked.area = up.area WHERE up.body = o.id)
ORDER BY body, post, hold

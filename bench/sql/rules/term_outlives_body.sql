-- population
SELECT i.from AS subject, home.area AS place, 'asked' AS state FROM home JOIN "POST_IN.Post.Organization" i ON i.to = home.body
WHERE i.from IN (SELECT h.to FROM "HOLDS.Person.Post" h WHERE h.from_min <= getvariable('day'));
-- find
WITH ended AS (
  SELECT t.id, t.kind, o.id AS body, o.name, o.kind AS body_kind, home.area, least(t.to_min, o.to_min) AS end_min, least(t.to_max, o.to_max) AS end_max
  FROM home JOIN "Organization" o ON o.id = home.body JOIN "POST_IN.Post.Organization" i ON i.to = o.id JOIN "Post" t ON t.id = i.from
  WHERE t.to_max < DATE '9999-12-31' OR o.to_max < DATE '9999-12-31'
)
SELECT DISTINCT e.id AS subject, e.area AS place, CASE WHEN h.to_min > end_max THEN 'fail' ELSE 'unknown' END AS verdict, h.to_min > end_max AS certain, e.name AS body,
  e.body_kind AS kind, e.kind AS post, p.name AS holder, end_min AS ended_min, end_max AS ended_max, h.to_min AS until_min, h.to_max AS until_max, p.id AS person, e.body AS body_id
FROM ended e JOIN "HOLDS.Person.Post" h ON h.to = e.id JOIN "Person" p ON p.id = h.from
WHERE h.from_min <= getvariable('day')
  AND (h.to_min > end_max OR (h.to_max > end_min AND h.to_max < DATE '9999-12-31' AND NOT (h.to_min = end_min AND h.to_max = end_max)));

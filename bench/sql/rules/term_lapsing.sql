-- population
SELECT id AS subject, area AS place, 'asked' AS state FROM slot WHERE kind NOT IN ('alternate_member', 'staff') AND id IN (SELECT h.to FROM term h);
-- find
WITH ending AS (
  SELECT h.to AS post, h.from AS person, max(h.to_min) AS low, max(h.to_max) AS high, max(h.from_max) AS since
  FROM term h WHERE h.to_min <= getvariable('day') + $soon AND h.to_max < DATE '9999-12-31' GROUP BY ALL
)
SELECT t.id AS subject, t.area AS place, 'fail' AS verdict, since <= getvariable('day') AND getvariable('day') < low AND high <= getvariable('day') + $soon AS certain,
  t.body_name AS body, t.body_kind AS kind, t.kind AS post, p.name AS holder, e.low AS until_min, e.high AS until_max, p.id AS person, t.body AS body_id
FROM ending e JOIN slot t ON t.id = e.post JOIN "Person" p ON p.id = e.person
WHERE t.kind NOT IN ('alternate_member', 'staff') AND NOT EXISTS (FROM "HOLDS.Person.Post" g WHERE g.to = t.id AND g.to_min > getvariable('day') + $soon);

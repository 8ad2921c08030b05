-- population
SELECT id AS subject, area AS place, 'asked' AS state FROM slot
WHERE kind NOT IN ('alternate_member', 'staff') AND id IN (SELECT h.to FROM "HOLDS.Person.Post" h WHERE h.from_min <= getvariable('day'));
-- find
WITH latest AS (
  SELECT h.to AS post, max(h.to_min) AS low, max(h.to_max) AS high FROM "HOLDS.Person.Post" h WHERE h.from_min <= getvariable('day') GROUP BY h.to
  HAVING max(h.to_min) <= getvariable('day') AND max(h.to_max) < DATE '9999-12-31'
), named AS (
  SELECT l.post, l.low, l.high, min(p.name) AS holder FROM latest l JOIN "HOLDS.Person.Post" h ON h.to = l.post AND h.to_max = l.high AND h.from_min <= getvariable('day')
  JOIN "Person" p ON p.id = h.from GROUP BY ALL
)
SELECT t.id AS subject, t.area AS place, CASE WHEN over THEN 'fail' ELSE 'unknown' END AS verdict, over AS certain, t.body_name AS body, t.body_kind AS kind, t.kind AS post,
  t.holder, t.low AS until_min, t.high AS until_max
FROM (SELECT slot.*, n.*, n.high <= getvariable('day') AND coalesce(s.posts, false) AS over FROM slot JOIN named n ON n.post = slot.id LEFT JOIN stated s ON s.area = slot.area) t
WHERE t.kind NOT IN ('alternate_member', 'staff');

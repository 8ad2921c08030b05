-- population
SELECT id AS subject, area AS place, 'asked' AS state FROM slot WHERE kind NOT IN ('alternate_member', 'staff');
-- find
WITH person AS (
  SELECT h.to, h.from, bool_or(getvariable('day') < h.to_max) AS here, bool_or(sure(h.from_max, h.to_min)) AS sure FROM "HOLDS.Person.Post" h
  WHERE h.from_min <= getvariable('day') GROUP BY ALL
), counted AS (
  SELECT t.*, coalesce(t.seats, 1) AS places, count(p.from) AS ever, count(*) FILTER (p.here) AS high, count(*) FILTER (p.sure) AS low
  FROM slot t LEFT JOIN person p ON p.to = t.id WHERE t.kind NOT IN ('alternate_member', 'staff') GROUP BY ALL
), judged AS (
  SELECT c.*, high < places AND coalesce(s.posts, false) AS vacant FROM counted c LEFT JOIN stated s ON s.area = c.area
  WHERE low < places AND (ever = 0 OR high > 0) AND (high < places OR seats > 1)
)
SELECT id AS subject, area AS place, CASE WHEN vacant THEN 'fail' ELSE 'unknown' END AS verdict, vacant AS certain, body_name AS body, body_kind AS kind, kind AS post,
  places AS seats, low AS holders
FROM judged;

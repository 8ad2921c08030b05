-- population
SELECT id AS subject, area AS place, 'asked' AS state FROM slot WHERE seats IS NOT NULL AND NOT (seats = 1 AND leads(kind));
-- find
WITH person AS (SELECT h.to, h.from, bool_or(h.sure) AS sure FROM term h GROUP BY ALL),
counted AS (
  SELECT t.*, count(*) AS high, count(*) FILTER (p.sure) AS low FROM slot t JOIN person p ON p.to = t.id
  WHERE t.seats IS NOT NULL AND NOT (t.seats = 1 AND leads(t.kind)) GROUP BY ALL
)
SELECT id AS subject, area AS place, CASE WHEN low > seats THEN 'fail' ELSE 'unknown' END AS verdict, low > seats AS certain, body_name AS body, body_kind AS kind, kind AS post,
  seats, low AS holders, high AS holders_possible
FROM counted WHERE high > seats;

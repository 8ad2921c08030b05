-- population
SELECT id AS subject, area AS place,
  CASE WHEN id IN (SELECT e.low FROM edge e JOIN above a ON a.body = e.high WHERE a.kind = $top) THEN 'asked' ELSE 'not_applicable' END AS state
FROM body WHERE kind = $lowest;
-- find
SELECT n.id AS subject, n.area AS place, 'fail' AS verdict,
  coalesce(min(CASE WHEN e.told AND a.sure THEN a.step + 2 END), 0) = min(a.step) + 2 AND any_value(n.sure) AS certain,
  any_value(n.name) AS body, min(a.step) + 2 AS levels, $least AS least, $most AS most, $top AS top_kind
FROM body n JOIN edge e ON e.low = n.id JOIN above a ON a.body = e.high WHERE n.kind = $lowest AND a.kind = $top
GROUP BY n.id, n.area HAVING min(a.step) + 2 < $least OR min(a.step) + 2 > $most;

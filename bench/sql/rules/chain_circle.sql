-- population
SELECT id AS subject, area AS place, 'asked' AS state FROM body
WHERE id IN (SELECT r.from FROM "REPORTS_TO.Organization.Organization" r WHERE may(r.from_min, r.to_max));
-- find
SELECT n.id AS subject, n.area AS place, 'fail' AS verdict, bool_or(e.told AND a.sure) AS certain, any_value(n.name) AS body, any_value(n.kind) AS kind,
  any_value(e.name) AS above, min(a.step) + 1 AS length, e.high AS above_id
FROM body n JOIN edge e ON e.low = n.id JOIN above a ON a.body = e.high AND a.top = n.id GROUP BY n.id, n.area, e.high;

-- population
SELECT id AS subject, area AS place, 'asked' AS state FROM body
WHERE id IN (SELECT r.from FROM "REPORTS_TO.Organization.Organization" r WHERE may(r.from_min, r.to_max));
-- find
SELECT n.id AS subject, n.area AS place, 'fail' AS verdict, bool_or(sure(r.from_max, r.to_min)) AND any_value(m.to_max <= getvariable('day') OR m.from_min > getvariable('day')) AS certain,
  any_value(n.name) AS body, any_value(n.kind) AS kind, any_value(m.name) AS above, any_value(m.from_min) AS founded_min, any_value(m.from_max) AS founded_max,
  any_value(m.to_min) AS dissolved_min, any_value(m.to_max) AS dissolved_max, m.id AS above_id
FROM body n JOIN "REPORTS_TO.Organization.Organization" r ON r.from = n.id JOIN "Organization" m ON m.id = r.to
WHERE may(r.from_min, r.to_max) AND (m.to_min <= getvariable('day') OR (m.from_min > getvariable('day') AND r.from_max <= getvariable('day')))
GROUP BY n.id, n.area, m.id;

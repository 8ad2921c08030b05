-- population
SELECT id AS subject, area AS place, 'asked' AS state FROM slot
WHERE leads(kind) AND coalesce(seats, 1) = 1 AND id IN (SELECT h.to FROM "HOLDS.Person.Post" h WHERE h.from_min <= getvariable('day'));
-- find
SELECT t.id AS subject, t.area AS place, 'fail' AS verdict, NOT EXISTS (FROM "MAY_BE.Person.Person" m WHERE (m.from = p.id AND m.to = q.id) OR (m.from = q.id AND m.to = p.id)) AS certain,
  t.body_name AS body, t.body_kind AS kind, t.kind AS post, p.name AS holder, q.name AS other, h.from_min AS since_a_min, h.from_max AS since_a_max,
  g.from_min AS since_b_min, g.from_max AS since_b_max, p.id AS person_a, q.id AS person_b, h.id AS term_a, g.id AS term_b
FROM slot t JOIN "HOLDS.Person.Post" h ON h.to = t.id JOIN "HOLDS.Person.Post" g ON g.to = t.id JOIN "Person" p ON p.id = h.from JOIN "Person" q ON q.id = g.from
WHERE leads(t.kind) AND coalesce(t.seats, 1) = 1 AND h.from_max <= getvariable('day') AND g.from_max <= getvariable('day') AND h.from <> g.from
  AND (h.from_max < g.from_max OR (h.from_max = g.from_max AND h.from < g.from))
  AND g.from_max < h.to_min AND (h.to_max = DATE '9999-12-31' OR g.from_max + $handover < h.to_min)
  AND h.from_max < g.to_min AND (g.to_max = DATE '9999-12-31' OR h.from_max + $handover < g.to_min);

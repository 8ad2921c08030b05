-- population
SELECT a.body AS subject, min(c.id) AS place, CASE WHEN bool_or(c.id IN (SELECT compound FROM serves)) THEN 'asked' ELSE 'not_applicable' END AS state
FROM site c JOIN acts a ON a.compound = c.id AND a.kind = 'supervisory_board' GROUP BY a.body;
-- find
WITH meeting AS (
  SELECT p.body_a, p.post_a, p.person_a, p.body_b, p.post_b, p.person_b, any_value(p.name_a) AS name_a, any_value(p.name_b) AS name_b,
    any_value(p.kind_a) AS kind_a, any_value(p.kind_b) AS kind_b, bool_or(p.sure AND f.sure AND g.sure) AS sure,
    coalesce(min(c.id) FILTER (p.sure AND f.sure AND g.sure), min(c.id)) AS compound
  FROM pair p JOIN site c ON c.id = p.compound
  JOIN (SELECT compound, body, bool_or(sure) AS sure FROM acts GROUP BY ALL) f ON f.compound = p.compound AND f.body = p.body_a
  JOIN (SELECT compound, body, bool_or(sure) AS sure FROM serves GROUP BY ALL) g ON g.compound = p.compound AND g.body = p.body_b
  WHERE p.body_kind_a = 'supervisory_board' AND p.body_kind_b = 'property_company'
  GROUP BY p.body_a, p.post_a, p.person_a, p.body_b, p.post_b, p.person_b
)
SELECT m.body_a AS subject, c.id AS place, 'fail' AS verdict, m.sure AS certain, c.name AS compound, who.name AS holder,
  m.name_a AS board, m.kind_a AS board_post, m.name_b AS company, m.kind_b AS company_post, who.id AS person, m.person_b AS other, m.post_a, m.post_b, m.body_b
FROM meeting m JOIN "Compound" c ON c.id = m.compound JOIN "Person" who ON who.id = m.person_a;

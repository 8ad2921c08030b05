-- population
SELECT id AS subject, id AS place, CASE WHEN id IN (SELECT compound FROM branch_of) AND id IN (SELECT compound FROM serves) THEN 'asked' ELSE 'not_applicable' END AS state
FROM site WHERE stands;
-- find
SELECT c.id AS subject, c.id AS place, 'fail' AS verdict, p.sure AND f.sure AND g.sure AS certain, c.name AS compound, who.name AS holder,
  p.name_a AS branch, p.kind_a AS branch_post, p.name_b AS company, p.kind_b AS company_post,
  who.id AS person, p.person_b AS other, p.post_a, p.post_b, p.body_a, p.body_b
FROM pair p JOIN site c ON c.id = p.compound JOIN "Person" who ON who.id = p.person_a
JOIN (SELECT compound, branch AS body, bool_or(sure) AS sure FROM branch_of GROUP BY ALL) f ON f.compound = p.compound AND f.body = p.body_a
JOIN (SELECT compound, body, bool_or(sure) AS sure FROM serves GROUP BY ALL) g ON g.compound = p.compound AND g.body = p.body_b
WHERE c.stands AND is_branch(p.body_kind_a) AND p.body_kind_b = 'property_company' AND p.kind_a = 'secretary' AND p.kind_b = 'manager';

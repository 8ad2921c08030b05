-- population
SELECT id AS subject, id AS place, 'asked' AS state FROM site WHERE stands;
-- find
SELECT c.id AS subject, c.id AS place, CASE WHEN s.coverage THEN 'fail' ELSE 'unknown' END AS verdict, coalesce(s.coverage, false) AS certain, c.name, c.community, c.households
FROM site c ANTI JOIN branch_of b ON b.compound = c.id LEFT JOIN stated s ON s.area = c.area WHERE c.stands;

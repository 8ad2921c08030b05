-- population
SELECT id AS subject, id AS place, CASE WHEN id IN (SELECT compound FROM branch_of) THEN 'asked' ELSE 'not_applicable' END AS state FROM site WHERE stands;
-- find
WITH led AS (SELECT compound, min(name) AS branch, bool_or(sure) AS sure FROM branch_of GROUP BY compound HAVING NOT coalesce(bool_or(mode = 'own'), false))
SELECT c.id AS subject, c.id AS place, CASE WHEN told THEN 'fail' ELSE 'unknown' END AS verdict, told AND led.sure AS certain, c.name, c.community, c.full_members, led.branch
FROM (SELECT site.*, coalesce(s.coverage, false) AND full_members IS NOT NULL AS told FROM site LEFT JOIN stated s ON s.area = site.area) c
JOIN led ON led.compound = c.id WHERE c.stands AND coalesce(c.full_members, $least) >= $least;

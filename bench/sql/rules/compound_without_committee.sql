-- population
SELECT id AS subject, id AS place, 'asked' AS state FROM site WHERE stands;
-- find
SELECT c.id AS subject, c.id AS place, CASE WHEN s.organizations THEN 'fail' ELSE 'unknown' END AS verdict, coalesce(s.organizations, false) AS certain,
  c.name, c.community, c.households
FROM site c ANTI JOIN (SELECT compound FROM acts WHERE kind = 'owners_committee' OR ($interim = 1 AND kind = 'management_committee')) o ON o.compound = c.id
LEFT JOIN stated s ON s.area = c.area WHERE c.stands;

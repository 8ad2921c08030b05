-- population
SELECT id AS subject, place, CASE WHEN from_min + $grace <= getvariable('day') THEN 'asked' ELSE 'not_applicable' END AS state FROM committee;
-- find
SELECT c.id AS subject, c.place, CASE WHEN s.organizations THEN 'fail' ELSE 'unknown' END AS verdict,
  coalesce(s.organizations, false) AND c.from_max + $grace <= getvariable('day') AND getvariable('day') < c.to_min AS certain, c.name AS committee, c.compound
FROM committee c LEFT JOIN stated s ON s.area = c.area WHERE c.filing IS NULL AND c.from_min + $grace <= getvariable('day') AND c.documents = 0;

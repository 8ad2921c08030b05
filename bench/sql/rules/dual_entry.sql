-- population
SELECT id AS subject, id AS place, CASE WHEN id IN (SELECT compound FROM branch_of) AND id IN (SELECT compound FROM acts WHERE kind = 'owners_committee')
  THEN 'asked' ELSE 'not_applicable' END AS state
FROM site WHERE stands;
-- find
WITH told AS (
  SELECT c.id, c.name, c.area, c.community, coalesce(bool_or(b.sure AND a.sure AND p.held_sure), false) AS certainly,
    coalesce(bool_or(p.compound IS NOT NULL), false) AS possible, max(p.person_a) AS holder
  FROM site c JOIN branch_of b ON b.compound = c.id JOIN acts a ON a.compound = c.id AND a.kind = 'owners_committee'
  LEFT JOIN pair p ON p.compound = c.id AND p.body_a = a.body AND p.body_b = b.branch AND p.kind_a <> 'alternate_member' AND p.kind_b <> 'alternate_member'
  WHERE c.stands GROUP BY ALL
)
SELECT t.id AS subject, t.id AS place, CASE WHEN fails THEN 'fail' ELSE 'unknown' END AS verdict, fails AS certain, t.name, t.community, p.name AS perhaps
FROM (SELECT told.*, NOT possible AND coalesce(s.posts, false) AS fails FROM told LEFT JOIN stated s ON s.area = told.area WHERE NOT certainly) t
LEFT JOIN "Person" p ON p.id = t.holder;

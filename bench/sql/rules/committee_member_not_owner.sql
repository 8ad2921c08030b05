-- population
SELECT c.id AS subject, c.place, CASE WHEN m.members > 0 THEN 'asked' ELSE 'unknown' END AS state FROM committee c LEFT JOIN party m ON m.committee = c.id;
-- find
SELECT c.id AS subject, c.place, CASE WHEN denied AND NOT yes THEN 'fail' ELSE 'unknown' END AS verdict, denied AND NOT yes AND m.sure AS certain, c.name AS committee, c.compound,
  p.name AS holder, m.kind AS post, p.id AS person, m.post AS post_id
FROM (
  SELECT t.body, t.id AS post, t.kind, h.from AS person, coalesce(bool_or(h.owner_here), false) AS yes,
    coalesce(bool_or(NOT h.owner_here), false) AS denied, bool_or(h.sure) AS sure
  FROM slot t JOIN term h ON h.to = t.id WHERE t.body_kind = 'owners_committee' AND t.kind <> 'alternate_member' GROUP BY ALL
) m JOIN committee c ON c.id = m.body JOIN "Person" p ON p.id = m.person WHERE NOT m.yes OR m.denied;

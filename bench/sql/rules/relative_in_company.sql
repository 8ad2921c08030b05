-- population
SELECT DISTINCT c.id AS subject, c.place, 'asked' AS state
FROM committee c JOIN "POST_IN.Post.Organization" i ON i.to = c.id JOIN "Post" t ON t.id = i.from JOIN term h ON h.to = t.id
WHERE t.kind <> 'alternate_member' AND h.relative_here IS NOT NULL;
-- find
SELECT c.id AS subject, c.place, 'fail' AS verdict, bool_or(h.sure) AND any_value(c.sure) AS certain, any_value(c.name) AS committee, any_value(c.compound) AS compound,
  any_value(p.name) AS holder, any_value(t.kind) AS post, p.id AS person, t.id AS post_id
FROM committee c JOIN "POST_IN.Post.Organization" i ON i.to = c.id JOIN "Post" t ON t.id = i.from JOIN term h ON h.to = t.id JOIN "Person" p ON p.id = h.from
WHERE t.kind <> 'alternate_member' AND h.relative_here GROUP BY c.id, c.place, p.id, t.id;

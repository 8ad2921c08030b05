-- population
SELECT p.body_a AS subject, min(c.id) AS place, 'asked' AS state
FROM pair p JOIN site c ON c.id = p.compound
  JOIN acts a ON a.compound = c.id AND a.body = p.body_a AND a.kind = 'owners_committee' JOIN branch_of b ON b.compound = c.id AND b.branch = p.body_b
  WHERE p.open AND p.kind_a <> 'alternate_member' AND p.kind_b <> 'alternate_member'
GROUP BY p.body_a;
-- find
WITH shared AS (
  SELECT p.body_a, p.body_b, p.name_a, p.name_b, p.post_a, p.post_b, p.kind_a, p.kind_b, p.person_a, p.person_b, bool_or(p.held_sure AND a.sure AND b.sure) AS sure,
    coalesce(min(c.id) FILTER (p.held_sure AND a.sure AND b.sure), min(c.id)) AS estate
  FROM pair p JOIN site c ON c.id = p.compound
  JOIN acts a ON a.compound = c.id AND a.body = p.body_a AND a.kind = 'owners_committee' JOIN branch_of b ON b.compound = c.id AND b.branch = p.body_b
  WHERE p.open AND p.kind_a <> 'alternate_member' AND p.kind_b <> 'alternate_member'
  GROUP BY p.body_a, p.body_b, p.name_a, p.name_b, p.post_a, p.post_b, p.kind_a, p.kind_b, p.person_a, p.person_b
), how AS (
  SELECT s.*, bool_or(h.appointed_by = 'elected') AS elected, min(h.appointed_by) FILTER (h.appointed_by IN ('dispatched', 'appointed', 'concurrent')) AS otherwise,
    min(h.appointed_by) AS said
  FROM shared s JOIN term h ON h.from = s.person_a AND h.to = s.post_a GROUP BY ALL
)
SELECT h.body_a AS subject, h.estate AS place, CASE WHEN otherwise IS NOT NULL OR NOT o.elected THEN 'fail' ELSE 'unknown' END AS verdict,
  h.sure AND (otherwise IS NOT NULL OR NOT coalesce(o.elected, true)) AS certain, c.name AS compound, p.name AS holder, h.name_a AS committee, h.kind_a AS committee_post,
  h.name_b AS branch, h.kind_b AS branch_post, coalesce(otherwise, said) AS how, h.person_a AS person, h.person_b, h.post_a, h.post_b, h.body_b
FROM how h JOIN "Compound" c ON c.id = h.estate JOIN "Organization" o ON o.id = h.body_a JOIN "Person" p ON p.id = h.person_a
WHERE NOT coalesce(h.elected, false) AND (otherwise IS NOT NULL OR NOT coalesce(o.elected, false));

-- population
SELECT id AS subject, id AS place, CASE WHEN id IN (SELECT compound FROM branch_of) AND id IN (SELECT compound FROM acts WHERE kind = 'owners_committee')
  THEN 'asked' ELSE 'not_applicable' END AS state
FROM site WHERE stands;
-- find
WITH reach AS (
  SELECT c.id, c.name, c.area, c.community, a.body AS committee, b.branch, p.person_a AS person, coalesce(bool_or(b.sure AND a.sure AND p.held_sure), false) AS sure,
    coalesce(bool_or(p.doubt), false) AS doubtful
  FROM site c JOIN branch_of b ON b.compound = c.id JOIN acts a ON a.compound = c.id AND a.kind = 'owners_committee'
  LEFT JOIN pair p ON p.compound = c.id AND p.body_a = a.body AND p.body_b = b.branch AND p.kind_a <> 'alternate_member' AND p.kind_b <> 'alternate_member'
  WHERE c.stands GROUP BY ALL
), began AS (
  SELECT r.id, r.person, r.sure, r.doubtful,
    min(g.from_min) FILTER (i.to = r.branch) AS branch_first, min(g.from_max) FILTER (i.to = r.branch) AS branch_last,
    min(g.from_min) FILTER (i.to = r.committee) AS committee_first, min(g.from_max) FILTER (i.to = r.committee) AS committee_last,
    coalesce(bool_or(i.to = r.committee AND g.origin = 'branch_member' AND may(g.from_min, g.to_max)), false) AS told_branch,
    coalesce(bool_or(i.to = r.branch AND g.origin = 'owners_committee_member' AND may(g.from_min, g.to_max)), false) AS told_committee
  FROM reach r JOIN "HOLDS.Person.Post" g ON g.from = r.person
  JOIN "POST_IN.Post.Organization" i ON i.from = g.to AND (i.to = r.committee OR i.to = r.branch)
  GROUP BY r.id, r.committee, r.branch, r.person, r.sure, r.doubtful
), came AS (
  SELECT b.*, p.name, CASE WHEN told_branch AND NOT told_committee THEN 'branch' WHEN told_committee AND NOT told_branch THEN 'committee' WHEN told_branch THEN 'unknown'
    WHEN branch_last < committee_first THEN 'branch' WHEN committee_last < branch_first THEN 'committee' ELSE 'unknown' END AS came_from
  FROM began b JOIN "Person" p ON p.id = b.person
), told AS (
  SELECT id, bool_or(sure AND came_from = 'committee') AS certainly, bool_or(NOT (sure AND NOT doubtful AND came_from = 'branch')) AS possible,
    min(CASE WHEN sure AND NOT doubtful AND came_from = 'branch' THEN NULL ELSE name END) AS perhaps
  FROM came GROUP BY id
)
SELECT r.id AS subject, r.id AS place, CASE WHEN fails THEN 'fail' ELSE 'unknown' END AS verdict, fails AS certain, r.name, r.community, perhaps
FROM (
  SELECT DISTINCT r.id, r.name, r.community, t.perhaps, NOT coalesce(t.possible, false) AND coalesce(s.posts, false) AS fails
  FROM reach r LEFT JOIN told t ON t.id = r.id LEFT JOIN stated s ON s.area = r.area WHERE NOT coalesce(t.certainly, false)
) r;

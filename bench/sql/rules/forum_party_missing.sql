-- population
WITH forum AS (
  SELECT o.id, o.name, o.area, count(b.id) AS members, coalesce(bool_or(is_branch(b.kind)), false) AS branch, coalesce(bool_or(b.kind = 'community_committee'), false) AS party,
    coalesce(bool_or(b.kind = 'residents_committee'), false) AS residents_committee, coalesce(bool_or(b.kind IN ('owners_committee', 'management_committee')), false) AS committee,
    coalesce(bool_or(b.kind = 'property_company'), false) AS company,
    coalesce(bool_or(b.kind IN ('owners_assembly', 'council', 'residents_group', 'neighbour_unit')), false) AS residents
  FROM body o LEFT JOIN (
    SELECT m.to AS forum, x.id, x.kind FROM "MEMBER_OF.Organization.Organization" m JOIN "Organization" x ON x.id = m.from
    WHERE may(m.from_min, m.to_max) AND may(x.from_min, x.to_max)
  ) b ON b.forum = o.id WHERE o.kind = 'forum' GROUP BY ALL
)
SELECT id AS subject, area AS place, CASE WHEN branch OR committee THEN 'asked' WHEN members = 0 THEN 'unknown' ELSE 'not_applicable' END AS state FROM forum;
-- find
WITH forum AS (
  SELECT o.id, o.name, o.area, count(b.id) AS members, coalesce(bool_or(is_branch(b.kind)), false) AS branch, coalesce(bool_or(b.kind = 'community_committee'), false) AS party,
    coalesce(bool_or(b.kind = 'residents_committee'), false) AS residents_committee, coalesce(bool_or(b.kind IN ('owners_committee', 'management_committee')), false) AS committee,
    coalesce(bool_or(b.kind = 'property_company'), false) AS company,
    coalesce(bool_or(b.kind IN ('owners_assembly', 'council', 'residents_group', 'neighbour_unit')), false) AS residents
  FROM body o LEFT JOIN (
    SELECT m.to AS forum, x.id, x.kind FROM "MEMBER_OF.Organization.Organization" m JOIN "Organization" x ON x.id = m.from
    WHERE may(m.from_min, m.to_max) AND may(x.from_min, x.to_max)
  ) b ON b.forum = o.id WHERE o.kind = 'forum' GROUP BY ALL
), part AS (
  SELECT *, 'branch' AS part FROM forum WHERE NOT (branch OR ($parties = 4 AND party))
  UNION ALL SELECT *, 'committee' FROM forum WHERE NOT committee
  UNION ALL SELECT *, 'company' FROM forum WHERE NOT company
  UNION ALL SELECT *, 'residents_committee' FROM forum WHERE $parties = 4 AND NOT residents_committee
  UNION ALL SELECT *, 'community' FROM forum WHERE $parties = 5 AND NOT (party OR residents_committee)
  UNION ALL SELECT *, 'residents' FROM forum WHERE $parties = 5 AND NOT residents
)
SELECT p.id AS subject, p.area AS place, CASE WHEN s.relations THEN 'fail' ELSE 'unknown' END AS verdict, coalesce(s.relations, false) AS certain,
  p.name AS forum, p.part, p.members
FROM part p LEFT JOIN stated s ON s.area = p.area WHERE p.branch OR p.committee;

-- population
WITH RECURSIVE under(area, top) AS (
  SELECT id, id FROM "Area" WHERE list_contains(getvariable('areas'), id)
  UNION
  SELECT l.from, under.top FROM under JOIN "LOCATED_IN.Area.Area" l ON l.to = under.area
)
SELECT u.top AS subject, u.top AS place, CASE WHEN sum(m.members) > 0 THEN 'asked' WHEN count(c.id) > 0 THEN 'unknown' ELSE 'not_applicable' END AS state
FROM under u LEFT JOIN committee c ON c.area = u.area LEFT JOIN party m ON m.committee = c.id GROUP BY u.top;
-- find
WITH RECURSIVE under(area, top) AS (
  SELECT id, id FROM "Area" WHERE list_contains(getvariable('areas'), id)
  UNION
  SELECT l.from, under.top FROM under JOIN "LOCATED_IN.Area.Area" l ON l.to = under.area
), pooled AS (
  SELECT u.top, count(*) AS committees, sum(coalesce(m.members, 0))::BIGINT AS members, sum(coalesce(m.party, 0))::BIGINT AS party,
    sum(coalesce(m.others_possible, 0))::BIGINT AS others_possible, sum(coalesce(m.party_possible, 0))::BIGINT AS party_possible, sum(coalesce(m.others, 0))::BIGINT AS others,
    count(*) FILTER (NOT (coalesce(s.posts, false) OR coalesce(m.members, 0) >= coalesce(c.stated_members, coalesce(m.members, 0) + 1))) AS open
  FROM under u JOIN committee c ON c.area = u.area LEFT JOIN party m ON m.committee = c.id LEFT JOIN stated s ON s.area = c.area GROUP BY u.top
), judged AS (
  SELECT *, open = 0 AND party_possible < $share * (party_possible + others) AS short FROM pooled WHERE members > 0 AND party < $share * (party + others_possible)
)
SELECT j.top AS subject, j.top AS place, CASE WHEN short THEN 'fail' ELSE 'unknown' END AS verdict, short AS certain, a.name AS area, committees, members, party, party_possible,
  CASE WHEN party + others_possible > 0 THEN party / (party + others_possible) END AS share,
  CASE WHEN party_possible + others > 0 THEN party_possible / (party_possible + others) END AS share_possible, open, $share AS target
FROM judged j JOIN "Area" a ON a.id = j.top;

-- population
SELECT c.id AS subject, c.place, CASE WHEN m.members > 0 OR c.stated_members > 0 THEN 'asked' ELSE 'unknown' END AS state
FROM committee c LEFT JOIN party m ON m.committee = c.id;
-- find
WITH sized AS (
  SELECT c.*, coalesce(stated_members, m.certain_members, 0) AS low, coalesce(stated_members, m.members, 0) AS high FROM committee c LEFT JOIN party m ON m.committee = c.id
), judged AS (
  SELECT z.*, coalesce(s.posts, false) OR z.stated_members IS NOT NULL AS whole, greatest(low, $least) AS first, least(high, $most) AS last
  FROM sized z LEFT JOIN stated s ON s.area = z.area WHERE high > 0 AND (low <> high OR low < $least OR low > $most OR low % 2 = 0)
), doubtful AS (
  SELECT a.committee FROM "MAY_BE.Person.Person" m JOIN member a ON a.person = m.from JOIN member b ON b.person = m.to AND b.committee = a.committee
)
SELECT id AS subject, place, CASE WHEN wrong THEN 'fail' ELSE 'unknown' END AS verdict,
  wrong AND (stated_members IS NOT NULL OR id NOT IN (SELECT committee FROM doubtful)) AS certain, name AS committee, compound, low AS members, high AS members_possible,
  $least AS least, $most AS most
FROM (SELECT *, low > $most OR (whole AND (first > last OR (first = last AND first % 2 = 0))) AS wrong FROM judged);

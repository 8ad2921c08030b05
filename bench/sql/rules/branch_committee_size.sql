-- population
SELECT b.id AS subject, coalesce(min(w.to), b.area) AS place, 'asked' AS state
FROM body b LEFT JOIN "COVERS.Organization.Compound" w ON w.from = b.id AND may(w.from_min, w.to_max) WHERE is_branch(b.kind) GROUP BY b.id, b.area;
-- find
WITH size AS (
  SELECT body, count(*) AS high, count(*) FILTER (sure) AS low
  FROM (
    SELECT t.body, h.from, bool_or(h.sure) AS sure FROM slot t JOIN term h ON h.to = t.id
    WHERE t.kind IN ('secretary', 'deputy_secretary', 'organization_commissioner', 'publicity_commissioner', 'discipline_commissioner', 'committee_member')
      AND is_branch(t.body_kind)
    GROUP BY t.body, h.from
  ) GROUP BY body
), counted AS (
  SELECT b.*, coalesce(low, 0) AS low, coalesce(high, 0) AS high,
    CASE WHEN b.full_members >= $threshold THEN $least ELSE 0 END AS fewest, CASE WHEN b.full_members >= $threshold THEN $most ELSE $small END AS largest
  FROM body b LEFT JOIN size ON size.body = b.id WHERE is_branch(b.kind)
), judged AS (
  SELECT c.*, c.full_members IS NOT NULL AND (low > largest OR (high < fewest AND coalesce(s.posts, false))) AS wrong
  FROM counted c LEFT JOIN stated s ON s.area = c.area WHERE c.full_members IS NULL OR low < fewest OR high > largest
)
SELECT j.id AS subject, coalesce(min(w.to), any_value(j.area)) AS place, CASE WHEN any_value(wrong) THEN 'fail' ELSE 'unknown' END AS verdict, any_value(wrong) AS certain,
  any_value(j.name) AS branch, any_value(j.kind) AS kind, any_value(j.full_members) AS full_members, any_value(low) AS members, any_value(high) AS members_possible,
  any_value(fewest) AS fewest, any_value(largest) AS largest
FROM judged j LEFT JOIN "COVERS.Organization.Compound" w ON w.from = j.id AND may(w.from_min, w.to_max) GROUP BY j.id;

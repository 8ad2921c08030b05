-- population
SELECT c.id AS subject, c.place, CASE WHEN m.members > 0 THEN 'asked' ELSE 'unknown' END AS state FROM committee c LEFT JOIN party m ON m.committee = c.id;
-- find
WITH judged AS (
  SELECT c.*, m.*, party_possible < $share * (party_possible + others) AND (coalesce(s.posts, false) OR members >= coalesce(c.stated_members, members + 1)) AS short
  FROM committee c JOIN party m ON m.committee = c.id LEFT JOIN stated s ON s.area = c.area WHERE party < $share * (party + others_possible)
)
SELECT id AS subject, place, CASE WHEN short THEN 'fail' ELSE 'unknown' END AS verdict, short AS certain, name AS committee, compound, members, party, party_possible,
  CASE WHEN party + others_possible > 0 THEN party / (party + others_possible) END AS share,
  CASE WHEN party_possible + others > 0 THEN party_possible / (party_possible + others) END AS share_possible, $share AS target
FROM judged;

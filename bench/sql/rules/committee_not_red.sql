-- population
SELECT c.id AS subject, c.place, CASE WHEN m.members > 0 THEN 'asked' ELSE 'unknown' END AS state FROM committee c LEFT JOIN party m ON m.committee = c.id;
-- find
WITH judged AS (
  SELECT c.*, m.*, (($chair = 1 AND other_chairs > 0 AND open_chairs = 0) OR ((coalesce(s.posts, false) OR members >= coalesce(c.stated_members, members + 1))
    AND (party_possible < $share * (party_possible + others) OR ($chair = 1 AND open_chairs = 0)))) AS short
  FROM committee c JOIN party m ON m.committee = c.id LEFT JOIN stated s ON s.area = c.area
  WHERE NOT (party >= $share * (party + others_possible) AND ($chair = 0 OR red_chairs > 0))
)
SELECT id AS subject, place, CASE WHEN short THEN 'fail' ELSE 'unknown' END AS verdict, short AS certain, name AS committee, compound, members, party, party_possible,
  CASE WHEN red_chairs > 0 THEN true WHEN open_chairs = 0 THEN false END AS chair_party
FROM judged;

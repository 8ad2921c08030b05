-- Compared: compound_id, person
-- Works out from base tables what linli derived when it built.
WITH placed AS (
  SELECT * FROM "COVERS.Organization.Compound" UNION ALL BY NAME SELECT * FROM "ACTS_FOR.Organization.Compound"
  UNION ALL BY NAME SELECT * FROM "SERVES.Organization.Compound"
  UNION ALL BY NAME SELECT v.from, l.to, v.from_min, v.to_max FROM "COVERS.Organization.Building" v
    JOIN "LOCATED_IN.Building.Compound" l ON l.from = v.to
), held AS (
  SELECT DISTINCT h.from AS person, h.to AS post, p.to AS body, c.to AS place
  FROM "HOLDS.Person.Post" h JOIN "POST_IN.Post.Organization" p ON p.from = h.to JOIN placed c ON c.from = p.to
  WHERE h.from_min <= $day AND $day < h.to_max AND p.from_min <= $day AND $day < p.to_max AND c.from_min <= $day AND $day < c.to_max
)
SELECT DISTINCT a.place AS compound_id, a.person, a.post || b.post AS posts
FROM held a JOIN held b ON a.person = b.person AND a.place = b.place AND a.post < b.post AND a.body <> b.body
ORDER BY ALL

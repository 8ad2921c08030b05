-- population
WITH k AS (SELECT a.id FROM scope JOIN "Area" a ON a.id = scope.area WHERE a.level = 'community')
SELECT o.id AS subject, min(k.id) AS place,
  CASE WHEN bool_or(k.id IN (SELECT l.to FROM serves JOIN "LOCATED_IN.Compound.Area" l ON l.from = serves.compound)) THEN 'asked' ELSE 'not_applicable' END AS state
FROM k JOIN "COVERS.Organization.Area" w ON w.to = k.id AND may(w.from_min, w.to_max)
JOIN "Organization" o ON o.id = w.from AND o.kind IN ('community_committee', 'residents_committee') AND may(o.from_min, o.to_max) GROUP BY o.id;
-- find
-- A post of the community's body, and one of a firm that serves a compound in that community.
WITH k AS (SELECT a.id FROM scope JOIN "Area" a ON a.id = scope.area WHERE a.level = 'community'),
covering AS (SELECT v.from AS body, v.to AS community, bool_or(sure(v.from_max, v.to_min)) AS sure FROM "COVERS.Organization.Area" v JOIN k ON k.id = v.to
  WHERE may(v.from_min, v.to_max) GROUP BY ALL),
serving AS (SELECT v.from AS body, l.to AS community, min(v.to) AS compound, bool_or(sure(v.from_max, v.to_min) AND sure(l.from_max, l.to_min)) AS sure
  FROM "SERVES.Organization.Compound" v JOIN "LOCATED_IN.Compound.Area" l ON l.from = v.to JOIN k ON k.id = l.to WHERE may(v.from_min, v.to_max) GROUP BY ALL)
SELECT a.body AS subject, min(c.community) AS place, 'fail' AS verdict, bool_or(a.sure AND b.sure AND a.body_sure AND b.body_sure AND c.sure AND s.sure AND NOT l.doubt) AS certain,
  any_value(p.name) AS holder, any_value(a.body_name) AS body, any_value(a.kind) AS body_post, any_value(b.body_name) AS company, any_value(b.kind) AS company_post,
  a.person, b.person AS other, a.post AS post_a, b.post AS post_b, b.body AS body_b, min(s.compound) AS compound
FROM alike l JOIN held a ON a.person = l.one JOIN held b ON b.person = l.other AND b.post <> a.post
JOIN covering c ON c.body = a.body JOIN serving s ON s.body = b.body AND s.community = c.community JOIN "Person" p ON p.id = a.person
WHERE a.body_kind IN ('community_committee', 'residents_committee') AND b.body_kind = 'property_company' AND a.body_stands AND b.body_stands
GROUP BY a.body, a.person, b.person, a.post, b.post, b.body;

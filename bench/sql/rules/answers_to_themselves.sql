-- population
WITH lead AS (
  SELECT h.from AS person, t.id AS post, home.area
  FROM term h JOIN "Post" t ON t.id = h.to AND leads(t.kind) JOIN "POST_IN.Post.Organization" i ON i.from = t.id
  JOIN "Organization" o ON o.id = i.to AND may(o.from_min, o.to_max) LEFT JOIN home ON home.body = o.id
), own AS (
  SELECT person, count(DISTINCT post) AS posts, min(post) AS one, min(area) AS place FROM lead GROUP BY person HAVING min(area) IS NOT NULL
), twin AS (SELECT m.from AS person, m.to AS other FROM "MAY_BE.Person.Person" m UNION SELECT m.to, m.from FROM "MAY_BE.Person.Person" m)
SELECT person AS subject, place, 'asked' AS state FROM own
WHERE posts > 1 OR person IN (SELECT own.person FROM own JOIN twin ON twin.person = own.person JOIN lead ON lead.person = twin.other WHERE lead.post <> own.one);
-- find
WITH lead AS (
  SELECT h.from AS person, t.id AS post, t.kind, o.id AS body, o.name, h.sure AND sure(o.from_max, o.to_min) AS sure
  FROM term h SEMI JOIN alike ON alike.one = h.from JOIN "Post" t ON t.id = h.to AND leads(t.kind) JOIN "POST_IN.Post.Organization" i ON i.from = t.id
  JOIN "Organization" o ON o.id = i.to AND may(o.from_min, o.to_max)
), both_ways AS (
  SELECT low.person, high.person AS other, low.post AS post_a, low.kind AS kind_a, low.body AS body_a, low.name AS name_a, high.post AS post_b, high.kind AS kind_b,
    high.body AS body_b, high.name AS name_b, NOT alike.doubt AND low.sure AND high.sure AND e.sure AND a.sure AS sure, a.step + 1 AS steps
  FROM alike JOIN lead low ON low.person = alike.one JOIN lead high ON high.person = alike.other
  JOIN edge e ON e.low = low.body JOIN above a ON a.body = e.high AND a.top = high.body
  WHERE low.body <> high.body AND ($joined = 'no' OR low.kind <> 'grid_head' OR high.kind <> 'secretary')
)
SELECT w.person AS subject, home.area AS place, 'fail' AS verdict, bool_or(w.sure) AS certain, any_value(p.name) AS holder,
  any_value(name_a) AS lower, any_value(kind_a) AS lower_post, any_value(name_b) AS upper, any_value(kind_b) AS upper_post, min(steps) AS steps,
  w.other, w.body_a, w.post_a, w.body_b, w.post_b
FROM both_ways w JOIN home ON home.body = w.body_a JOIN "Person" p ON p.id = w.person
WHERE NOT EXISTS (
  FROM "COVERS.Organization.Area" v JOIN "COVERS.Organization.Area" x ON x.to = v.to
  WHERE v.from = w.body_a AND x.from = w.body_b AND may(v.from_min, v.to_max) AND may(x.from_min, x.to_max)
)
GROUP BY w.person, home.area, w.other, w.body_a, w.post_a, w.body_b, w.post_b;

-- Coverage of every place: the slots of `base` that are asked, as `linli coverage` has them.
-- Base tables only. A piece is what fills a slot while its link, its body and, of branches and committees, somebody's term in the body are in force.
WITH RECURSIVE inside(area) AS (
  SELECT id FROM "Area" WHERE list_contains($areas, id)
  UNION SELECT l.from FROM inside JOIN "LOCATED_IN.Area.Area" l ON l.to = inside.area
), told(area, ledger) AS (
  SELECT f.to, s.ledger FROM "STATED_FOR.Completeness.Area" f JOIN "Completeness" s ON s.id = f.from WHERE s.day <= $day
  UNION SELECT l.from, told.ledger FROM told JOIN "LOCATED_IN.Area.Area" l ON l.to = told.area
), compound AS (
  SELECT c.id, l.to AS area FROM "Compound" c JOIN "LOCATED_IN.Compound.Area" l ON l.from = c.id SEMI JOIN inside ON inside.area = l.to
  WHERE c.from_min <= $day AND $day < c.to_max
), place AS (
  SELECT id, area, 'compound' AS sort FROM compound
  UNION ALL SELECT b.id, c.area, 'building' FROM "Building" b JOIN "LOCATED_IN.Building.Compound" l ON l.from = b.id JOIN compound c ON c.id = l.to
  WHERE b.from_min <= $day AND $day < b.to_max
  UNION ALL SELECT g.id, l.to, 'grid' FROM "Grid" g JOIN "LOCATED_IN.Grid.Area" l ON l.from = g.id SEMI JOIN inside ON inside.area = l.to
  WHERE g.from_min <= $day AND $day < g.to_max
), slot(slot, sort, ledgers) AS (
  VALUES ('branch', 'compound', ['organizations', 'coverage']), ('premises', 'compound', ['venues']), ('owners_committee', 'compound', ['organizations']),
    ('property', 'compound', ['property']), ('group', 'building', ['organizations', 'coverage']), ('grid', 'grid', ['organizations', 'coverage']),
    ('grid_head', 'grid', ['posts']), ('forum', 'compound', ['organizations', 'relations'])
), whole AS (
  SELECT s.slot, t.area FROM slot s JOIN told t ON list_contains(s.ledgers, t.ledger) GROUP BY s.slot, t.area, s.ledgers HAVING count(DISTINCT t.ledger) = len(s.ledgers)
), tie AS (
  SELECT v.from AS body, v.to AS place, 'covers' AS via, 'compound' AS sort, v.mode, v.from_min, v.from_max, v.to_min, v.to_max FROM "COVERS.Organization.Compound" v
  UNION ALL SELECT v.from, v.to, 'acts', 'compound', 'own', v.from_min, v.from_max, v.to_min, v.to_max FROM "ACTS_FOR.Organization.Compound" v
  UNION ALL SELECT v.from, v.to, 'serves', 'compound', 'own', v.from_min, v.from_max, v.to_min, v.to_max FROM "SERVES.Organization.Compound" v
  UNION ALL SELECT v.from, v.to, 'covers', 'building', v.mode, v.from_min, v.from_max, v.to_min, v.to_max FROM "COVERS.Organization.Building" v
  UNION ALL SELECT v.from, v.to, 'covers', 'grid', v.mode, v.from_min, v.from_max, v.to_min, v.to_max FROM "COVERS.Organization.Grid" v
), link AS (
  FROM tie
  UNION ALL
  SELECT m.to, t.place, 'meets', 'compound', t.mode, greatest(t.from_min, m.from_min), greatest(t.from_max, m.from_max), least(t.to_min, m.to_min), least(t.to_max, m.to_max)
  FROM tie t JOIN "MEMBER_OF.Organization.Organization" m ON m.from = t.body WHERE t.sort = 'compound' AND t.via <> 'serves'
), kind(slot, via, sort, kind, terms) AS (
  SELECT 'branch', 'covers', 'compound', unnest(['compound_branch', 'joint_branch', 'grid_branch']), true
  UNION ALL SELECT 'owners_committee', 'acts', 'compound', 'owners_committee', true
  UNION ALL SELECT 'interim', 'acts', 'compound', 'management_committee', false
  UNION ALL SELECT 'property', 'serves', 'compound', 'property_company', false
  UNION ALL SELECT 'group', 'covers', 'building', 'building_group', false
  UNION ALL SELECT 'grid', 'covers', 'grid', unnest(['grid_team', 'grid_branch', 'compound_branch', 'joint_branch', 'building_group']), false
  UNION ALL SELECT 'forum', 'meets', 'compound', 'forum', false
), body AS (
  SELECT k.slot, k.terms, v.place, v.mode, o.id AS body, greatest(v.from_min, o.from_min) AS from_min, greatest(v.from_max, o.from_max) AS from_max,
    least(v.to_min, o.to_min) AS to_min, least(v.to_max, o.to_max) AS to_max
  FROM kind k JOIN "Organization" o ON o.kind = k.kind JOIN link v ON v.body = o.id AND v.via = k.via AND v.sort = k.sort
), office AS (
  -- Nobody knows of a term before the first that is known: it counts as having begun with the body.
  SELECT i.to AS body, CASE WHEN h.from_max = min(h.from_max) OVER (PARTITION BY i.to) THEN DATE '0001-01-01' ELSE h.from_min END AS from_min,
    CASE WHEN h.from_max = min(h.from_max) OVER (PARTITION BY i.to) THEN DATE '0001-01-01' ELSE h.from_max END AS from_max, h.to_min, h.to_max
  FROM "Post" t JOIN "POST_IN.Post.Organization" i ON i.from = t.id JOIN "HOLDS.Person.Post" h ON h.to = t.id
  WHERE t.kind NOT IN ('alternate_member', 'staff') AND i.to IN (SELECT body FROM body WHERE terms)
), venue AS (
  SELECT s.place, n.id, CASE WHEN l.to = s.place THEN 'own' WHEN l.to IS NOT NULL THEN 'attached' WHEN m.serves > 1 THEN 'joint' ELSE 'own' END AS mode,
    greatest(s.from_min, n.from_min) AS from_min, greatest(s.from_max, n.from_max) AS from_max, least(s.to_min, n.to_min) AS to_min, least(s.to_max, n.to_max) AS to_max
  FROM (
    SELECT v.from AS venue, v.to AS place, v.from_min, v.from_max, v.to_min, v.to_max FROM "SERVES.Venue.Compound" v
    UNION ALL SELECT l.from, l.to, DATE '0001-01-01', DATE '0001-01-01', DATE '9999-12-31', DATE '9999-12-31' FROM "LOCATED_IN.Venue.Compound" l
  ) s JOIN "Venue" n ON n.id = s.venue LEFT JOIN "LOCATED_IN.Venue.Compound" l ON l.from = s.venue
  LEFT JOIN (SELECT "from" AS venue, count(DISTINCT "to") AS serves FROM "SERVES.Venue.Compound" GROUP BY ALL) m ON m.venue = s.venue
), piece AS (
  SELECT slot, place, mode, from_min, from_max, to_min, to_max FROM body WHERE NOT terms OR body NOT IN (SELECT body FROM office)
  UNION ALL
  SELECT b.slot, b.place, b.mode, greatest(b.from_min, o.from_min), greatest(b.from_max, o.from_max), least(b.to_min, o.to_min), least(b.to_max, o.to_max)
  FROM body b JOIN office o ON o.body = b.body WHERE b.terms
  UNION ALL
  SELECT 'grid_head', v.place, 'own', greatest(v.from_min, h.from_min), greatest(v.from_max, h.from_max), least(v.to_min, h.to_min), least(v.to_max, h.to_max)
  FROM "Post" t JOIN "POST_IN.Post.Organization" i ON i.from = t.id JOIN tie v ON v.body = i.to AND v.sort = 'grid' JOIN "HOLDS.Person.Post" h ON h.to = t.id
  WHERE t.kind = 'grid_head'
  UNION ALL SELECT 'premises', place, mode, from_min, from_max, to_min, to_max FROM venue
), ranked AS (
  SELECT CASE slot WHEN 'interim' THEN 'owners_committee' ELSE slot END AS slot, place,
    CASE WHEN slot = 'interim' OR from_min > $day THEN NULL ELSE list_position(['own', 'joint', 'attached'], mode) END AS rank,
    from_max <= $day AND $day < to_min AS sure
  FROM piece WHERE from_min < to_max AND $day < to_max AND (from_min <= $day OR (slot <> 'interim' AND from_min <= $day + 365))
), filled AS (
  SELECT slot, place, min(rank) AS best, count(*) FILTER (rank IS NULL) > 0 AS forming FROM ranked GROUP BY ALL
), firm AS (
  SELECT DISTINCT r.slot, r.place FROM ranked r JOIN filled f ON f.slot = r.slot AND f.place = r.place AND f.best = r.rank WHERE r.sure
)
SELECT s.slot, p.id AS place,
  CASE WHEN f.best IS NOT NULL THEN ['own', 'joint', 'attached'][f.best] WHEN f.forming THEN 'forming' WHEN w.area IS NOT NULL THEN 'gap' ELSE 'unknown' END AS state,
  CASE WHEN f.best IS NOT NULL THEN m.place IS NOT NULL WHEN f.forming THEN false ELSE w.area IS NOT NULL END AS certain
FROM slot s JOIN place p ON p.sort = s.sort LEFT JOIN filled f ON f.slot = s.slot AND f.place = p.id
LEFT JOIN firm m ON m.slot = s.slot AND m.place = p.id LEFT JOIN whole w ON w.slot = s.slot AND w.area = p.area;

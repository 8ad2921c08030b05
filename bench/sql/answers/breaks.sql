-- Every break of every building by the levels common to all places, as `linli escalate --all-breaks` has them.
-- Base tables only. `bits`: 1 vacant, 2 lapsed, 4 missing level, 8 unknown, 16 cycle, 32 dead end, 128 one person on two levels.
WITH RECURSIVE inside(area) AS (
  SELECT id FROM "Area" WHERE list_contains($areas, id)
  UNION SELECT l.from FROM inside JOIN "LOCATED_IN.Area.Area" l ON l.to = inside.area
), told(area, ledger) AS (
  SELECT f.to, s.ledger FROM "STATED_FOR.Completeness.Area" f JOIN "Completeness" s ON s.id = f.from WHERE s.day <= $day
  UNION SELECT l.from, told.ledger FROM told JOIN "LOCATED_IN.Area.Area" l ON l.to = told.area
), stated AS (
  SELECT area, bool_or(ledger = 'posts') AS posts, bool_or(ledger = 'organizations') AND bool_or(ledger = 'relations') AS links,
    bool_or(ledger = 'organizations') AND bool_or(ledger = 'coverage') AS covers FROM told GROUP BY area
), level(kind, rank) AS (
  VALUES ('county_committee', 0), ('working_committee', 1), ('community_committee', 2), ('compound_branch', 3), ('joint_branch', 3), ('grid_branch', 3),
    ('building_group', 4), ('centre_household', 5)
), term AS (
  SELECT i.to AS body, h.from AS person, h.to_max <= $day AS over,
    h.from_min <= $day AND $day < h.to_max AND t.from_min <= $day AND $day < t.to_max AS may
  FROM "Post" t JOIN "POST_IN.Post.Organization" i ON i.from = t.id JOIN "HOLDS.Person.Post" h ON h.to = t.id
  WHERE t.kind IN ('secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
    'residents_group_head', 'patch_head', 'convenor', 'leader')
), led AS (SELECT body, bool_or(may) AS held, bool_or(over) AS over FROM term GROUP BY body
), body AS (
  SELECT o.id, coalesce(v.rank, -1) AS rank, o.from_min <= $day AND $day < o.to_max AS alive, o.from_max <= $day AND $day < o.to_min AS sure, o.to_max AS ended,
    coalesce(l.held, false) AS held, coalesce(l.over, false) AS over, coalesce(s.posts, false) AS posts, coalesce(s.links, false) AS links
  FROM "Organization" o LEFT JOIN level v ON v.kind = o.kind LEFT JOIN led l ON l.body = o.id LEFT JOIN "BASED_IN.Organization.Area" b ON b.from = o.id
  LEFT JOIN stated s ON s.area = b.to
), edge AS (
  SELECT r.from AS low, bool_or(least(r.to_max, u.ended) <= $day) AS ended,
    min(CASE WHEN u.alive AND r.from_min <= $day AND $day < r.to_max AND o.rank <> 0 THEN {
      'side': CASE WHEN u.rank < 0 THEN 1 WHEN CASE WHEN o.rank < 0 THEN 100 ELSE o.rank END > u.rank THEN 0 ELSE 2 END,
      'near': CASE WHEN u.rank < 0 THEN 0 ELSE abs(CASE WHEN o.rank < 0 THEN 100 ELSE o.rank END - u.rank) END,
      'doubt': NOT (u.sure AND r.from_max <= $day AND $day < r.to_min), 'id': u.id} END).id AS high
  FROM "REPORTS_TO.Organization.Organization" r JOIN body o ON o.id = r.from JOIN body u ON u.id = r.to GROUP BY r.from
), way(body, step) AS (
  SELECT low, high FROM edge WHERE high IS NOT NULL
  UNION SELECT way.body, edge.high FROM way JOIN edge ON edge.low = way.step WHERE edge.high IS NOT NULL
), twice AS (
  SELECT DISTINCT a.body FROM (SELECT DISTINCT person, body FROM term WHERE may) a JOIN way ON way.body = a.body
  JOIN (SELECT DISTINCT person, body FROM term WHERE may) b ON b.person = a.person AND b.body = way.step AND b.body <> a.body
  JOIN body x ON x.id = a.body JOIN body y ON y.id = b.body WHERE NOT (x.rank = y.rank AND x.rank >= 0)
), own AS (
  SELECT b.id, (b.rank = 0) AS top, CASE WHEN b.rank >= 0 THEN 1 << b.rank ELSE 0 END AS stood,
    CASE WHEN b.held THEN 0 WHEN b.over THEN 2 WHEN b.posts THEN 1 ELSE 8 END
    | CASE WHEN e.high IS NOT NULL OR b.rank = 0 THEN 0 WHEN coalesce(e.ended, false) THEN 2 WHEN b.links THEN 32 ELSE 8 END
    | CASE WHEN c.body IS NOT NULL THEN 16 ELSE 0 END | CASE WHEN t.body IS NOT NULL THEN 128 ELSE 0 END AS bits
  FROM body b LEFT JOIN edge e ON e.low = b.id LEFT JOIN (SELECT body FROM way WHERE body = step) c ON c.body = b.id LEFT JOIN twice t ON t.body = b.id
), path AS (
  SELECT body, bool_or(top) AS top, bit_or(stood) AS stood, bit_or(bits) AS bits
  FROM (SELECT id AS body, id AS step FROM body UNION SELECT body, step FROM way) JOIN own ON own.id = step GROUP BY body
), place AS (
  SELECT l.from AS id, l.to AS compound, a.to AS area FROM "LOCATED_IN.Building.Compound" l JOIN "LOCATED_IN.Compound.Area" a ON a.from = l.to
  SEMI JOIN inside ON inside.area = a.to
), cover AS (
  SELECT p.id, v.from AS body, 0 AS away, v.from_min, v.from_max, v.to_min, v.to_max FROM place p JOIN "COVERS.Organization.Building" v ON v.to = p.id
  UNION ALL SELECT p.id, v.from, 1, v.from_min, v.from_max, v.to_min, v.to_max FROM place p JOIN "COVERS.Organization.Compound" v ON v.to = p.compound
  UNION ALL SELECT p.id, v.from, 1, v.from_min, v.from_max, v.to_min, v.to_max FROM place p JOIN "LOCATED_IN.Building.Grid" l ON l.from = p.id
  JOIN "COVERS.Organization.Grid" v ON v.to = l.to
), start AS (
  SELECT c.id, bool_or(least(c.to_max, b.ended) <= $day) AS ended,
    min(CASE WHEN b.alive AND c.from_min <= $day AND $day < c.to_max THEN {'low': CASE WHEN b.rank < 0 THEN 128 ELSE 127 - b.rank END, 'away': c.away,
      'doubt': NOT (b.sure AND c.from_max <= $day AND $day < c.to_min), 'id': b.id} END).id AS body
  FROM cover c JOIN body b ON b.id = c.body GROUP BY c.id
)
SELECT p.id AS place, s.body AS start, coalesce(w.top, false) AS reached,
  CASE WHEN s.body IS NOT NULL THEN w.bits WHEN coalesce(s.ended, false) THEN 2 WHEN coalesce(t.covers, false) THEN 32 ELSE 8 END
  | list_bit_or([CASE WHEN w.stood IS NULL OR (w.stood >> r) & 1 = 1 OR (w.stood & ((1 << r) - 1)) = 0 THEN 0
      WHEN (w.stood >> (r + 1)) <> 0 OR coalesce(t.covers, false) THEN 4 ELSE 8 END FOR r IN [0, 1, 2, 3]] || [0]) AS bits
FROM place p LEFT JOIN start s ON s.id = p.id LEFT JOIN path w ON w.body = s.body LEFT JOIN stated t ON t.area = p.area;

// columns:
//   subject: {type: text, zh: 人员编号, en: Person id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
// # A post outside the areas counts among the several, but one of them must lie inside; of two who may be one, each must lead something.
MATCH (p:Person)-[h:HOLDS]->(t:Post)
WHERE t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
  'residents_group_head', 'patch_head', 'convenor', 'leader'] AND h.from_min <= $as_of AND $as_of < h.to_max
WITH DISTINCT p, t
MATCH (t)-[:POST_IN]->(n:Organization)
WHERE n.from_min <= $as_of AND $as_of < n.to_max
WITH DISTINCT p, t, n
OPTIONAL MATCH (n)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH p, count(DISTINCT t.id) AS posts, min(t.id) AS one, min(area.id) AS place
WHERE place IS NOT NULL
OPTIONAL MATCH (p)-[:MAY_BE]-(q:Person)
WITH DISTINCT p, posts, one, place, q
OPTIONAL MATCH (q)-[g:HOLDS]->(u:Post)
WHERE u.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
  'residents_group_head', 'patch_head', 'convenor', 'leader'] AND g.from_min <= $as_of AND $as_of < g.to_max
WITH DISTINCT p, posts, one, place, u
OPTIONAL MATCH (u)-[:POST_IN]->(m:Organization)
WHERE m.from_min <= $as_of AND $as_of < m.to_max
WITH p, posts, place, sum(CASE WHEN m.id IS NOT NULL AND u.id <> one THEN 1 ELSE 0 END) AS others
WHERE posts > 1 OR others > 0
RETURN p.id AS subject, place AS place, 'asked' AS state

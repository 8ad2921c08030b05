// columns:
//   subject: {type: text, zh: 人员编号, en: Person id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
// # One walk over all terms: a post outside the areas counts among the several, but one of them must lie inside.
MATCH (area:Area)
OPTIONAL MATCH (area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH area, count(top.id) AS inside
MATCH (area)<-[:BASED_IN]-(:Organization)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)
WHERE t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
  'residents_group_head', 'patch_head', 'convenor', 'leader'] AND h.from_min <= $as_of AND $as_of < h.to_max
WITH p, count(DISTINCT t.id) AS posts, min(CASE WHEN inside > 0 THEN area.id END) AS place
WHERE place IS NOT NULL
OPTIONAL MATCH (p)-[m:MAY_BE]-(:Person)
WITH p, posts, place, count(m.id) AS doubts
WHERE posts > 1 OR doubts > 0
RETURN p.id AS subject, place AS place, 'asked' AS state

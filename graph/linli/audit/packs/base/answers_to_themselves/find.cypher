// columns:
//   subject: {type: text, zh: 人员编号, en: Person id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   lower: {type: name, zh: 下级组织, en: Lower body}
//   lower_post: {type: term, vocabulary: post_kind, zh: 下级职务, en: Post in the lower body}
//   upper: {type: name, zh: 上级组织, en: Upper body}
//   upper_post: {type: term, vocabulary: post_kind, zh: 上级职务, en: Post in the upper body}
//   steps: {type: count, zh: 相隔级数, en: Levels between}
//   other: {type: text, zh: 上级岗位的人员编号, en: Id of the person in the upper post}
//   body_a: {type: text, zh: 下级组织编号, en: Id of the lower body}
//   post_a: {type: text, zh: 下级岗位编号, en: Id of the post in the lower body}
//   body_b: {type: text, zh: 上级组织编号, en: Id of the upper body}
//   post_b: {type: text, zh: 上级岗位编号, en: Id of the post in the upper body}
// key: [subject, other, post_a, post_b]
// order: [holder, subject, lower, upper, steps, other, post_a, post_b, place]
// # Only those with several leading posts are walked from; the second part is for two who may be one. A body has no ANSWERS_TO of its
// # own where nothing reports to it, hence one REPORTS_TO first. Two bodies of one area (a community's party and residents' committee)
// # stand on one level. `other` is an aggregate: Ladybug mixes up the columns of a UNION where one expression stands twice.
MATCH (p:Person)-[h:HOLDS]->(t:Post)
WHERE t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
  'residents_group_head', 'patch_head', 'convenor', 'leader'] AND h.from_min <= $as_of AND $as_of < h.to_max
WITH p, count(DISTINCT t.id) AS posts
WHERE posts > 1
WITH p, 1 AS doubt
MATCH (p)-[h:HOLDS]->(t:Post)-[:POST_IN]->(n:Organization)
WHERE t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
  'residents_group_head', 'patch_head', 'convenor', 'leader'] AND h.from_min <= $as_of AND $as_of < h.to_max AND n.from_min <= $as_of AND $as_of < n.to_max
WITH p, doubt, t, n, max(CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min AND n.from_max <= $as_of AND $as_of < n.to_min THEN 1 ELSE 0 END) AS sure
MATCH (p)-[g:HOLDS]->(u:Post)-[:POST_IN]->(m:Organization)
WHERE m.id <> n.id AND u.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
  'residents_group_head', 'patch_head', 'convenor', 'leader'] AND g.from_min <= $as_of AND $as_of < g.to_max AND m.from_min <= $as_of AND $as_of < m.to_max
  AND ($joined = 'no' OR t.kind <> 'grid_head' OR u.kind <> 'secretary')
WITH p, t, n, u, m.id AS upper, m.name AS upper_name, max(doubt * sure * CASE WHEN g.from_max <= $as_of AND $as_of < g.to_min AND m.from_max <= $as_of AND $as_of < m.to_min THEN 1 ELSE 0 END) AS sure
MATCH (n)-[r:REPORTS_TO]->(k:Organization)
WHERE r.from_min <= $as_of AND $as_of < r.to_max AND k.from_min <= $as_of AND $as_of < k.to_max
WITH p, t, n, u, upper, upper_name, k, max(sure * CASE WHEN r.from_max <= $as_of AND $as_of < r.to_min AND k.from_max <= $as_of AND $as_of < k.to_min THEN 1 ELSE 0 END) AS sure
MATCH (k)-[a:ANSWERS_TO]->(m:Organization)
WHERE m.id = upper AND a.from_min <= $as_of AND $as_of < a.to_max
WITH p, t, n, u, upper, upper_name, min(a.step) + 1 AS steps, max(sure * CASE WHEN a.from_max <= $as_of AND $as_of < a.to_min THEN 1 ELSE 0 END) AS sure
OPTIONAL MATCH (n)-[v:COVERS]->(ground:Area)
WHERE v.from_min <= $as_of AND $as_of < v.to_max
WITH p, t, n, upper, upper_name, u, steps, sure, ground
OPTIONAL MATCH (ground)<-[w:COVERS]-(z:Organization)
WHERE z.id = upper AND w.from_min <= $as_of AND $as_of < w.to_max
WITH p, t, n, upper, upper_name, u, steps, sure, count(z.id) AS shared, min(p.id) AS other
WHERE shared = 0
MATCH (n)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
RETURN DISTINCT p.id AS subject, area.id AS place, 'fail' AS verdict, (sure = 1) AS certain, p.name AS holder,
  n.name AS lower, t.kind AS lower_post, upper_name AS upper, u.kind AS upper_post, steps AS steps,
  other AS other, n.id AS body_a, t.id AS post_a, upper AS body_b, u.id AS post_b
UNION ALL
MATCH (p:Person)-[:MAY_BE]-(q:Person)
WITH DISTINCT p, q, 0 AS doubt
MATCH (p)-[h:HOLDS]->(t:Post)-[:POST_IN]->(n:Organization)
WHERE t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
  'residents_group_head', 'patch_head', 'convenor', 'leader'] AND h.from_min <= $as_of AND $as_of < h.to_max AND n.from_min <= $as_of AND $as_of < n.to_max
WITH p, q, doubt, t, n, max(CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min AND n.from_max <= $as_of AND $as_of < n.to_min THEN 1 ELSE 0 END) AS sure
MATCH (q)-[g:HOLDS]->(u:Post)-[:POST_IN]->(m:Organization)
WHERE m.id <> n.id AND u.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
  'residents_group_head', 'patch_head', 'convenor', 'leader'] AND g.from_min <= $as_of AND $as_of < g.to_max AND m.from_min <= $as_of AND $as_of < m.to_max
  AND ($joined = 'no' OR t.kind <> 'grid_head' OR u.kind <> 'secretary')
WITH p, q, t, n, u, m.id AS upper, m.name AS upper_name, max(doubt * sure * CASE WHEN g.from_max <= $as_of AND $as_of < g.to_min AND m.from_max <= $as_of AND $as_of < m.to_min THEN 1 ELSE 0 END) AS sure
MATCH (n)-[r:REPORTS_TO]->(k:Organization)
WHERE r.from_min <= $as_of AND $as_of < r.to_max AND k.from_min <= $as_of AND $as_of < k.to_max
WITH p, q, t, n, u, upper, upper_name, k, max(sure * CASE WHEN r.from_max <= $as_of AND $as_of < r.to_min AND k.from_max <= $as_of AND $as_of < k.to_min THEN 1 ELSE 0 END) AS sure
MATCH (k)-[a:ANSWERS_TO]->(m:Organization)
WHERE m.id = upper AND a.from_min <= $as_of AND $as_of < a.to_max
WITH p, q, t, n, u, upper, upper_name, min(a.step) + 1 AS steps, max(sure * CASE WHEN a.from_max <= $as_of AND $as_of < a.to_min THEN 1 ELSE 0 END) AS sure
OPTIONAL MATCH (n)-[v:COVERS]->(ground:Area)
WHERE v.from_min <= $as_of AND $as_of < v.to_max
WITH p, q, t, n, upper, upper_name, u, steps, sure, ground
OPTIONAL MATCH (ground)<-[w:COVERS]-(z:Organization)
WHERE z.id = upper AND w.from_min <= $as_of AND $as_of < w.to_max
WITH p, q, t, n, upper, upper_name, u, steps, sure, count(z.id) AS shared, min(q.id) AS other
WHERE shared = 0
MATCH (n)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
RETURN DISTINCT p.id AS subject, area.id AS place, 'fail' AS verdict, (sure = 1) AS certain, p.name AS holder,
  n.name AS lower, t.kind AS lower_post, upper_name AS upper, u.kind AS upper_post, steps AS steps,
  other AS other, n.id AS body_a, t.id AS post_a, upper AS body_b, u.id AS post_b

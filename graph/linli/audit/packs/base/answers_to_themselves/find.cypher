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
// # The walk is taken without dates, which are judged on its aggregates (decision 0001); the second part is for two who may be one. A body has
// # no ANSWERS_TO of its own where nothing reports to it, hence one REPORTS_TO first. Two bodies of one area (a community's party and residents'
// # committee) stand on one level. `other` is an aggregate: Ladybug mixes up the columns of a UNION where one expression stands twice.
MATCH (n:Organization)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)-[g:HOLDS]->(u:Post)-[:POST_IN]->(m:Organization)<-[a:ANSWERS_TO]-(k:Organization)<-[r:REPORTS_TO]-(n)
WHERE t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
  'residents_group_head', 'patch_head', 'convenor', 'leader'] AND u.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
  'residents_group_head', 'patch_head', 'convenor', 'leader']
  AND n.id <> m.id AND ($joined = 'no' OR t.kind <> 'grid_head' OR u.kind <> 'secretary')
WITH p, t, n, u, m, k, h.id AS lower_term, g.id AS upper_term, r.id AS report, a.id AS answer, min(a.step) + 1 AS steps,
  min(h.from_min) AS h1, min(h.from_max) AS h2, min(h.to_min) AS h3, min(h.to_max) AS h4, min(g.from_min) AS g1, min(g.from_max) AS g2, min(g.to_min) AS g3, min(g.to_max) AS g4,
  min(r.from_min) AS r1, min(r.from_max) AS r2, min(r.to_min) AS r3, min(r.to_max) AS r4, min(a.from_min) AS a1, min(a.from_max) AS a2, min(a.to_min) AS a3, min(a.to_max) AS a4
WHERE h1 <= $as_of AND $as_of < h4 AND g1 <= $as_of AND $as_of < g4 AND r1 <= $as_of AND $as_of < r4 AND a1 <= $as_of AND $as_of < a4
  AND n.from_min <= $as_of AND $as_of < n.to_max AND m.from_min <= $as_of AND $as_of < m.to_max AND k.from_min <= $as_of AND $as_of < k.to_max
WITH p, t, n, u, m, min(steps) AS steps, max(CASE WHEN h2 <= $as_of AND $as_of < h3 AND g2 <= $as_of AND $as_of < g3 AND r2 <= $as_of AND $as_of < r3 AND a2 <= $as_of AND $as_of < a3
  AND n.from_max <= $as_of AND $as_of < n.to_min AND m.from_max <= $as_of AND $as_of < m.to_min AND k.from_max <= $as_of AND $as_of < k.to_min THEN 1 ELSE 0 END) AS sure
OPTIONAL MATCH (n)-[v:COVERS]->(ground:Area)
WHERE v.from_min <= $as_of AND $as_of < v.to_max
WITH p, t, n, u, m, steps, sure, ground
OPTIONAL MATCH (ground)<-[w:COVERS]-(z:Organization)
WHERE z.id = m.id AND w.from_min <= $as_of AND $as_of < w.to_max
WITH p, t, n, u, m, steps, sure, count(z.id) AS shared, min(p.id) AS other
WHERE shared = 0
MATCH (n)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
RETURN DISTINCT p.id AS subject, area.id AS place, 'fail' AS verdict, (sure = 1) AS certain, p.name AS holder,
  n.name AS lower, t.kind AS lower_post, m.name AS upper, u.kind AS upper_post, steps AS steps,
  other AS other, n.id AS body_a, t.id AS post_a, m.id AS body_b, u.id AS post_b
UNION ALL
MATCH (n:Organization)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)-[:MAY_BE]-(q:Person)-[g:HOLDS]->(u:Post)-[:POST_IN]->(m:Organization)<-[a:ANSWERS_TO]-(k:Organization)<-[r:REPORTS_TO]-(n)
WHERE t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
  'residents_group_head', 'patch_head', 'convenor', 'leader'] AND u.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
  'residents_group_head', 'patch_head', 'convenor', 'leader']
  AND n.id <> m.id AND ($joined = 'no' OR t.kind <> 'grid_head' OR u.kind <> 'secretary')
WITH p, q, t, n, u, m, k, h.id AS lower_term, g.id AS upper_term, r.id AS report, a.id AS answer, min(a.step) + 1 AS steps,
  min(h.from_min) AS h1, min(h.from_max) AS h2, min(h.to_min) AS h3, min(h.to_max) AS h4, min(g.from_min) AS g1, min(g.from_max) AS g2, min(g.to_min) AS g3, min(g.to_max) AS g4,
  min(r.from_min) AS r1, min(r.from_max) AS r2, min(r.to_min) AS r3, min(r.to_max) AS r4, min(a.from_min) AS a1, min(a.from_max) AS a2, min(a.to_min) AS a3, min(a.to_max) AS a4
WHERE h1 <= $as_of AND $as_of < h4 AND g1 <= $as_of AND $as_of < g4 AND r1 <= $as_of AND $as_of < r4 AND a1 <= $as_of AND $as_of < a4
  AND n.from_min <= $as_of AND $as_of < n.to_max AND m.from_min <= $as_of AND $as_of < m.to_max AND k.from_min <= $as_of AND $as_of < k.to_max
WITH p, q, t, n, u, m, min(steps) AS steps, max(CASE WHEN h2 <= $as_of AND $as_of < h3 AND g2 <= $as_of AND $as_of < g3 AND r2 <= $as_of AND $as_of < r3 AND a2 <= $as_of AND $as_of < a3
  AND n.from_max <= $as_of AND $as_of < n.to_min AND m.from_max <= $as_of AND $as_of < m.to_min AND k.from_max <= $as_of AND $as_of < k.to_min THEN 0 ELSE 0 END) AS sure
OPTIONAL MATCH (n)-[v:COVERS]->(ground:Area)
WHERE v.from_min <= $as_of AND $as_of < v.to_max
WITH p, q, t, n, u, m, steps, sure, ground
OPTIONAL MATCH (ground)<-[w:COVERS]-(z:Organization)
WHERE z.id = m.id AND w.from_min <= $as_of AND $as_of < w.to_max
WITH p, q, t, n, u, m, steps, sure, count(z.id) AS shared, min(q.id) AS other
WHERE shared = 0
MATCH (n)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
RETURN DISTINCT p.id AS subject, area.id AS place, 'fail' AS verdict, (sure = 1) AS certain, p.name AS holder,
  n.name AS lower, t.kind AS lower_post, m.name AS upper, u.kind AS upper_post, steps AS steps,
  other AS other, n.id AS body_a, t.id AS post_a, m.id AS body_b, u.id AS post_b

// what:
//   zh: 从一个楼栋往上，每一级由哪个组织、哪个岗位、谁负责，从何时起。每一步的关系都是隶属。
//   en: From a building upwards, which body, post and person answers at each step, and since when. Every step is subordination.
// grain: one row a body and leading post and holder; a body without a leading post, and a post without a holder, has one row with blanks
// absent: {zh: "就台账所见，没有组织对这栋楼负责", en: "nobody answers for the place, as far as the ledgers say"}
// parameters:
//   place: {type: building, zh: 楼栋（小区/楼栋或编号）, en: building as compound/building or id}
// columns:
//   step: {type: count, zh: 级, en: Step}
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind}
//   post: {type: term, vocabulary: post_kind, zh: 岗位, en: Post}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   since: {type: start, zh: 任职起, en: Since}
//   until: {type: end, zh: 任职止, en: Until}
//   certain: {type: yes_no, zh: 确定在任, en: Certain}
//   body_id: {type: text, zh: 组织编号, en: Body id}
//   post_id: {type: text, zh: 岗位编号, en: Post id}
//   hold: {type: text, zh: 任职编号, en: Term id}
// key: [body_id, post_id, hold]
// order: [step, kind, body, body_id, post, post_id, hold]
// # Found by timing on 20,000 compounds (ms, loop of 0.8 s): a walk of its own for each way in takes 37, one walk from all bodies that
// # answer 8, and the walk that ANSWERS_TO holds ready, after one REPORTS_TO, 5. Ways in are gathered at once, which repeats few rows;
// # both links upward in one MATCH, or what a building lies in without its labels, take 10 to 20 more. Most of the time goes into making
// # the plan's steps ready, each for all before it, not into rows: each OPTIONAL MATCH or min() left out saves a tenth. Dates are judged
// # after each link (decision 0001).
MATCH (b:Building)-[:LOCATED_IN]->(:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE b.id = $place
WITH b, top.id AS code
WHERE code IN $areas
OPTIONAL MATCH (b)<-[v:COVERS]-(n:Organization)
OPTIONAL MATCH (b)-[:LOCATED_IN]->(:Compound|Grid)<-[u:COVERS]-(m:Organization)
UNWIND [CASE WHEN v.from_min <= $as_of AND $as_of < v.to_max THEN n.id END, CASE WHEN u.from_min <= $as_of AND $as_of < u.to_max THEN m.id END] AS body
WITH body, CASE WHEN body = n.id THEN 0 ELSE 1 END AS first
MATCH (n:Organization)
WHERE n.id = body AND n.from_min <= $as_of AND $as_of < n.to_max
OPTIONAL MATCH (n)-[r:REPORTS_TO]->(k:Organization)
OPTIONAL MATCH (k)-[a:ANSWERS_TO]->(m:Organization)
UNWIND [n.id, CASE WHEN r.from_min <= $as_of AND $as_of < r.to_max AND a.from_min <= $as_of AND $as_of < a.to_max THEN m.id END] AS found
WITH found, min(CASE WHEN found = n.id THEN first ELSE first + a.step + 1 END) AS far
MATCH (o:Organization)
WHERE o.id = found
OPTIONAL MATCH (o)<-[:POST_IN]-(t:Post)
WHERE t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head',
  'neighbour_head', 'residents_group_head', 'patch_head', 'convenor', 'leader']
  AND t.from_min <= $as_of AND $as_of < t.to_max
OPTIONAL MATCH (t)<-[h:HOLDS]-(m:Person)
WHERE h.from_min <= $as_of AND $as_of < h.to_max
RETURN far AS step, o.name AS body, o.kind AS kind, t.kind AS post, m.name AS holder,
  h.from_min AS since_min, h.from_max AS since_max, h.to_min AS until_min, h.to_max AS until_max,
  (h.from_max <= $as_of AND $as_of < h.to_min) AS certain, o.id AS body_id, t.id AS post_id, h.id AS hold

// what:
//   zh: 从一个小区往上，每一级由哪个组织、哪个岗位、谁负责，从何时起。每一步的关系都是隶属；只覆盖整个社区的组织不算一步。
//   en: From a compound upwards, which body, post and person answers at each step, and since when. Every step is subordination; a body that only covers the community as a whole is none.
// grain: one row a body and leading post and holder; a body without a leading post, and a post without a holder, has one row with blanks
// absent: {zh: "就台账所见，没有组织对这个小区负责", en: "nobody answers for the place, as far as the ledgers say"}
// parameters:
//   place: {type: compound, zh: 小区（名称或编号）, en: compound by name or id}
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
// # Found by timing on 20,000 compounds: a filter on a node's own property in the first MATCH, or an unlabelled start, makes Ladybug scan
// # everything (30 to 250 ms instead of 5). Hence a part for each kind of place. The walk upward is the one that ANSWERS_TO holds ready (see from_building).
MATCH (n:Organization)-[v:COVERS]->(c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place
WITH n, v.id AS cover, top.id AS code, min(v.from_min) AS begun, max(v.to_max) AS over, $as_of AS day
WHERE code IN $areas AND begun <= day AND day < over AND n.from_min <= day AND day < n.to_max
WITH DISTINCT n, day
OPTIONAL MATCH (n)-[r:REPORTS_TO]->(k:Organization)
OPTIONAL MATCH (k)-[a:ANSWERS_TO]->(m:Organization)
UNWIND [n.id, CASE WHEN r.from_min <= day AND day < r.to_max AND a.from_min <= day AND day < a.to_max THEN m.id END] AS found
WITH day, found, min(CASE WHEN found = n.id THEN 0 ELSE a.step + 1 END) AS far
MATCH (o:Organization)
WHERE o.id = found
OPTIONAL MATCH (o)<-[:POST_IN]-(t:Post)
WHERE t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head',
  'neighbour_head', 'residents_group_head', 'patch_head', 'convenor', 'leader']
  AND t.from_min <= day AND day < t.to_max
OPTIONAL MATCH (t)<-[h:HOLDS]-(m:Person)
WHERE h.from_min <= day AND day < h.to_max
RETURN far AS step, o.name AS body, o.kind AS kind, t.kind AS post, m.name AS holder,
  h.from_min AS since_min, h.from_max AS since_max, h.to_min AS until_min, h.to_max AS until_max,
  (h.from_max <= day AND day < h.to_min) AS certain, o.id AS body_id, t.id AS post_id, h.id AS hold

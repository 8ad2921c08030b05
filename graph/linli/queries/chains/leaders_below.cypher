// what:
//   zh: 某组织之下各级组织有哪些负责岗位，谁任过、任着，不论何时；日期由使用者判断。
//   en: Leading posts of all bodies below a body, and who has held them, at any time; the dates are for the reader to judge.
// grain: one row a body below and leading post and term; a post that nobody has held has one row with blanks
// absent: {zh: "没有组织隶属于它，或都没有负责岗位", en: "nothing reports to this body, or nothing below it has a leading post"}
// parameters:
//   body: {type: organization, zh: 组织（名称或编号）, en: body by name or id}
// columns:
//   body: {type: name, zh: 组织, en: Body}
//   post: {type: term, vocabulary: post_kind, zh: 岗位, en: Post}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   since: {type: start, zh: 任职起, en: Since}
//   until: {type: end, zh: 任职止, en: Until}
//   certain: {type: yes_no, zh: 确定在任, en: Certain}
//   set_up: {type: start, zh: 岗位设立, en: Post set up}
//   abolished: {type: end, zh: 岗位撤销, en: Post abolished}
//   body_id: {type: text, zh: 组织编号, en: Body id}
//   post_id: {type: text, zh: 岗位编号, en: Post id}
//   person: {type: text, zh: 人员编号, en: Person id}
//   hold: {type: text, zh: 任职编号, en: Term id}
// key: [body_id, post_id, hold]
// order: [body, body_id, post_id, hold, person]
// # The dates are for the reader to judge, so no dated link is filtered (decision 0001). A body's home decides whether it is told.
MATCH (s:Organization)<-[:ANSWERS_TO]-(n:Organization)<-[:REPORTS_TO]-(o:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE s.id = $body AND top.id IN $areas
WITH DISTINCT o
OPTIONAL MATCH (o)<-[:POST_IN]-(t:Post)
WHERE t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head',
  'neighbour_head', 'residents_group_head', 'patch_head', 'convenor', 'leader']
OPTIONAL MATCH (t)<-[h:HOLDS]-(m:Person)
WITH o, t, h, m
WHERE t.id IS NOT NULL
RETURN o.name AS body, t.kind AS post, m.name AS holder, h.from_min AS since_min, h.from_max AS since_max, h.to_min AS until_min, h.to_max AS until_max,
  (h.from_max <= $as_of AND $as_of < h.to_min) AS certain,
  t.from_min AS set_up_min, t.from_max AS set_up_max, t.to_min AS abolished_min, t.to_max AS abolished_max,
  o.id AS body_id, t.id AS post_id, m.id AS person, h.id AS hold

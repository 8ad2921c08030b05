// what:
//   zh: 一个组织及其逐级上级各有哪些负责岗位，谁任过、任着，不论何时；日期由使用者判断。
//   en: Leading posts of a body and of all above it, and who has held them, at any time; the dates are for the reader to judge.
// grain: one row a body and leading post and term; a post that nobody has held, and a body without a leading post, has one row with blanks
// absent: {zh: "这个组织不在所问区域", en: "the body is not in the areas asked about"}
// parameters:
//   body: {type: organization, zh: 组织（名称或编号）, en: body by name or id}
// columns:
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind}
//   post: {type: term, vocabulary: post_kind, zh: 岗位, en: Post}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   since: {type: start, zh: 任职起, en: Since}
//   until: {type: end, zh: 任职止, en: Until}
//   certain: {type: yes_no, zh: 确定在任, en: Certain}
//   set_up: {type: start, zh: 岗位设立, en: Post set up}
//   abolished: {type: end, zh: 岗位撤销, en: Post abolished}
//   founded: {type: start, zh: 成立, en: Founded}
//   dissolved: {type: end, zh: 撤销, en: Dissolved}
//   home: {type: text, zh: 组织归属区域编号, en: Home area id}
//   body_id: {type: text, zh: 组织编号, en: Body id}
//   post_id: {type: text, zh: 岗位编号, en: Post id}
//   person: {type: text, zh: 人员编号, en: Person id}
//   hold: {type: text, zh: 任职编号, en: Term id}
// key: [body_id, post_id, hold]
// order: [body_id, post_id, hold, person, home]
// # The walk is not dated, so decision 0001's trap is not met; links of all times are walked.
MATCH (n:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE n.id = $body
MATCH p = (n)-[:REPORTS_TO*0..8]->(o:Organization)
WITH o, max(CASE WHEN top.id IN $areas THEN 1 ELSE 0 END) AS inside
WHERE inside = 1
OPTIONAL MATCH (o)-[:BASED_IN]->(a:Area)
OPTIONAL MATCH (o)<-[:POST_IN]-(t:Post)
WHERE t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head',
  'neighbour_head', 'residents_group_head', 'patch_head', 'convenor', 'leader']
OPTIONAL MATCH (t)<-[h:HOLDS]-(m:Person)
RETURN o.name AS body, o.kind AS kind, t.kind AS post, m.name AS holder,
  h.from_min AS since_min, h.from_max AS since_max, h.to_min AS until_min, h.to_max AS until_max,
  (h.from_max <= $as_of AND $as_of < h.to_min) AS certain,
  t.from_min AS set_up_min, t.from_max AS set_up_max, t.to_min AS abolished_min, t.to_max AS abolished_max,
  o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  a.id AS home, o.id AS body_id, t.id AS post_id, m.id AS person, h.id AS hold

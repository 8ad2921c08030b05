// what:
//   zh: 一个组织逐级往上（曾）隶属于谁，不论何时；日期由使用者判断。
//   en: Whom a body and all above it report to, or have reported to, at any time; the dates are for the reader to judge.
// grain: one row a link upwards
// absent: {zh: "这个组织不在所问区域，或就台账所见不隶属于谁", en: "the body is not in the areas asked about, or reports to nobody as far as the ledgers say"}
// parameters:
//   body: {type: organization, zh: 组织（名称或编号）, en: body by name or id}
// columns:
//   lower: {type: name, zh: 组织, en: Body}
//   upper: {type: name, zh: 上级组织, en: Body above}
//   since: {type: start, zh: 隶属起, en: Since}
//   until: {type: end, zh: 隶属止, en: Until}
//   certain: {type: yes_no, zh: 确定隶属, en: Certain}
//   lower_id: {type: text, zh: 组织编号, en: Body id}
//   upper_id: {type: text, zh: 上级组织编号, en: Id of the body above}
//   link: {type: text, zh: 隶属编号, en: Link id}
// key: [link]
// order: [lower_id, upper_id, link]
// # The walk is not dated (decision 0001). An OPTIONAL MATCH where a MATCH would do: Ladybug would scan all links for the second.
MATCH (n:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE n.id = $body
MATCH p = (n)-[:REPORTS_TO*0..7]->(o:Organization)
WITH o, max(CASE WHEN top.id IN $areas THEN 1 ELSE 0 END) AS inside
WHERE inside = 1
OPTIONAL MATCH (o)-[r:REPORTS_TO]->(m:Organization)
WITH o, r, m
WHERE m.id IS NOT NULL
RETURN o.name AS lower, m.name AS upper, r.from_min AS since_min, r.from_max AS since_max, r.to_min AS until_min, r.to_max AS until_max,
  (r.from_max <= $as_of AND $as_of < r.to_min) AS certain, o.id AS lower_id, m.id AS upper_id, r.id AS link

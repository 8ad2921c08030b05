// what:
//   zh: 某组织之下逐级有哪些组织。
//   en: Every body below a body, step by step.
// grain: one row a body below and body directly above it, at the fewest steps; in a circle a body stands below itself
// absent: {zh: "没有组织隶属于它", en: "nothing reports to this body"}
// parameters:
//   body: {type: organization, zh: 组织（名称或编号）, en: body by name or id}
// columns:
//   step: {type: count, zh: 级, en: Step}
//   name: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind}
//   above: {type: name, zh: 上级组织, en: Body above}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   below: {type: text, zh: 组织编号, en: Body id}
//   above_id: {type: text, zh: 上级组织编号, en: Id of the body above}
// key: [below, above_id]
// # The dates of both links are judged after the walk, on aggregates (decision 0001).
MATCH (o:Organization)<-[a:ANSWERS_TO]-(n:Organization)<-[r:REPORTS_TO]-(m:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE o.id = $body AND top.id IN $areas
  AND o.from_min <= $as_of AND $as_of < o.to_max AND n.from_min <= $as_of AND $as_of < n.to_max
  AND m.from_min <= $as_of AND $as_of < m.to_max
WITH m, n, a.id AS one, r.id AS other, min(a.step) AS way, min(a.from_min) AS a1, min(a.from_max) AS a2, min(a.to_min) AS a3, min(a.to_max) AS a4,
  min(r.from_min) AS r1, min(r.from_max) AS r2, min(r.to_min) AS r3, min(r.to_max) AS r4
WHERE a1 <= $as_of AND $as_of < a4 AND r1 <= $as_of AND $as_of < r4
WITH m, n, min(way) + 1 AS step,
  max(CASE WHEN a2 <= $as_of AND $as_of < a3 AND r2 <= $as_of AND $as_of < r3 THEN 1 ELSE 0 END) AS sure
RETURN step AS step, m.name AS name, m.kind AS kind, n.name AS above, (sure = 1) AS certain, m.id AS below, n.id AS above_id
ORDER BY step, kind, name, below, above_id

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
// # Each dated link has a MATCH of its own: as one step of a longer walk Ladybug now and then lets forbidden rows in (decision 0001).
MATCH (o:Organization)<-[a:ANSWERS_TO]-(n:Organization)
WHERE o.id = $body AND a.from_min <= $as_of AND $as_of < a.to_max
  AND o.from_min <= $as_of AND $as_of < o.to_max AND n.from_min <= $as_of AND $as_of < n.to_max
WITH a, n
MATCH (n)<-[r:REPORTS_TO]-(m:Organization)
WHERE r.from_min <= $as_of AND $as_of < r.to_max AND m.from_min <= $as_of AND $as_of < m.to_max
WITH a, r, n, m
MATCH (m)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH m, n, min(a.step) + 1 AS step,
  max(CASE WHEN a.from_max <= $as_of AND $as_of < a.to_min AND r.from_max <= $as_of AND $as_of < r.to_min THEN 1 ELSE 0 END) AS sure
RETURN step AS step, m.name AS name, m.kind AS kind, n.name AS above, (sure = 1) AS certain, m.id AS below, n.id AS above_id
ORDER BY step, kind, name, below, above_id

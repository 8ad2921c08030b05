// what:
//   zh: 一个小区里有哪些组织：覆盖它的、代表业主的、服务它的。
//   en: "The bodies of a compound: those that cover it, act for its owners or serve it."
// grain: one row a body
// absent: {zh: "当日台账里没有这样的组织", en: "no such body is in the ledgers on that day"}
// parameters:
//   compound: {type: compound, zh: 小区（名称或编号）, en: compound by name or id}
// columns:
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind}
//   since: {type: start, zh: 起, en: Since}
//   until: {type: end, zh: 止, en: Until}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   body_id: {type: text, zh: 组织编号, en: Body id}
// key: [body_id]
// # Whether the body itself is in force is judged last: in the MATCH it makes Ladybug scan every body (15 ms instead of 2).
// # Each dated link has a MATCH of its own: as one step of a longer walk Ladybug now and then lets forbidden rows in (decision 0001).
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $compound AND top.id IN $areas
WITH DISTINCT c
MATCH (c)<-[v:COVERS|ACTS_FOR|SERVES]-(o:Organization)
WHERE v.from_min <= $as_of AND $as_of < v.to_max
WITH o, min(v.from_min) AS since_min, min(v.from_max) AS since_max, max(v.to_min) AS until_min, max(v.to_max) AS until_max,
  max(CASE WHEN o.from_min <= $as_of AND $as_of < o.to_max THEN 1 ELSE 0 END) AS there,
  max(CASE WHEN v.from_max <= $as_of AND $as_of < v.to_min AND o.from_max <= $as_of AND $as_of < o.to_min THEN 1 ELSE 0 END) AS sure
WHERE there = 1
RETURN o.name AS body, o.kind AS kind, since_min AS since_min, since_max AS since_max, until_min AS until_min, until_max AS until_max,
  (sure = 1) AS certain, o.id AS body_id
ORDER BY kind, body, body_id

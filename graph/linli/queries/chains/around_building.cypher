// what:
//   zh: 谁（曾）覆盖一个楼栋：直接覆盖它的组织，覆盖它所在小区、网格的组织，不论何时；日期由使用者判断。
//   en: "Who covers, or has covered, a building: bodies that cover it, its compound or its grid, at any time; the dates are for the reader to judge."
// grain: one row a coverage, and a row without a body where nobody has ever covered the building itself, and one where nobody covers what is around it
// absent: {zh: "没有这个楼栋", en: "there is no such building"}
// parameters:
//   place: {type: building, zh: 楼栋（小区/楼栋或编号）, en: building as compound/building or id}
// columns:
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind}
//   away: {type: count, zh: 相隔, en: Steps away}
//   since: {type: start, zh: 覆盖起, en: Covered since}
//   until: {type: end, zh: 覆盖止, en: Covered until}
//   certain: {type: yes_no, zh: 确定覆盖, en: Certain}
//   founded: {type: start, zh: 成立, en: Founded}
//   dissolved: {type: end, zh: 撤销, en: Dissolved}
//   place_name: {type: name, zh: 地方, en: Place}
//   compound_name: {type: name, zh: 小区, en: Compound}
//   compound: {type: text, zh: 小区编号, en: Compound id}
//   area: {type: text, zh: 区域编号, en: Area id}
//   body_id: {type: text, zh: 组织编号, en: Body id}
//   cover: {type: text, zh: 覆盖编号, en: Coverage id}
// key: [away, body_id, cover]
// order: [away, body_id, cover, compound, area]
// # `as_of` is no filter here: what has ended tells why a way up is broken. No dated link is filtered (decision 0001).
// # The scope is an aggregate, and an OPTIONAL MATCH stands where a MATCH would do: else Ladybug scans whole tables (25 ms instead of 1).
MATCH (b:Building)-[:LOCATED_IN]->(c:Compound)-[:LOCATED_IN]->(a:Area)-[:WITHIN]->(top:Area)
WHERE b.id = $place
OPTIONAL MATCH (b)<-[v:COVERS]-(n:Organization)
WITH b, c, a, n, v, max(CASE WHEN top.id IN $areas THEN 1 ELSE 0 END) AS inside
WHERE inside = 1
RETURN n.name AS body, n.kind AS kind, 0 AS away, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain,
  n.from_min AS founded_min, n.from_max AS founded_max, n.to_min AS dissolved_min, n.to_max AS dissolved_max,
  b.name AS place_name, c.name AS compound_name, c.id AS compound, a.id AS area, n.id AS body_id, v.id AS cover
UNION ALL
MATCH (b:Building)-[:LOCATED_IN]->(c:Compound)-[:LOCATED_IN]->(a:Area)-[:WITHIN]->(top:Area)
WHERE b.id = $place
OPTIONAL MATCH (c)<-[v:COVERS]-(n:Organization)
WITH b, c, a, n, v, max(CASE WHEN top.id IN $areas THEN 1 ELSE 0 END) AS inside
WHERE inside = 1
RETURN n.name AS body, n.kind AS kind, 1 AS away, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain,
  n.from_min AS founded_min, n.from_max AS founded_max, n.to_min AS dissolved_min, n.to_max AS dissolved_max,
  b.name AS place_name, c.name AS compound_name, c.id AS compound, a.id AS area, n.id AS body_id, v.id AS cover
UNION ALL
MATCH (b:Building)-[:LOCATED_IN]->(c:Compound)-[:LOCATED_IN]->(a:Area)-[:WITHIN]->(top:Area)
WHERE b.id = $place
OPTIONAL MATCH (b)-[:LOCATED_IN]->(g:Grid)
OPTIONAL MATCH (g)<-[v:COVERS]-(n:Organization)
WITH b, c, a, n, v, max(CASE WHEN top.id IN $areas THEN 1 ELSE 0 END) AS inside
WHERE inside = 1
RETURN n.name AS body, n.kind AS kind, 1 AS away, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain,
  n.from_min AS founded_min, n.from_max AS founded_max, n.to_min AS dissolved_min, n.to_max AS dissolved_max,
  b.name AS place_name, c.name AS compound_name, c.id AS compound, a.id AS area, n.id AS body_id, v.id AS cover

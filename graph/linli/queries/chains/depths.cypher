// what:
//   zh: 从最低一级组织（楼栋党小组、党员中心户、小区和网格党支部、邻）到顶，各有几级，各多少个组织。
//   en: "How many levels lie between the lowest bodies (groups of buildings, centre households, branches of compounds and grids, neighbourhoods) and the top, and of how many bodies."
// grain: one row a kind of lowest body and kind of top and number of levels, both ends counted, on the shortest way; a body under two tops counts under each
// absent: {zh: "就台账所见，当日没有这样的一条链", en: "no such chain is known on that day; a body in a circle has no top"}
// columns:
//   lowest: {type: term, vocabulary: organization_kind, zh: 最低一级, en: Lowest}
//   top: {type: term, vocabulary: organization_kind, zh: 最高一级, en: Top}
//   levels: {type: count, zh: 级数, en: Levels}
//   bodies: {type: count, zh: 组织数, en: Bodies}
// key: [lowest, top, levels]
// order: [lowest, top, levels]
// # Two parts: bodies with something above them, and those that are their own top. Step by step from the top: a walk in one
// # piece takes seven times as long, and Ladybug 0.22 gives wrong rows where a dated link is part of a longer walk.
MATCH (t:Organization)
WHERE t.from_min <= $as_of AND $as_of < t.to_max
OPTIONAL MATCH (t)-[u:REPORTS_TO]->(w:Organization)
WHERE u.from_min <= $as_of AND $as_of < u.to_max AND w.from_min <= $as_of AND $as_of < w.to_max
WITH t, count(w) AS above
WHERE above = 0
MATCH (t)<-[a:ANSWERS_TO]-(m:Organization)
WHERE a.from_min <= $as_of AND $as_of < a.to_max AND m.from_min <= $as_of AND $as_of < m.to_max
WITH t, m, min(a.step) + 2 AS way
MATCH (m)<-[r:REPORTS_TO]-(n:Organization)
WHERE n.kind IN ['building_group', 'centre_household', 'compound_branch', 'grid_branch', 'neighbour_unit']
  AND r.from_min <= $as_of AND $as_of < r.to_max AND n.from_min <= $as_of AND $as_of < n.to_max
WITH t, n, min(way) AS levels
MATCH (n)-[:BASED_IN]->(:Area)-[:WITHIN]->(x:Area)
WHERE x.id IN $areas
RETURN n.kind AS lowest, t.kind AS top, levels AS levels, count(DISTINCT n) AS bodies
UNION ALL
MATCH (n:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(x:Area)
WHERE x.id IN $areas AND n.kind IN ['building_group', 'centre_household', 'compound_branch', 'grid_branch', 'neighbour_unit']
  AND n.from_min <= $as_of AND $as_of < n.to_max
WITH DISTINCT n
OPTIONAL MATCH (n)-[u:REPORTS_TO]->(w:Organization)
WHERE u.from_min <= $as_of AND $as_of < u.to_max AND w.from_min <= $as_of AND $as_of < w.to_max
WITH n, count(w) AS above
WHERE above = 0
RETURN n.kind AS lowest, n.kind AS top, 1 AS levels, count(n) AS bodies

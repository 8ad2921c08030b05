// what:
//   zh: 哪些楼栋没有自己的党小组等组织覆盖；其中哪些连小区也没有支部覆盖。
//   en: "Buildings that no body covers by themselves, and among them those whose compound nobody covers either."
// grain: one row a building
// absent: {zh: "该楼栋有自己的组织覆盖，或不在台账里", en: "the building has a body of its own, or is not in the ledgers"}
// columns:
//   community: {type: name, zh: 社区, en: Community}
//   compound: {type: name, zh: 小区, en: Compound}
//   building: {type: name, zh: 楼栋, en: Building}
//   state: {type: term, vocabulary: building_state, zh: 情况, en: State}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   households: {type: count, zh: 户数, en: Households}
//   building_id: {type: text, zh: 楼栋编号, en: Building id}
// key: [building_id]
MATCH (b:Building)-[:LOCATED_IN]->(c:Compound)-[:LOCATED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT b, c, area
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger IN ['organizations', 'coverage'] AND s.day <= $as_of
WITH b, c, area, count(DISTINCT s.ledger) AS stated
OPTIONAL MATCH (b)<-[v:COVERS]-(g:Organization)
WHERE v.from_min <= $as_of AND $as_of < v.to_max AND g.from_min <= $as_of AND $as_of < g.to_max
WITH b, c, area, stated, count(g.id) AS groups
WHERE groups = 0
OPTIONAL MATCH (c)<-[w:COVERS]-(o:Organization)
WHERE w.from_min <= $as_of AND $as_of < w.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH b, c, area, stated, count(o.id) AS branches,
  max(CASE WHEN w.from_max <= $as_of AND $as_of < w.to_min AND o.from_max <= $as_of AND $as_of < o.to_min THEN 1 ELSE 0 END) AS sure
RETURN area.name AS community, c.name AS compound, b.name AS building,
  CASE WHEN branches > 0 THEN 'compound_only' WHEN stated = 2 THEN 'nobody' ELSE 'unknown' END AS state,
  (stated = 2 AND (branches = 0 OR sure = 1)) AS certain, b.households AS households, b.id AS building_id
ORDER BY community, compound, building, building_id

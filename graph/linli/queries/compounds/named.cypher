// what: {zh: 名称里含有某些字的小区。, en: Compounds whose name contains a text.}
// grain: one row a compound
// absent: {zh: "这些区域里没有这样名称的小区", en: "no compound in these areas has such a name"}
// parameters:
//   name: {type: name, zh: 名称的一部分, en: part of the name}
// columns:
//   name: {type: name, zh: 小区, en: Compound}
//   place: {type: name, zh: 社区, en: Community}
//   name_key: {type: text, zh: 匹配用名, en: Matching form}
//   id: {type: text, zh: 小区编号, en: Compound id}
// key: [id]
MATCH (c:Compound)-[:LOCATED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND ($name = '' OR c.name_key CONTAINS $name) AND c.from_min <= $as_of AND $as_of < c.to_max
WITH DISTINCT c, area
RETURN c.name AS name, area.name AS place, c.name_key AS name_key, c.id AS id
ORDER BY name, id

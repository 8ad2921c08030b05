// what: {zh: 名称里含有某些字的小区里，名称里含有某些字的楼栋。, en: Buildings whose name contains a text in compounds whose name does.}
// grain: one row a building
// absent: {zh: "这些区域里没有这样名称的楼栋", en: "no building in these areas has such a name"}
// parameters:
//   compound: {type: name, zh: 小区名称的一部分, en: part of the compound's name}
//   name: {type: name, zh: 楼栋名称的一部分, en: part of the building's name}
// columns:
//   name: {type: name, zh: 楼栋, en: Building}
//   place: {type: name, zh: 小区, en: Compound}
//   name_key: {type: text, zh: 匹配用名, en: Matching form}
//   place_key: {type: text, zh: 小区匹配用名, en: Matching form of the compound}
//   id: {type: text, zh: 楼栋编号, en: Building id}
// key: [id]
MATCH (b:Building)-[:LOCATED_IN]->(c:Compound)-[:LOCATED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND ($compound = '' OR c.name_key CONTAINS $compound) AND ($name = '' OR b.name_key CONTAINS $name)
  AND b.from_min <= $as_of AND $as_of < b.to_max
WITH DISTINCT b, c
RETURN b.name AS name, c.name AS place, b.name_key AS name_key, c.name_key AS place_key, b.id AS id
ORDER BY place, name, id

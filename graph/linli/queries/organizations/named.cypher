// what: {zh: 名称里含有某些字的组织。, en: Bodies whose name contains a text.}
// grain: one row a body
// absent: {zh: "当日这些区域里没有这样名称的组织", en: "no body in these areas has such a name on that day"}
// parameters:
//   name: {type: name, zh: 名称的一部分, en: part of the name}
// columns:
//   name: {type: name, zh: 组织, en: Body}
//   place: {type: name, zh: 归属区域, en: Home area}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind}
//   name_key: {type: text, zh: 匹配用名, en: Matching form}
//   id: {type: text, zh: 组织编号, en: Body id}
// key: [id]
MATCH (o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND ($name = '' OR o.name_key CONTAINS $name) AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT o, area
RETURN o.name AS name, area.name AS place, o.kind AS kind, o.name_key AS name_key, o.id AS id
ORDER BY name, kind, id

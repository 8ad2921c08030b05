// what: {zh: 有哪些区域，各叫什么名称。, en: The areas and their names.}
// grain: one row an area
// absent: {zh: "该区域不在台账里，或不在所问的范围里", en: "the area is not in the ledgers, or lies outside the areas asked about"}
// columns:
//   id: {type: text, zh: 区划代码, en: Area code}
//   name: {type: name, zh: 区域, en: Area}
//   name_key: {type: text, zh: 匹配用名, en: Matching form}
//   level: {type: term, vocabulary: area_level, zh: 层级, en: Level}
// key: [id]
MATCH (a:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND a.from_min <= $as_of AND $as_of < a.to_max
WITH DISTINCT a
RETURN a.id AS id, a.name AS name, a.name_key AS name_key, a.level AS level
ORDER BY id

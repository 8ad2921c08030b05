// what:
//   zh: 每个区域（含其下各级）有多少小区、楼栋、户、组织。
//   en: How many compounds, buildings, households and bodies each area has, all below it included.
// grain: one row an area
// absent: {zh: "该区域不在台账里，或不在所问的范围里", en: "the area is not in the ledgers, or lies outside the areas asked about"}
// columns:
//   area: {type: text, zh: 区划代码, en: Area code}
//   name: {type: name, zh: 区域, en: Area}
//   level: {type: term, vocabulary: area_level, zh: 层级, en: Level}
//   compounds: {type: count, zh: 小区数, en: Compounds}
//   households: {type: count, zh: 户数, en: Households}
//   buildings: {type: count, zh: 楼栋数, en: Buildings}
//   bodies: {type: count, zh: 当日组织数, en: Bodies on the day}
// key: [area]
MATCH (a:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT a
OPTIONAL MATCH (a)<-[:WITHIN]-(:Area)<-[:LOCATED_IN]-(c:Compound)
WITH a, count(c.id) AS compounds, sum(c.households) AS households
OPTIONAL MATCH (a)<-[:WITHIN]-(:Area)<-[:LOCATED_IN]-(:Compound)<-[:LOCATED_IN]-(b:Building)
WITH a, compounds, households, count(b.id) AS buildings
OPTIONAL MATCH (a)<-[:WITHIN]-(:Area)<-[:BASED_IN]-(o:Organization)
WHERE o.from_min <= $as_of AND $as_of < o.to_max
WITH a, compounds, households, buildings, count(o.id) AS bodies
RETURN a.id AS area, a.name AS name, a.level AS level, compounds AS compounds, coalesce(households, 0) AS households,
  buildings AS buildings, bodies AS bodies
ORDER BY area

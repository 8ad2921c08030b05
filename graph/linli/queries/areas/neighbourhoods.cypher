// what:
//   zh: 每个邻联系多少户，当日有几个邻长，户数是否在5至15户之间。
//   en: How many households each neighbourhood looks after, how many heads it has on a day, and whether it has 5 to 15 households.
// grain: one row a neighbourhood
// absent: {zh: "这个邻不在台账里，或不在所问的范围里", en: "the neighbourhood is not in the ledgers, or lies outside the areas asked about"}
// columns:
//   area: {type: text, zh: 区划代码, en: Area code}
//   name: {type: name, zh: 邻, en: Neighbourhood}
//   households: {type: count, zh: 联系户数, en: Households looked after}
//   heads: {type: count, zh: 邻长数, en: Heads}
//   in_range: {type: yes_no, zh: 在5至15户之间, en: 5 to 15 households}
// key: [area]
MATCH (a:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND a.level = 'neighbourhood'
WITH DISTINCT a
OPTIONAL MATCH (a)<-[v:COVERS]-(o:Organization)
WHERE v.from_min <= $as_of AND $as_of < v.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT a, o
OPTIONAL MATCH (o)<-[:POST_IN]-(t:Post)
WHERE t.kind = 'neighbour_head' AND t.from_min <= $as_of AND $as_of < t.to_max
WITH a, t
OPTIONAL MATCH (t)<-[h:HOLDS]-(p:Person)
WHERE h.from_min <= $as_of AND $as_of < h.to_max
WITH a, count(DISTINCT p) AS heads
RETURN a.id AS area, a.name AS name, a.households AS households, heads AS heads,
  (a.households >= 5 AND a.households <= 15) AS in_range
ORDER BY area

// what:
//   zh: 每个社区的小区有多少单位来报到，报到多少在职党员，涉及几个小区。
//   en: How many units report in at the compounds of each community, with how many working members, at how many compounds.
// grain: one row a community; members adds up what the check-ins say, and is blank where none says a number
// absent: {zh: "该社区不在台账里，或不在所问的范围里", en: "the community is not in the ledgers, or lies outside the areas asked about"}
// columns:
//   area: {type: text, zh: 区划代码, en: Area code}
//   name: {type: name, zh: 社区, en: Community}
//   units: {type: count, zh: 报到单位数, en: Units}
//   members: {type: count, zh: 报到人数, en: Members}
//   compounds: {type: count, zh: 有报到的小区数, en: Compounds with check-ins}
// key: [area]
// # Check-ins have a MATCH of one link to themselves: as part of a longer walk a dated link loses rows in Ladybug 0.22.
MATCH (a:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND a.level = 'community'
WITH DISTINCT a
OPTIONAL MATCH (a)<-[:WITHIN]-(:Area)<-[:LOCATED_IN]-(b:Compound)
WITH a, b
OPTIONAL MATCH (c:Compound)<-[r:REPORTS_IN]-(o:Organization)
WHERE c.id = b.id AND r.from_min <= $as_of AND $as_of < r.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH a, count(DISTINCT o.id) AS units, count(r.members) AS told, sum(r.members) AS members, count(DISTINCT c.id) AS compounds
RETURN a.id AS area, a.name AS name, units AS units, CASE WHEN told > 0 THEN members END AS members, compounds AS compounds
ORDER BY area

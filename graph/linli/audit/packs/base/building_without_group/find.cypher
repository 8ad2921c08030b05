// columns:
//   subject: {type: text, zh: 楼栋编号, en: Building id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   compound: {type: name, zh: 小区, en: Compound}
//   building: {type: name, zh: 楼栋, en: Building}
//   households: {type: count, zh: 户数, en: Households}
// key: [subject]
// order: [compound, building, subject]
// # Statements first, area by area: asked building by building they cost more than the rest.
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger IN ['organizations', 'coverage'] AND s.day <= $as_of
WITH area, count(DISTINCT s.ledger) AS stated
MATCH (area)<-[:LOCATED_IN]-(c:Compound)<-[:LOCATED_IN]-(b:Building)
WHERE b.from_min <= $as_of AND $as_of < b.to_max
  AND NOT EXISTS {
    MATCH (b)<-[v:COVERS]-(o:Organization)
    WHERE o.kind = 'building_group' AND v.from_min <= $as_of AND $as_of < v.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
  }
RETURN b.id AS subject, c.id AS place, CASE WHEN stated = 2 THEN 'fail' ELSE 'unknown' END AS verdict, (stated = 2) AS certain,
  c.name AS compound, b.name AS building, b.households AS households

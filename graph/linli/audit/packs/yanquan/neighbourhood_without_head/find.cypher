// columns:
//   subject: {type: text, zh: 区域编号, en: Area id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   name: {type: name, zh: 邻, en: Neighbourhood}
//   households: {type: count, zh: 联系户数, en: Households}
// key: [subject]
// order: [name, subject]
MATCH (a:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND a.level = 'neighbourhood' AND a.from_min <= $as_of AND $as_of < a.to_max
WITH DISTINCT a
OPTIONAL MATCH (a)<-[v:COVERS]-(o:Organization)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)
WHERE t.kind = 'neighbour_head' AND v.from_min <= $as_of AND $as_of < v.to_max AND o.from_min <= $as_of AND $as_of < o.to_max AND t.from_min <= $as_of AND $as_of < t.to_max AND h.from_min <= $as_of AND $as_of < h.to_max
WITH a, count(DISTINCT p.id) AS heads
WHERE heads = 0
OPTIONAL MATCH (a)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger IN ['organizations', 'posts'] AND s.day <= $as_of
WITH a, count(DISTINCT s.ledger) AS stated
RETURN a.id AS subject, a.id AS place, CASE WHEN stated = 2 THEN 'fail' ELSE 'unknown' END AS verdict, (stated = 2) AS certain,
  a.name AS name, a.households AS households

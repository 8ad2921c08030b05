// what:
//   zh: 每一类阵地当日有多少处，服务（含所在）多少个小区，共多少平方米。
//   en: How many venues of each kind there are on a day, how many compounds they serve or stand in, and how many square metres they have.
// grain: one row a kind of venue; a blank kind is one that the ledgers leave out; square_metres adds up what is given, and is blank where nothing is
// absent: {zh: "就台账所见，当日没有这一类阵地", en: "no venue of this kind is known on that day"}
// columns:
//   kind: {type: term, vocabulary: venue_kind, zh: 阵地类型, en: Kind of venue}
//   venues: {type: count, zh: 阵地数, en: Venues}
//   compounds: {type: count, zh: 服务小区数, en: Compounds}
//   square_metres: {type: ratio, zh: 面积（平方米）, en: Square metres}
// key: [kind]
MATCH (v:Venue)
WHERE v.from_min <= $as_of AND $as_of < v.to_max
OPTIONAL MATCH (v)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(x:Area)
WHERE x.id IN $areas
WITH v, count(x.id) AS here
OPTIONAL MATCH (v)-[:LOCATED_IN]->(:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(y:Area)
WHERE y.id IN $areas
WITH v, here, count(y.id) AS inside
WHERE here + inside > 0
OPTIONAL MATCH (v)-[s:SERVES|LOCATED_IN]->(c:Compound)
WHERE s.from_min <= $as_of AND $as_of < s.to_max
WITH v, min(c.id) AS first
OPTIONAL MATCH (v)-[s:SERVES|LOCATED_IN]->(c:Compound)
WHERE s.from_min <= $as_of AND $as_of < s.to_max
WITH v, c, CASE WHEN first IS NULL OR c.id = first THEN v.square_metres END AS metres, count(s.id) AS ways
WITH v.kind AS kind, count(DISTINCT v.id) AS venues, count(DISTINCT c.id) AS compounds, count(metres) AS told, sum(metres) AS metres
RETURN kind AS kind, venues AS venues, compounds AS compounds, CASE WHEN told > 0 THEN round(metres, 2) END AS square_metres
ORDER BY kind

// what:
//   zh: 小区、联合、网格党支部书记和网格长各从哪里来，各多少人。
//   en: "Where the secretaries of compounds' branches and the grid heads come from: how many persons of each origin."
// grain: one row an origin; a person with several such posts counts once in each column; a blank origin is one that the ledgers leave out
// absent: {zh: "就台账所见，当日没有这一来源的书记或网格长", en: "no secretary or grid head of this origin is known on that day"}
// columns:
//   origin: {type: term, vocabulary: origin, zh: 人员来源, en: Origin}
//   secretaries: {type: count, zh: 书记, en: Secretaries}
//   grid_heads: {type: count, zh: 网格长, en: Grid heads}
//   either: {type: count, zh: 两者之一, en: Either}
// key: [origin]
MATCH (t:Post)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND t.from_min <= $as_of AND $as_of < t.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
  AND (t.kind = 'grid_head' OR (t.kind = 'secretary' AND o.kind IN ['compound_branch', 'joint_branch', 'grid_branch']))
WITH DISTINCT t
MATCH (t)<-[h:HOLDS]-(p:Person)
WHERE h.from_min <= $as_of AND $as_of < h.to_max
RETURN h.origin AS origin, count(DISTINCT CASE WHEN t.kind = 'secretary' THEN p.id END) AS secretaries,
  count(DISTINCT CASE WHEN t.kind = 'grid_head' THEN p.id END) AS grid_heads, count(DISTINCT p) AS either
ORDER BY origin

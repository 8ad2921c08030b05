// columns:
//   subject: {type: text, zh: 业委会编号, en: Committee id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
// # Most ledgers have no such column: a committee of which none says anything is not asked.
MATCH (t:Post)<-[h:HOLDS]-(:Person)
WHERE h.relative_here IS NOT NULL AND h.from_min <= $as_of AND $as_of < h.to_max
WITH DISTINCT t
MATCH (t)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND t.kind <> 'alternate_member' AND t.from_min <= $as_of AND $as_of < t.to_max AND o.kind = 'owners_committee' AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT o, area
OPTIONAL MATCH (o)-[w:ACTS_FOR]->(c:Compound)
WHERE w.from_min <= $as_of AND $as_of < w.to_max
WITH o, area, min(c.id) AS estate
RETURN o.id AS subject, coalesce(estate, area.id) AS place, 'asked' AS state

// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 地方编号, en: Place id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   committee: {type: name, zh: 业委会, en: Committee}
//   compound: {type: name, zh: 小区, en: Compound}
// key: [subject]
// order: [committee, subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind = 'owners_committee' AND o.from_min <= $as_of AND $as_of < o.to_max
  AND o.filing IS NULL AND o.from_min + $grace <= $as_of
WITH o, area
OPTIONAL MATCH (o)-[w:ACTS_FOR]->(c:Compound)
WHERE w.from_min <= $as_of AND $as_of < w.to_max
WITH o, area, min(c.id) AS estate, min(c.name) AS compound, count(w.document) AS documents
WHERE documents = 0
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'organizations' AND s.day <= $as_of
WITH o, area, estate, compound, count(s.id) AS stated
RETURN o.id AS subject, coalesce(estate, area.id) AS place, CASE WHEN stated > 0 THEN 'fail' ELSE 'unknown' END AS verdict,
  (stated > 0 AND o.from_max + $grace <= $as_of AND $as_of < o.to_min) AS certain, o.name AS committee, compound AS compound

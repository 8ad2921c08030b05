// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 地方编号, en: Place id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   committee: {type: name, zh: 业委会, en: Committee}
//   compound: {type: name, zh: 小区, en: Compound}
//   members: {type: count, zh: 成员数, en: Members}
//   members_possible: {type: count, zh: 可能的成员数, en: Possible members}
//   least: {type: count, zh: 最少人数, en: Fewest}
//   most: {type: count, zh: 最多人数, en: Most}
// key: [subject]
// order: [committee, subject]
// # The number that the ledger of bodies states counts; else those in office are counted. `first` to `last` are the sizes in range that may be true. Two who may sit there on the day
// # and may be one make the number doubtful.
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind = 'owners_committee' AND o.from_min <= $as_of AND $as_of < o.to_max
WITH o, area
OPTIONAL MATCH (o)-[w:ACTS_FOR]->(c:Compound)
WHERE w.from_min <= $as_of AND $as_of < w.to_max
WITH o, area, min(c.id) AS estate, min(c.name) AS compound
OPTIONAL MATCH (o)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)
WHERE t.kind <> 'alternate_member' AND t.from_min <= $as_of AND $as_of < t.to_max AND h.from_min <= $as_of AND $as_of < h.to_max
WITH o, area, estate, compound, p.id AS person, max(CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min THEN 1 ELSE 0 END) AS sure
WITH o, area, estate, compound, count(person) AS possible, sum(CASE WHEN person IS NOT NULL THEN sure ELSE 0 END) AS known
WITH o, area, estate, compound, coalesce(o.members, known) AS low, coalesce(o.members, possible) AS high
WHERE high > 0 AND (low <> high OR low < $least OR low > $most OR low % 2 = 0)
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'posts' AND s.day <= $as_of
WITH o, area, estate, compound, low, high, count(s.id) AS stated
WITH o, area, estate, compound, low, high, (stated > 0 OR o.members IS NOT NULL) AS whole,
  CASE WHEN low < $least THEN $least ELSE low END AS first, CASE WHEN high > $most THEN $most ELSE high END AS last
WITH o, area, estate, compound, low, high, (low > $most OR (whole AND (first > last OR (first = last AND first % 2 = 0)))) AS wrong
OPTIONAL MATCH (o)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)
WHERE wrong AND t.kind <> 'alternate_member' AND t.from_min <= $as_of AND $as_of < t.to_max AND h.from_min <= $as_of AND $as_of < h.to_max
WITH DISTINCT o, area, estate, compound, low, high, wrong, p
OPTIONAL MATCH (p)-[:MAY_BE]->(q:Person)-[h:HOLDS]->(t:Post)-[:POST_IN]->(b:Organization)
WHERE b.id = o.id
WITH o, area, estate, compound, low, high, wrong, sum(CASE WHEN b.id IS NOT NULL AND t.kind <> 'alternate_member' AND t.from_min <= $as_of AND $as_of < t.to_max
  AND h.from_min <= $as_of AND $as_of < h.to_max THEN 1 ELSE 0 END) AS doubts
RETURN o.id AS subject, coalesce(estate, area.id) AS place, CASE WHEN wrong THEN 'fail' ELSE 'unknown' END AS verdict,
  (wrong AND (doubts = 0 OR o.members IS NOT NULL)) AS certain, o.name AS committee, compound AS compound, low AS members, high AS members_possible,
  $least AS least, $most AS most

// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 地方编号, en: Place id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   branch: {type: name, zh: 支部, en: Branch}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind of body}
//   full_members: {type: count, zh: 正式党员数, en: Full members}
//   members: {type: count, zh: 班子人数, en: In leading posts}
//   members_possible: {type: count, zh: 可能的班子人数, en: Possibly in leading posts}
//   fewest: {type: count, zh: 最少, en: Fewest}
//   largest: {type: count, zh: 最多, en: Most}
// key: [subject]
// order: [branch, subject]
// # Secretary and deputy are of the committee. Too many fail as they stand; too few only where the ledger of posts is whole.
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND o.from_min <= $as_of AND $as_of < o.to_max
WITH o, area
OPTIONAL MATCH (o)-[w:COVERS]->(c:Compound)
WHERE w.from_min <= $as_of AND $as_of < w.to_max
WITH o, area, min(c.id) AS estate
OPTIONAL MATCH (o)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)
WHERE t.kind IN ['secretary', 'deputy_secretary', 'organization_commissioner', 'publicity_commissioner', 'discipline_commissioner', 'committee_member']
  AND t.from_min <= $as_of AND $as_of < t.to_max AND h.from_min <= $as_of AND $as_of < h.to_max
WITH o, area, estate, p.id AS person, max(CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min THEN 1 ELSE 0 END) AS sure
WITH o, area, estate, count(person) AS high, sum(CASE WHEN person IS NOT NULL THEN sure ELSE 0 END) AS low,
  CASE WHEN o.full_members >= $threshold THEN $least ELSE 0 END AS fewest, CASE WHEN o.full_members >= $threshold THEN $most ELSE $small END AS largest
WHERE o.full_members IS NULL OR low < fewest OR high > largest
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'posts' AND s.day <= $as_of
WITH o, area, estate, low, high, fewest, largest, count(s.id) AS stated
WITH o, area, estate, low, high, fewest, largest, (o.full_members IS NOT NULL AND (low > largest OR (high < fewest AND stated > 0))) AS wrong
RETURN o.id AS subject, coalesce(estate, area.id) AS place, CASE WHEN wrong THEN 'fail' ELSE 'unknown' END AS verdict, wrong AS certain,
  o.name AS branch, o.kind AS kind, o.full_members AS full_members, low AS members, high AS members_possible, fewest AS fewest, largest AS largest

// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind = 'forum' AND o.from_min <= $as_of AND $as_of < o.to_max
WITH o, area
OPTIONAL MATCH (o)<-[m:MEMBER_OF]-(b:Organization)
WHERE m.from_min <= $as_of AND $as_of < m.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH o, area, count(b.id) AS members, max(CASE WHEN b.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] THEN 1 ELSE 0 END) AS branch,
  max(CASE WHEN b.kind = 'community_committee' THEN 1 ELSE 0 END) AS party, max(CASE WHEN b.kind = 'residents_committee' THEN 1 ELSE 0 END) AS residents_committee,
  max(CASE WHEN b.kind IN ['owners_committee', 'management_committee'] THEN 1 ELSE 0 END) AS committee,
  max(CASE WHEN b.kind = 'property_company' THEN 1 ELSE 0 END) AS company,
  max(CASE WHEN b.kind IN ['owners_assembly', 'council', 'residents_group', 'neighbour_unit'] THEN 1 ELSE 0 END) AS residents
RETURN o.id AS subject, area.id AS place, CASE WHEN branch = 1 OR committee = 1 THEN 'asked' WHEN members = 0 THEN 'unknown' ELSE 'not_applicable' END AS state

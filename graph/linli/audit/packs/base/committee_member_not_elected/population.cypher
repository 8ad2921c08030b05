// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 地方编号, en: Place id}
//   state: {type: text, zh: 情况, en: State}
// key: [subject]
// order: [subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WITH c
MATCH (a:Post)-[s:SHARES_HOLDER]->(b:Post)
WHERE a.kind <> 'alternate_member' AND b.kind <> 'alternate_member' AND s.scope = 'compound' AND s.place = c.id AND s.body_a <> s.body_b AND s.from_min <= $as_of AND $as_of < s.to_max
  AND a.from_min <= $as_of AND $as_of < a.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH c, a, b, s.body_a AS x, s.body_b AS y, s.person_a AS one, s.person_b AS other,
  max(CASE WHEN s.from_max <= $as_of AND $as_of < s.to_min AND s.may_be IS NULL THEN 1 ELSE 0 END) AS sure
MATCH (ox:Organization)
WHERE ox.id = x AND ox.kind IN ['owners_committee', 'compound_branch', 'joint_branch', 'grid_branch'] AND ox.from_min <= $as_of AND $as_of < ox.to_max
WITH c, a, b, y, one, other, sure, ox
MATCH (oy:Organization)
WHERE oy.id = y AND oy.kind IN ['owners_committee', 'compound_branch', 'joint_branch', 'grid_branch'] AND oy.from_min <= $as_of AND $as_of < oy.to_max
  AND ((ox.kind = 'owners_committee' AND oy.kind <> 'owners_committee') OR (ox.kind <> 'owners_committee' AND oy.kind = 'owners_committee'))
WITH c, CASE WHEN ox.kind = 'owners_committee' THEN ox.id ELSE oy.id END AS committee_id
RETURN committee_id AS subject, min(c.id) AS place, 'asked' AS state

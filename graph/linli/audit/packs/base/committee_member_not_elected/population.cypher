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
MATCH (c)<-[v:COVERS]-(b:Organization)
WHERE b.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND v.from_min <= $as_of AND $as_of < v.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH DISTINCT c, b.id AS branch_id
MATCH (c)<-[f:ACTS_FOR]-(o:Organization)
WHERE o.kind = 'owners_committee' AND f.from_min <= $as_of AND $as_of < f.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT c, branch_id, o
MATCH (o)<-[:POST_IN]-(t:Post)-[s:SHARES_HOLDER]-(u:Post)
WHERE t.kind <> 'alternate_member' AND s.scope = 'compound' AND s.place = c.id AND s.from_min <= $as_of AND $as_of < s.to_max
  AND (s.body_a = o.id AND s.body_b = branch_id OR s.body_a = branch_id AND s.body_b = o.id)
  AND t.from_min <= $as_of AND $as_of < t.to_max AND u.from_min <= $as_of AND $as_of < u.to_max
RETURN o.id AS subject, min(c.id) AS place, 'asked' AS state

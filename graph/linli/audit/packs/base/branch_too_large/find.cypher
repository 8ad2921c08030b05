// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 地方编号, en: Place id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   branch: {type: name, zh: 支部, en: Branch}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind of body}
//   members: {type: count, zh: 成员数, en: Members}
//   most: {type: count, zh: 一般最多, en: Most}
// key: [subject]
// order: [branch, subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND o.from_min <= $as_of AND $as_of < o.to_max
WITH o, area
OPTIONAL MATCH (o)-[w:COVERS]->(c:Compound)
WHERE w.from_min <= $as_of AND $as_of < w.to_max
WITH o, area, min(c.id) AS estate
WITH o, area, estate, CASE WHEN coalesce(o.members, 0) > coalesce(o.full_members, 0) THEN o.members ELSE o.full_members END AS members
WHERE members IS NULL OR members > $most
RETURN o.id AS subject, coalesce(estate, area.id) AS place, CASE WHEN members IS NULL THEN 'unknown' ELSE 'fail' END AS verdict,
  (members IS NOT NULL AND o.from_max <= $as_of AND $as_of < o.to_min) AS certain, o.name AS branch, o.kind AS kind, members AS members, $most AS most

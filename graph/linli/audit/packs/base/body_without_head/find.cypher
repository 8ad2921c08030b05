// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind of body}
// key: [subject]
// order: [body, subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.from_min <= $as_of AND $as_of < o.to_max
  AND o.kind IN ['county_committee', 'working_committee', 'community_committee', 'compound_branch', 'joint_branch', 'grid_branch', 'firm_branch', 'building_group', 'residents_committee', 'owners_committee', 'management_committee', 'supervisory_board', 'council', 'grid_team']
  AND NOT EXISTS {
    MATCH (o)<-[:POST_IN]-(t:Post)
    WHERE t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head', 'residents_group_head', 'patch_head', 'convenor', 'leader']
      AND t.from_min <= $as_of AND $as_of < t.to_max
  }
WITH o, area
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'posts' AND s.day <= $as_of
WITH o, area, count(s.id) AS stated
RETURN o.id AS subject, area.id AS place, CASE WHEN stated > 0 THEN 'fail' ELSE 'unknown' END AS verdict, (stated > 0) AS certain,
  o.name AS body, o.kind AS kind

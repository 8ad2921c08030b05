// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind of body}
//   above: {type: name, zh: 直接上级, en: Directly above}
//   levels: {type: count, zh: 级数, en: Levels}
//   wanted: {type: term, vocabulary: organization_kind, zh: 应到, en: Wanted top}
// key: [subject]
// order: [body, subject]
// # `levels`: both ends counted, up to the highest body that is reached.
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(n:Organization)
WHERE n.kind IN ['building_group', 'centre_household', 'compound_branch', 'joint_branch', 'grid_branch'] AND n.from_min <= $as_of AND $as_of < n.to_max
  AND NOT EXISTS {
    MATCH (n)-[r:REPORTS_TO]->(m:Organization)-[a:ANSWERS_TO]->(t:Organization)
    WHERE t.kind = $top AND r.from_min <= $as_of AND $as_of < r.to_max AND m.from_min <= $as_of AND $as_of < m.to_max
      AND a.from_min <= $as_of AND $as_of < a.to_max AND t.from_min <= $as_of AND $as_of < t.to_max
  }
WITH n, area
OPTIONAL MATCH (n)-[r:REPORTS_TO]->(m:Organization)-[a:ANSWERS_TO]->(t:Organization)
WHERE r.from_min <= $as_of AND $as_of < r.to_max AND m.from_min <= $as_of AND $as_of < m.to_max AND a.from_min <= $as_of AND $as_of < a.to_max AND t.from_min <= $as_of AND $as_of < t.to_max
WITH n, area, coalesce(max(a.step), -1) AS far, min(CASE WHEN a.step = 0 THEN m.name END) AS above
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger IN ['organizations', 'relations'] AND s.day <= $as_of
WITH n, area, far, above, count(DISTINCT s.ledger) AS stated
RETURN n.id AS subject, area.id AS place, CASE WHEN stated = 2 THEN 'fail' ELSE 'unknown' END AS verdict, (stated = 2) AS certain,
  n.name AS body, n.kind AS kind, above AS above, far + 2 AS levels, $top AS wanted

// columns:
//   subject: {type: text, zh: 岗位编号, en: Post id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   branch: {type: name, zh: 党支部, en: Branch}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   origin: {type: term, vocabulary: origin, zh: 人员来源, en: Origin}
//   person: {type: text, zh: 人员编号, en: Person id}
//   body: {type: text, zh: 党支部编号, en: Branch id}
//   hold: {type: text, zh: 任职编号, en: Term id}
// key: [subject, person, origin]
// order: [branch, post, subject, holder, person, origin]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND o.from_min <= $as_of AND $as_of < o.to_max
WITH o, area
MATCH (o)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)
WHERE t.from_min <= $as_of AND $as_of < t.to_max AND h.from_min <= $as_of AND $as_of < h.to_max
  AND (h.origin IS NULL OR NOT h.origin IN ['owners_committee_member', 'property_head', 'stationed_cadre', 'grid_worker', 'reporting_member'])
WITH o, area, t, p, h.origin AS origin, min(h.id) AS hold, max(CASE WHEN o.from_max <= $as_of AND $as_of < o.to_min AND t.from_max <= $as_of AND $as_of < t.to_min AND h.from_max <= $as_of AND $as_of < h.to_min THEN 1 ELSE 0 END) AS sure
RETURN t.id AS subject, area.id AS place, CASE WHEN origin IS NULL THEN 'unknown' ELSE 'fail' END AS verdict, (sure = 1 AND origin IS NOT NULL) AS certain,
  o.name AS branch, t.kind AS post, p.name AS holder, origin AS origin, p.id AS person, o.id AS body, hold AS hold

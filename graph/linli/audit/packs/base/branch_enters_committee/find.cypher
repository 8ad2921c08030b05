// columns:
//   subject: {type: text, zh: 小区编号, en: Compound id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   name: {type: name, zh: 小区, en: Compound}
//   community: {type: name, zh: 社区, en: Community}
//   perhaps: {type: person_name, zh: 可能的兼任者, en: Who may hold both}
// key: [subject]
// order: [community, name, subject]
// # Where the holder came from: the origin that a term in one of the two bodies states, else the body that the holder began in earlier, in whichever post.
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WHERE c.from_min <= $as_of AND $as_of < c.to_max
WITH c, area
MATCH (c)<-[v:COVERS]-(b:Organization)
WHERE b.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND v.from_min <= $as_of AND $as_of < v.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH c, area, b, max(CASE WHEN v.from_max <= $as_of AND $as_of < v.to_min AND b.from_max <= $as_of AND $as_of < b.to_min THEN 1 ELSE 0 END) AS covers
MATCH (c)<-[f:ACTS_FOR]-(o:Organization)
WHERE o.kind = 'owners_committee' AND f.from_min <= $as_of AND $as_of < f.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH c, area, b, covers, o, max(CASE WHEN f.from_max <= $as_of AND $as_of < f.to_min AND o.from_max <= $as_of AND $as_of < o.to_min THEN 1 ELSE 0 END) AS tied
OPTIONAL MATCH (o)<-[:POST_IN]-(u:Post)-[s:SHARES_HOLDER]-(t:Post)
WHERE u.kind <> 'alternate_member' AND t.kind <> 'alternate_member' AND s.scope = 'compound' AND s.place = c.id AND s.from_min <= $as_of AND $as_of < s.to_max
  AND (s.body_a = o.id AND s.body_b = b.id OR s.body_a = b.id AND s.body_b = o.id)
WITH c, area, o.id AS committee, b.id AS branch, CASE WHEN s.body_a = o.id THEN s.person_a ELSE s.person_b END AS holder,
  max(CASE WHEN covers = 1 AND tied = 1 AND s.from_max <= $as_of AND $as_of < s.to_min AND s.may_be IS NULL THEN 1 ELSE 0 END) AS sure,
  max(CASE WHEN s.may_be IS NULL THEN 0 ELSE 1 END) AS doubtful
OPTIONAL MATCH (p:Person)
WHERE p.id = holder
WITH c, area, committee, branch, p, sure, doubtful
OPTIONAL MATCH (p)-[g:HOLDS]->(:Post)-[:POST_IN]->(q:Organization)
WHERE q.id = committee OR q.id = branch
WITH c, area, committee, branch, p, sure, doubtful,
  min(CASE WHEN q.id = branch THEN g.from_min END) AS branch_first, min(CASE WHEN q.id = branch THEN g.from_max END) AS branch_last,
  min(CASE WHEN q.id = committee THEN g.from_min END) AS committee_first, min(CASE WHEN q.id = committee THEN g.from_max END) AS committee_last,
  max(CASE WHEN q.id = committee AND g.origin = 'branch_member' AND g.from_min <= $as_of AND $as_of < g.to_max THEN 1 ELSE 0 END) AS told_branch,
  max(CASE WHEN q.id = branch AND g.origin = 'owners_committee_member' AND g.from_min <= $as_of AND $as_of < g.to_max THEN 1 ELSE 0 END) AS told_committee
WITH c, area, p, sure, doubtful, CASE
  WHEN told_branch > told_committee THEN 'branch'
  WHEN told_committee > told_branch THEN 'committee'
  WHEN told_branch = 1 THEN 'unknown'
  WHEN branch_last < committee_first THEN 'branch'
  WHEN committee_last < branch_first THEN 'committee'
  ELSE 'unknown' END AS came_from
WITH c, area, max(CASE WHEN sure = 1 AND came_from = 'branch' THEN 1 ELSE 0 END) AS certainly,
  max(CASE WHEN p.id IS NULL OR (sure = 1 AND doubtful = 0 AND came_from = 'committee') THEN 0 ELSE 1 END) AS possible,
  min(CASE WHEN sure = 1 AND doubtful = 0 AND came_from = 'committee' THEN NULL ELSE p.name END) AS perhaps
WHERE certainly = 0
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'posts' AND s.day <= $as_of
WITH c, area, possible, perhaps, count(s.id) AS stated
RETURN c.id AS subject, c.id AS place, CASE WHEN possible = 0 AND stated > 0 THEN 'fail' ELSE 'unknown' END AS verdict, (possible = 0 AND stated > 0) AS certain,
  c.name AS name, area.name AS community, perhaps AS perhaps

// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 地方编号, en: Place id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   compound: {type: name, zh: 小区, en: Compound}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   committee: {type: name, zh: 业委会, en: Committee}
//   committee_post: {type: term, vocabulary: post_kind, zh: 业委会职务, en: Post in the committee}
//   branch: {type: name, zh: 支部, en: Branch}
//   branch_post: {type: term, vocabulary: post_kind, zh: 支部职务, en: Post in the branch}
//   how: {type: term, vocabulary: appointment, zh: 产生方式, en: How appointed}
//   person: {type: text, zh: 人员编号, en: Person id}
//   person_b: {type: text, zh: 支部岗位人员编号, en: Person id in the branch}
//   post_a: {type: text, zh: 业委会岗位编号, en: Id of the post in the committee}
//   post_b: {type: text, zh: 支部岗位编号, en: Id of the post in the branch}
//   body_b: {type: text, zh: 支部编号, en: Branch id}
// key: [subject, post_a, post_b, person]
// order: [compound, subject, holder, person, post_a, post_b]
// # Every holder of a post in the committee who also holds one in the branch, whichever came first. Bodies by what the derived link carries (decision 0001).
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
WITH c, CASE WHEN sure = 1 AND ox.from_max <= $as_of AND $as_of < ox.to_min AND oy.from_max <= $as_of AND $as_of < oy.to_min THEN 1 ELSE 0 END AS sure, CASE WHEN ox.kind = 'owners_committee' THEN ox.id ELSE oy.id END AS committee_id,
  CASE WHEN ox.kind = 'owners_committee' THEN oy.id ELSE ox.id END AS branch_id, CASE WHEN ox.kind = 'owners_committee' THEN oy.name ELSE ox.name END AS branch,
  CASE WHEN ox.kind = 'owners_committee' THEN a.id ELSE b.id END AS post_a, CASE WHEN ox.kind = 'owners_committee' THEN b.id ELSE a.id END AS post_b,
  CASE WHEN ox.kind = 'owners_committee' THEN b.kind ELSE a.kind END AS branch_post,
  CASE WHEN ox.kind = 'owners_committee' THEN one ELSE other END AS person_a, CASE WHEN ox.kind = 'owners_committee' THEN other ELSE one END AS person_b
WITH committee_id, branch_id, branch, post_a, post_b, branch_post, person_a, person_b, max(sure) AS sure, min(c.id) AS estate, min(c.name) AS compound
MATCH (p:Person)-[h:HOLDS]->(t:Post)-[:POST_IN]->(o:Organization)
WHERE p.id = person_a AND t.id = post_a AND o.id = committee_id AND h.from_min <= $as_of AND $as_of < h.to_max
WITH o, t, p, branch_id, branch, post_b, branch_post, person_b, sure, estate, compound, max(CASE WHEN h.appointed_by = 'elected' THEN 1 ELSE 0 END) AS elected,
  min(CASE WHEN h.appointed_by IN ['dispatched', 'appointed', 'concurrent'] THEN h.appointed_by END) AS otherwise, min(h.appointed_by) AS said
WHERE elected = 0 AND (otherwise IS NOT NULL OR coalesce(o.elected, false) = false)
RETURN o.id AS subject, estate AS place, CASE WHEN otherwise IS NOT NULL OR o.elected = false THEN 'fail' ELSE 'unknown' END AS verdict,
  (sure = 1 AND (otherwise IS NOT NULL OR coalesce(o.elected, true) = false)) AS certain, compound AS compound, p.name AS holder, o.name AS committee,
  t.kind AS committee_post, branch AS branch, branch_post AS branch_post, coalesce(otherwise, said) AS how, p.id AS person, person_b AS person_b,
  t.id AS post_a, post_b AS post_b, branch_id AS body_b

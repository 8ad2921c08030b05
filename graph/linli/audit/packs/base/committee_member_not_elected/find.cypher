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
//   elected: {type: yes_no, zh: 业委会是否选举产生, en: Whether the committee was elected}
//   person: {type: text, zh: 人员编号, en: Person id}
//   person_b: {type: text, zh: 支部岗位人员编号, en: Person id in the branch}
//   post_a: {type: text, zh: 业委会岗位编号, en: Id of the post in the committee}
//   post_b: {type: text, zh: 支部岗位编号, en: Id of the post in the branch}
//   body_b: {type: text, zh: 支部编号, en: Branch id}
// key: [subject, post_a, post_b, person, person_b]
// order: [compound, subject, holder, person, post_a, post_b, person_b]
// # What is said of a member goes before what is said of the whole committee. Every holder of a post in the committee who also holds one in
// # the branch, whichever came first. The derived link names its two bodies (decision 0001).
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WITH c
MATCH (c)<-[v:COVERS]-(b:Organization)
WHERE b.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND v.from_min <= $as_of AND $as_of < v.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH c, b, max(CASE WHEN v.from_max <= $as_of AND $as_of < v.to_min AND b.from_max <= $as_of AND $as_of < b.to_min THEN 1 ELSE 0 END) AS covers
MATCH (c)<-[f:ACTS_FOR]-(o:Organization)
WHERE o.kind = 'owners_committee' AND f.from_min <= $as_of AND $as_of < f.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH c, b.id AS branch_id, b.name AS branch, covers, o, max(CASE WHEN f.from_max <= $as_of AND $as_of < f.to_min AND o.from_max <= $as_of AND $as_of < o.to_min THEN 1 ELSE 0 END) AS tied
MATCH (o)<-[:POST_IN]-(t:Post)-[s:SHARES_HOLDER]-(u:Post)
WHERE t.kind <> 'alternate_member' AND s.scope = 'compound' AND s.place = c.id AND s.from_min <= $as_of AND $as_of < s.to_max
  AND (s.body_a = o.id AND s.body_b = branch_id OR s.body_a = branch_id AND s.body_b = o.id)
  AND t.from_min <= $as_of AND $as_of < t.to_max AND u.from_min <= $as_of AND $as_of < u.to_max
WITH c, o, branch_id, branch, t, u.id AS post_b, u.kind AS branch_post, CASE WHEN s.body_a = o.id THEN s.person_a ELSE s.person_b END AS person_a,
  CASE WHEN s.body_a = o.id THEN s.person_b ELSE s.person_a END AS person_b,
  max(CASE WHEN covers = 1 AND tied = 1 AND s.from_max <= $as_of AND $as_of < s.to_min AND s.may_be IS NULL THEN 1 ELSE 0 END) AS sure
WITH o, branch_id, branch, t, post_b, branch_post, person_a, person_b, max(sure) AS sure, min(CASE WHEN sure = 1 THEN c.id END) AS surely, min(c.id) AS perhaps
MATCH (c:Compound)
WHERE c.id = coalesce(surely, perhaps)
WITH o, branch_id, branch, t, post_b, branch_post, person_a, person_b, sure, c.id AS estate, c.name AS compound
MATCH (p:Person)-[h:HOLDS]->(t)
WHERE p.id = person_a AND h.from_min <= $as_of AND $as_of < h.to_max
WITH o, t, p, branch_id, branch, post_b, branch_post, person_b, sure, estate, compound, max(CASE WHEN h.appointed_by = 'elected' THEN 1 ELSE 0 END) AS elected,
  min(CASE WHEN h.appointed_by IN ['dispatched', 'appointed', 'concurrent'] THEN h.appointed_by END) AS otherwise, min(h.appointed_by) AS said
WHERE elected = 0 AND (otherwise IS NOT NULL OR coalesce(o.elected, false) = false)
RETURN o.id AS subject, estate AS place, CASE WHEN otherwise IS NOT NULL OR o.elected = false THEN 'fail' ELSE 'unknown' END AS verdict,
  (sure = 1 AND (otherwise IS NOT NULL OR coalesce(o.elected, true) = false)) AS certain, compound AS compound, p.name AS holder, o.name AS committee,
  t.kind AS committee_post, branch AS branch, branch_post AS branch_post, coalesce(otherwise, said) AS how, o.elected AS elected, p.id AS person, person_b AS person_b,
  t.id AS post_a, post_b AS post_b, branch_id AS body_b

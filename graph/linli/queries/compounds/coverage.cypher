// what:
//   zh: 每个小区由什么样的党支部覆盖：单独、联合、挂靠，没有，还是不知道。
//   en: "How each compound is covered by a party branch: own, joint, attached, a gap, or nobody knows."
// grain: one row a compound, by its best coverage; `branch` is the first by name among the branches that cover it so
// absent: {zh: "该小区不在台账里，或不在所问的范围里", en: "the compound is not in the ledgers, or lies outside the areas asked about"}
// columns:
//   community: {type: name, zh: 社区, en: Community}
//   name: {type: name, zh: 小区, en: Compound}
//   state: {type: term, vocabulary: coverage_state, zh: 覆盖情况, en: Coverage}
//   branch: {type: name, zh: 党支部, en: Branch}
//   branches: {type: count, zh: 覆盖的支部数, en: Branches}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   households: {type: count, zh: 户数, en: Households}
//   compound: {type: text, zh: 小区编号, en: Compound id}
// key: [compound]
MATCH (c:Compound)-[:LOCATED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT c, area
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger IN ['organizations', 'coverage'] AND s.day <= $as_of
WITH c, area, count(DISTINCT s.ledger) AS stated
OPTIONAL MATCH (c)<-[v:COVERS]-(b:Organization)
WHERE b.kind IN ['compound_branch', 'joint_branch', 'grid_branch']
  AND v.from_min <= $as_of AND $as_of < v.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH c, area, stated, b,
  CASE v.mode WHEN 'own' THEN 3 WHEN 'joint' THEN 2 WHEN 'attached' THEN 1 ELSE 0 END AS rank,
  (v.from_max <= $as_of AND $as_of < v.to_min AND b.from_max <= $as_of AND $as_of < b.to_min) AS sure
WITH c, area, stated, count(DISTINCT b.id) AS branches, max(rank) AS best, max(CASE WHEN sure THEN rank ELSE 0 END) AS known,
  min(CASE rank WHEN 3 THEN b.name END) AS own, min(CASE rank WHEN 2 THEN b.name END) AS joint, min(CASE rank WHEN 1 THEN b.name END) AS attached
RETURN area.name AS community, c.name AS name,
  CASE WHEN best = 3 THEN 'own' WHEN best = 2 THEN 'joint' WHEN best = 1 THEN 'attached' WHEN stated = 2 THEN 'gap' ELSE 'unknown' END AS state,
  coalesce(own, joint, attached) AS branch, branches AS branches,
  ((best > 0 AND known = best) OR (best = 0 AND stated = 2)) AS certain,
  c.households AS households, c.id AS compound
ORDER BY community, name, compound

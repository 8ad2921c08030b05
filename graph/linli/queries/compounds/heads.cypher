// what:
//   zh: 每个小区有几个党支部、几个业委会（物管会），支部书记和业委会主任是不是同一人。
//   en: "For each compound, how many branches cover it, how many committees act for its owners, and whether one person is secretary of the one and director of the other."
// grain: one row a compound; `holder` is the first by name among those who are, or may be, both
// absent: {zh: "该小区不在台账里，或不在所问的范围里", en: "the compound is not in the ledgers, or lies outside the areas asked about"}
// columns:
//   community: {type: name, zh: 社区, en: Community}
//   name: {type: name, zh: 小区, en: Compound}
//   branches: {type: count, zh: 党支部数, en: Branches}
//   committee: {type: count, zh: 业委会（物管会）数, en: Committees}
//   joined: {type: yes_no, zh: 确定一肩挑, en: Certainly one person}
//   joined_possible: {type: yes_no, zh: 可能一肩挑, en: Possibly one person}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   compound: {type: text, zh: 小区编号, en: Compound id}
// key: [compound]
// # Secretaries and directors are looked for one after the other and compared, and each dated link has a MATCH of one link to itself, closed
// # by a WITH: Ladybug 0.22 gives wrong rows where one is part of a longer walk.
MATCH (c:Compound)-[:LOCATED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT c, area
OPTIONAL MATCH (c)<-[v:COVERS]-(b:Organization)
WHERE b.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND v.from_min <= $as_of AND $as_of < v.to_max
  AND b.from_min <= $as_of AND $as_of < b.to_max
WITH c, area, count(DISTINCT b) AS branches
OPTIONAL MATCH (c)<-[w:ACTS_FOR]-(k:Organization)
WHERE k.kind IN ['owners_committee', 'management_committee'] AND w.from_min <= $as_of AND $as_of < w.to_max
  AND k.from_min <= $as_of AND $as_of < k.to_max
WITH c, area, branches, count(DISTINCT k) AS committee
OPTIONAL MATCH (c)<-[v:COVERS]-(b:Organization)
WHERE branches > 0 AND committee > 0 AND b.kind IN ['compound_branch', 'joint_branch', 'grid_branch']
  AND v.from_min <= $as_of AND $as_of < v.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH c, area, branches, committee, b, max(CASE WHEN v.from_max <= $as_of AND $as_of < v.to_min
  AND b.from_max <= $as_of AND $as_of < b.to_min THEN 1 ELSE 0 END) AS covered
OPTIONAL MATCH (b)<-[:POST_IN]-(t:Post)
WHERE t.kind = 'secretary' AND t.from_min <= $as_of AND $as_of < t.to_max
WITH c, area, branches, committee, covered, t
OPTIONAL MATCH (t)<-[h:HOLDS]-(p:Person)
WHERE h.from_min <= $as_of AND $as_of < h.to_max
WITH c, area, branches, committee, p,
  max(CASE WHEN covered = 1 AND h.from_max <= $as_of AND $as_of < h.to_min THEN 1 ELSE 0 END) AS secretary
OPTIONAL MATCH (c)<-[w:ACTS_FOR]-(k:Organization)
WHERE p.id IS NOT NULL AND k.kind IN ['owners_committee', 'management_committee']
  AND w.from_min <= $as_of AND $as_of < w.to_max AND k.from_min <= $as_of AND $as_of < k.to_max
WITH c, area, branches, committee, p, secretary, k, max(CASE WHEN w.from_max <= $as_of AND $as_of < w.to_min
  AND k.from_max <= $as_of AND $as_of < k.to_min THEN 1 ELSE 0 END) AS acting
OPTIONAL MATCH (k)<-[:POST_IN]-(u:Post)
WHERE u.kind = 'director' AND u.from_min <= $as_of AND $as_of < u.to_max
WITH c, area, branches, committee, p, secretary, acting, u
OPTIONAL MATCH (u)<-[g:HOLDS]-(q:Person)
WHERE g.from_min <= $as_of AND $as_of < g.to_max
WITH c, area, branches, committee, p, secretary, q,
  max(CASE WHEN acting = 1 AND g.from_max <= $as_of AND $as_of < g.to_min THEN 1 ELSE 0 END) AS director
OPTIONAL MATCH (p)-[m:MAY_BE]-(q)
WITH c, area, branches, committee, p, p.id = q.id AS same, secretary + director AS known, count(m) AS doubts
RETURN area.name AS community, c.name AS name, branches AS branches, committee AS committee,
  (max(CASE WHEN same AND known = 2 THEN 1 ELSE 0 END) = 1) AS joined,
  (max(CASE WHEN same OR doubts > 0 THEN 1 ELSE 0 END) = 1) AS joined_possible,
  min(CASE WHEN same OR doubts > 0 THEN p.name END) AS holder, c.id AS compound
ORDER BY community, name, compound

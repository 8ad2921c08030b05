// what:
//   zh: 每个小区当日有没有党支部、业委会（物管会）、物业企业、监委会、理事会、志愿者队和阵地。
//   en: "Which parts of the governance template each compound has on a day: branch, committee, property company, board, council, team, venue."
// grain: one row a compound; no means that the ledgers name none, which is none only where they are whole
// absent: {zh: "该小区不在台账里，或不在所问的范围里", en: "the compound is not in the ledgers, or lies outside the areas asked about"}
// columns:
//   community: {type: name, zh: 社区, en: Community}
//   name: {type: name, zh: 小区, en: Compound}
//   brand: {type: text, zh: 党建品牌, en: Brand}
//   branch: {type: yes_no, zh: 党支部, en: Branch}
//   committee: {type: yes_no, zh: 业委会（物管会）, en: Committee}
//   property: {type: yes_no, zh: 物业企业, en: Property company}
//   board: {type: yes_no, zh: 监委会, en: Board}
//   council: {type: yes_no, zh: 理事会, en: Council}
//   team: {type: yes_no, zh: 志愿者队, en: Volunteer team}
//   venue: {type: yes_no, zh: 阵地, en: Venue}
//   compound: {type: text, zh: 小区编号, en: Compound id}
// key: [compound]
MATCH (c:Compound)-[:LOCATED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT c, area
OPTIONAL MATCH (c)<-[v:COVERS|ACTS_FOR|SERVES]-(o:Organization)
WHERE v.from_min <= $as_of AND $as_of < v.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH c, area, max(CASE WHEN o.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] THEN 1 ELSE 0 END) AS branch,
  max(CASE WHEN o.kind IN ['owners_committee', 'management_committee'] THEN 1 ELSE 0 END) AS committee,
  max(CASE WHEN o.kind = 'property_company' THEN 1 ELSE 0 END) AS property,
  max(CASE WHEN o.kind = 'supervisory_board' THEN 1 ELSE 0 END) AS board,
  max(CASE WHEN o.kind = 'council' THEN 1 ELSE 0 END) AS council,
  max(CASE WHEN o.kind = 'volunteer_team' THEN 1 ELSE 0 END) AS team
OPTIONAL MATCH (c)<-[w:SERVES|LOCATED_IN]-(n:Venue)
WHERE w.from_min <= $as_of AND $as_of < w.to_max AND n.from_min <= $as_of AND $as_of < n.to_max
WITH c, area, branch, committee, property, board, council, team, count(n.id) AS venues
RETURN area.name AS community, c.name AS name, c.brand AS brand, (branch = 1) AS branch, (committee = 1) AS committee,
  (property = 1) AS property, (board = 1) AS board, (council = 1) AS council, (team = 1) AS team, (venues > 0) AS venue, c.id AS compound
ORDER BY community, name, compound

// columns:
//   subject: {type: text, zh: 小区编号, en: Compound id}
//   place: {type: text, zh: 小区编号, en: Compound id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   name: {type: name, zh: 小区, en: Compound}
//   community: {type: name, zh: 社区, en: Community}
//   part: {type: term, vocabulary: governance_part, zh: 缺少, en: Missing}
// key: [subject, part]
// order: [community, name, subject, part]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:LOCATED_IN]-(c:Compound)
WHERE c.from_min <= $as_of AND $as_of < c.to_max
WITH c, area
OPTIONAL MATCH (c)<-[v:COVERS|ACTS_FOR|SERVES]-(o:Organization)
WHERE v.from_min <= $as_of AND $as_of < v.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH c, area, max(CASE WHEN o.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] THEN 1 ELSE 0 END) AS branch,
  max(CASE WHEN o.kind IN ['owners_committee', 'management_committee'] THEN 1 ELSE 0 END) AS committee,
  max(CASE WHEN o.kind = 'property_company' THEN 1 ELSE 0 END) AS company, max(CASE WHEN o.kind = 'supervisory_board' THEN 1 ELSE 0 END) AS board,
  max(CASE WHEN o.kind = 'council' THEN 1 ELSE 0 END) AS council, max(CASE WHEN o.kind = 'volunteer_team' THEN 1 ELSE 0 END) AS team
OPTIONAL MATCH (c)<-[w:SERVES|LOCATED_IN]-(n:Venue)
WHERE w.from_min <= $as_of AND $as_of < w.to_max AND n.from_min <= $as_of AND $as_of < n.to_max
WITH c, area, branch, committee, company, board, council, team, count(n.id) AS venues
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger IN ['organizations', 'coverage', 'property', 'venues'] AND s.day <= $as_of
WITH c, area, branch, committee, company, board, council, team, venues,
  max(CASE WHEN s.ledger = 'organizations' THEN 1 ELSE 0 END) AS bodies, max(CASE WHEN s.ledger = 'coverage' THEN 1 ELSE 0 END) AS covers,
  max(CASE WHEN s.ledger = 'property' THEN 1 ELSE 0 END) AS contracts, max(CASE WHEN s.ledger = 'venues' THEN 1 ELSE 0 END) AS rooms
UNWIND ['branch', 'committee', 'company', 'board', 'council', 'team', 'venue'] AS part
WITH c, area, part,
  CASE part WHEN 'branch' THEN branch WHEN 'committee' THEN committee WHEN 'company' THEN company WHEN 'board' THEN board
    WHEN 'council' THEN council WHEN 'team' THEN team ELSE venues END AS there,
  CASE part WHEN 'branch' THEN bodies * covers WHEN 'team' THEN bodies * covers WHEN 'company' THEN contracts WHEN 'venue' THEN rooms ELSE bodies END AS whole
WHERE there = 0
RETURN c.id AS subject, c.id AS place, CASE WHEN whole = 1 THEN 'fail' ELSE 'unknown' END AS verdict, (whole = 1) AS certain,
  c.name AS name, area.name AS community, part AS part

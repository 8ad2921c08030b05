// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   forum: {type: name, zh: 议事会, en: Forum}
//   part: {type: term, vocabulary: governance_part, zh: 缺少, en: Missing}
//   members: {type: count, zh: 参加方, en: Members}
// key: [subject, part]
// order: [forum, subject, part]
// # A forum that a branch or an owners' committee takes part in is a compound's. In the four-party form the party body may be the community's.
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind = 'forum' AND o.from_min <= $as_of AND $as_of < o.to_max
WITH o, area
OPTIONAL MATCH (o)<-[m:MEMBER_OF]-(b:Organization)
WHERE m.from_min <= $as_of AND $as_of < m.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH o, area, count(b.id) AS members, max(CASE WHEN b.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] THEN 1 ELSE 0 END) AS branch,
  max(CASE WHEN b.kind = 'community_committee' THEN 1 ELSE 0 END) AS party, max(CASE WHEN b.kind = 'residents_committee' THEN 1 ELSE 0 END) AS residents_committee,
  max(CASE WHEN b.kind IN ['owners_committee', 'management_committee'] THEN 1 ELSE 0 END) AS committee,
  max(CASE WHEN b.kind = 'property_company' THEN 1 ELSE 0 END) AS company,
  max(CASE WHEN b.kind IN ['owners_assembly', 'council', 'residents_group', 'neighbour_unit'] THEN 1 ELSE 0 END) AS residents
WHERE branch = 1 OR committee = 1
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger IN ['organizations', 'relations'] AND s.day <= $as_of
WITH o, area, members, branch, party, residents_committee, committee, company, residents, count(DISTINCT s.ledger) AS stated
UNWIND ['branch', 'committee', 'company', 'residents_committee', 'community', 'residents'] AS part
WITH o, area, members, stated, part,
  CASE part WHEN 'branch' THEN CASE WHEN $parties = 4 THEN branch + party ELSE branch END WHEN 'committee' THEN committee WHEN 'company' THEN company
    WHEN 'residents_committee' THEN residents_committee WHEN 'community' THEN party + residents_committee ELSE residents END AS there
WHERE there = 0 AND (part IN ['branch', 'committee', 'company'] OR ($parties = 4 AND part = 'residents_committee') OR ($parties = 5 AND part IN ['community', 'residents']))
RETURN o.id AS subject, area.id AS place, CASE WHEN stated = 2 THEN 'fail' ELSE 'unknown' END AS verdict, (stated = 2) AS certain,
  o.name AS forum, part AS part, members AS members

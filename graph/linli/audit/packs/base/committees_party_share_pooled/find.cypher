// columns:
//   subject: {type: text, zh: 区域编号, en: Area id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   area: {type: name, zh: 区域, en: Area}
//   committees: {type: count, zh: 业委会数, en: Committees}
//   members: {type: count, zh: 成员数, en: Members}
//   party: {type: count, zh: 确定的党员数, en: Certain party members}
//   party_possible: {type: count, zh: 可能的党员数, en: Possible party members}
//   share: {type: ratio, zh: 确定的占比, en: Certain share}
//   share_possible: {type: ratio, zh: 可能的占比, en: Possible share}
//   open: {type: count, zh: 台账不全的业委会数, en: Committees without a whole ledger}
//   target: {type: ratio, zh: 目标, en: Target}
// key: [subject]
// order: [area, subject]
// # One subject an area asked for. The denominator is all members in office of the committees that the ledgers name.
MATCH (o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND o.kind = 'owners_committee' AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT o, area, top
OPTIONAL MATCH (o)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)
WHERE t.kind <> 'alternate_member' AND t.from_min <= $as_of AND $as_of < t.to_max AND h.from_min <= $as_of AND $as_of < h.to_max
WITH o, area, top, p, max(CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min THEN 1 ELSE 0 END) AS sure
WITH o, area, top, count(p.id) AS members, sum(CASE WHEN p.party_member AND sure = 1 THEN 1 ELSE 0 END) AS party,
  sum(CASE WHEN p.id IS NOT NULL AND coalesce(p.party_member, false) = false THEN 1 ELSE 0 END) AS others_possible,
  sum(CASE WHEN p.id IS NOT NULL AND coalesce(p.party_member, true) THEN 1 ELSE 0 END) AS party_possible,
  sum(CASE WHEN p.party_member = false AND sure = 1 THEN 1 ELSE 0 END) AS others
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'posts' AND s.day <= $as_of
WITH top, o, members, party, others_possible, party_possible, others, count(s.id) AS stated
WITH top, count(o.id) AS committees, sum(members) AS members, sum(party) AS party, sum(others_possible) AS others_possible,
  sum(party_possible) AS party_possible, sum(others) AS others, sum(CASE WHEN stated > 0 OR members >= coalesce(o.members, members + 1) THEN 0 ELSE 1 END) AS open
WHERE members > 0 AND party < $share * (party + others_possible)
WITH top, committees, members, party, others_possible, party_possible, others, open, (open = 0 AND party_possible < $share * (party_possible + others)) AS short
RETURN top.id AS subject, top.id AS place, CASE WHEN short THEN 'fail' ELSE 'unknown' END AS verdict, short AS certain,
  top.name AS area, committees AS committees, members AS members, party AS party, party_possible AS party_possible,
  CASE WHEN party + others_possible > 0 THEN 1.0 * party / (party + others_possible) END AS share,
  CASE WHEN party_possible + others > 0 THEN 1.0 * party_possible / (party_possible + others) END AS share_possible, open AS open, $share AS target

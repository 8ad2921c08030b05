// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 地方编号, en: Place id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   committee: {type: name, zh: 业委会, en: Committee}
//   compound: {type: name, zh: 小区, en: Compound}
//   members: {type: count, zh: 成员数, en: Members}
//   party: {type: count, zh: 确定的党员数, en: Certain party members}
//   party_possible: {type: count, zh: 可能的党员数, en: Possible party members}
//   chair_party: {type: yes_no, zh: 主任是党员, en: Director is a party member}
// key: [subject]
// order: [committee, subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind = 'owners_committee' AND o.from_min <= $as_of AND $as_of < o.to_max
WITH o, area
OPTIONAL MATCH (o)-[w:ACTS_FOR]->(c:Compound)
WHERE w.from_min <= $as_of AND $as_of < w.to_max
WITH o, area, min(c.id) AS estate, min(c.name) AS compound
OPTIONAL MATCH (o)<-[:POST_IN]-(t:Post)<-[h:HOLDS]-(p:Person)
WHERE t.kind <> 'alternate_member' AND t.from_min <= $as_of AND $as_of < t.to_max AND h.from_min <= $as_of AND $as_of < h.to_max
WITH o, area, estate, compound, p, max(CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min THEN 1 ELSE 0 END) AS sure, max(CASE WHEN t.kind = 'director' THEN 1 ELSE 0 END) AS heads
WITH o, area, estate, compound, count(p.id) AS members, sum(CASE WHEN p.party_member AND sure = 1 THEN 1 ELSE 0 END) AS party,
  sum(CASE WHEN p.id IS NOT NULL AND coalesce(p.party_member, false) = false THEN 1 ELSE 0 END) AS others_possible,
  sum(CASE WHEN p.id IS NOT NULL AND coalesce(p.party_member, true) THEN 1 ELSE 0 END) AS party_possible,
  sum(CASE WHEN p.party_member = false AND sure = 1 THEN 1 ELSE 0 END) AS others,
  sum(CASE WHEN heads = 1 AND p.party_member AND sure = 1 THEN 1 ELSE 0 END) AS red_chairs,
  sum(CASE WHEN heads = 1 AND coalesce(p.party_member, true) THEN 1 ELSE 0 END) AS open_chairs,
  sum(CASE WHEN heads = 1 AND p.party_member = false AND sure = 1 THEN 1 ELSE 0 END) AS other_chairs
WHERE members > 0
WITH o, area, estate, compound, members, party, others_possible, party_possible, others, red_chairs, open_chairs, other_chairs,
  (party >= $share * (party + others_possible) AND ($chair = 0 OR red_chairs > 0)) AS red
WHERE red = false
OPTIONAL MATCH (area)-[:WITHIN]->(:Area)<-[:STATED_FOR]-(s:Completeness)
WHERE s.ledger = 'posts' AND s.day <= $as_of
WITH o, area, estate, compound, members, party, party_possible, others, red_chairs, open_chairs, other_chairs, count(s.id) AS stated
WITH o, area, estate, compound, members, party, party_possible, red_chairs, open_chairs,
  (($chair = 1 AND other_chairs > 0 AND open_chairs = 0)
    OR ((stated > 0 OR members >= coalesce(o.members, members + 1)) AND (party_possible < $share * (party_possible + others) OR ($chair = 1 AND open_chairs = 0)))) AS short
RETURN o.id AS subject, coalesce(estate, area.id) AS place, CASE WHEN short THEN 'fail' ELSE 'unknown' END AS verdict, short AS certain,
  o.name AS committee, compound AS compound, members AS members, party AS party, party_possible AS party_possible,
  CASE WHEN red_chairs > 0 THEN true WHEN open_chairs = 0 THEN false END AS chair_party

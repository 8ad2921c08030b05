// what:
//   zh: 每个业主委员会的成员里有多少党员，占多少，主任是不是党员。
//   en: "How many members of each owners' committee are party members, what share that is, and whether its director is one."
// grain: one row an owners' committee; alternates are no members; `compound` is the first by name where it acts for several
// absent: {zh: "就台账所见，当日没有这个业委会", en: "no such committee is known on that day"}
// columns:
//   name: {type: name, zh: 业主委员会, en: Committee}
//   compound: {type: name, zh: 小区, en: Compound}
//   members: {type: count, zh: 成员数, en: Members}
//   party: {type: count, zh: 确定的党员数, en: Certain party members}
//   party_possible: {type: count, zh: 可能的党员数, en: Possible party members}
//   share: {type: ratio, zh: 确定的党员占比, en: Certain share}
//   chair_party: {type: yes_no, zh: 主任是党员, en: Director is a party member}
//   organization: {type: text, zh: 组织编号, en: Body id}
// key: [organization]
// # Certain: known to be a party member and certainly in office. Possible: whoever may be in office and is not known to be none.
MATCH (o:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND o.kind = 'owners_committee' AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT o
OPTIONAL MATCH (o)-[w:ACTS_FOR]->(c:Compound)
WHERE w.from_min <= $as_of AND $as_of < w.to_max
WITH o, min(c.name) AS compound
OPTIONAL MATCH (o)<-[:POST_IN]-(t:Post)
WHERE t.kind <> 'alternate_member' AND t.from_min <= $as_of AND $as_of < t.to_max
WITH o, compound, t
OPTIONAL MATCH (t)<-[h:HOLDS]-(p:Person)
WHERE h.from_min <= $as_of AND $as_of < h.to_max
WITH o, compound, p, max(CASE WHEN t.kind = 'director' THEN 1 ELSE 0 END) AS chair,
  max(CASE WHEN h.from_max <= $as_of AND $as_of < h.to_min THEN 1 ELSE 0 END) AS sure
WITH o, compound, count(p.id) AS members, sum(CASE WHEN p.party_member AND sure = 1 THEN 1 ELSE 0 END) AS party,
  sum(CASE WHEN p.id IS NOT NULL AND coalesce(p.party_member, true) THEN 1 ELSE 0 END) AS possible,
  sum(chair) AS chairs, sum(CASE WHEN chair = 1 AND p.party_member THEN 1 ELSE 0 END) AS party_chairs,
  sum(CASE WHEN chair = 1 AND p.party_member IS NULL THEN 1 ELSE 0 END) AS open_chairs
RETURN o.name AS name, compound AS compound, members AS members, party AS party, possible AS party_possible,
  CASE WHEN members > 0 THEN 1.0 * party / members END AS share,
  CASE WHEN party_chairs > 0 THEN true WHEN chairs > 0 AND open_chairs = 0 THEN false END AS chair_party, o.id AS organization
ORDER BY name, organization

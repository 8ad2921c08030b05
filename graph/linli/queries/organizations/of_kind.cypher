// what: {zh: 某一类组织当日有哪些。, en: The bodies of one kind on a day.}
// grain: one row a body; its place is the compound that it covers, acts for or serves where that is one alone, else its home area
// absent: {zh: "就台账所见，当日没有这一类组织", en: "no body of this kind is known on that day"}
// parameters:
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: kind of body}
// columns:
//   name: {type: name, zh: 组织, en: Body}
//   place: {type: name, zh: 所在, en: Place}
//   since: {type: start, zh: 成立, en: Founded}
//   members: {type: count, zh: 人数, en: Members}
//   full_members: {type: count, zh: 正式党员数, en: Full party members}
//   organization: {type: text, zh: 组织编号, en: Body id}
// key: [organization]
MATCH (o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND o.kind = $kind AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT o, area
OPTIONAL MATCH (o)-[v:COVERS|ACTS_FOR|SERVES]->(c:Compound)
WHERE v.from_min <= $as_of AND $as_of < v.to_max
WITH o, area, count(DISTINCT c.id) AS compounds, min(c.name) AS compound
RETURN o.name AS name, CASE WHEN compounds = 1 THEN compound ELSE area.name END AS place,
  o.from_min AS since_min, o.from_max AS since_max, o.members AS members, o.full_members AS full_members, o.id AS organization
ORDER BY name, organization

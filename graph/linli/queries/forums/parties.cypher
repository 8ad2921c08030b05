// what: {zh: 每个议事会、党建工作协调委员会当日有几方参加，由谁召集。, en: "How many bodies take part in each forum and coordination committee on a day, and which convenes it."}
// grain: one row a forum; the convenor is one of the parties, and the first by name where there are several; its place is the compound that it covers, acts for or serves where that is one alone, else its home area
// absent: {zh: "就台账所见，当日没有这个议事会", en: "no such forum is known on that day"}
// columns:
//   name: {type: name, zh: 议事机制, en: Forum}
//   kind: {type: term, vocabulary: organization_kind, zh: 类别, en: Kind}
//   place: {type: name, zh: 所在, en: Place}
//   parties: {type: count, zh: 参加方数, en: Parties}
//   convenor: {type: name, zh: 召集方, en: Convenor}
//   organization: {type: text, zh: 组织编号, en: Body id}
// key: [organization]
MATCH (o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND o.kind IN ['forum', 'coordination_committee'] AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT o, area
OPTIONAL MATCH (o)-[v:COVERS|ACTS_FOR|SERVES]->(c:Compound)
WHERE v.from_min <= $as_of AND $as_of < v.to_max
WITH o, area, count(DISTINCT c.id) AS compounds, min(c.name) AS compound
OPTIONAL MATCH (o)<-[m:MEMBER_OF]-(b:Organization)
WHERE m.from_min <= $as_of AND $as_of < m.to_max AND b.from_min <= $as_of AND $as_of < b.to_max
WITH o, area, compounds, compound, count(DISTINCT b.id) AS parties, min(CASE WHEN m.part = 'convenor_part' THEN b.name END) AS convenor
RETURN o.name AS name, o.kind AS kind, CASE WHEN compounds = 1 THEN compound ELSE area.name END AS place, parties AS parties,
  convenor AS convenor, o.id AS organization
ORDER BY name, organization

// columns:
//   subject: {type: text, zh: 组织编号, en: Body id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   branch: {type: name, zh: 支部, en: Branch}
//   compounds: {type: count, zh: 覆盖小区数, en: Compounds covered}
//   compounds_certain: {type: count, zh: 确定覆盖数, en: Certainly covered}
//   most: {type: count, zh: 一般最多, en: Most}
// key: [subject]
// order: [branch, subject]
MATCH (area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
WITH DISTINCT area
MATCH (area)<-[:BASED_IN]-(o:Organization)
WHERE o.kind = 'joint_branch' AND o.from_min <= $as_of AND $as_of < o.to_max
WITH o, area
MATCH (o)-[v:COVERS]->(c:Compound)
WHERE v.from_min <= $as_of AND $as_of < v.to_max
WITH o, area, c.id AS estate, max(CASE WHEN v.from_max <= $as_of AND $as_of < v.to_min THEN 1 ELSE 0 END) AS sure
WITH o, area, count(estate) AS compounds, sum(sure) AS known
WHERE compounds > $most
RETURN o.id AS subject, area.id AS place, 'fail' AS verdict, (known > $most AND o.from_max <= $as_of AND $as_of < o.to_min) AS certain,
  o.name AS branch, compounds AS compounds, known AS compounds_certain, $most AS most

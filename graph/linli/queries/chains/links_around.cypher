// what:
//   zh: 一个小区除隶属以外还能找谁：物业（合同）、业主组织、报到单位、指导、监督、考评、协调机制、邻近支部、上级区域的职能部门，不论何时。
//   en: "To whom a compound can turn besides its chain: company (contract), owners' bodies, units that report in, guidance, supervision, assessment, forums, branches nearby, departments of the areas above; at any time."
// grain: one row a link; `relation` says which kind
// absent: {zh: "就台账所见，没有别的路", en: "no other way is known"}
// parameters:
//   place: {type: compound, zh: 小区（名称或编号）, en: compound by name or id}
// columns:
//   relation: {type: text, zh: 关系, en: Relation}
//   lower: {type: name, zh: 从, en: From}
//   upper: {type: name, zh: 到, en: To}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind}
//   since: {type: start, zh: 起, en: Since}
//   until: {type: end, zh: 止, en: Until}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   founded: {type: start, zh: 成立, en: Founded}
//   dissolved: {type: end, zh: 撤销, en: Dissolved}
//   lower_id: {type: text, zh: 起点编号, en: Start id}
//   upper_id: {type: text, zh: 终点编号, en: End id}
//   link: {type: text, zh: 关系编号, en: Link id}
// key: [relation, lower_id, upper_id, link]
// order: [relation, upper, upper_id, lower_id, link]
// # Nothing is filtered by its dates (decision 0001). A company's forums are left out: it sits in those of every compound it serves.
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[v:SERVES]-(o:Organization)
RETURN 'contract' AS relation, c.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  c.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[v:ACTS_FOR]-(o:Organization)
RETURN 'acts_for' AS relation, c.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  c.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[v:REPORTS_IN]-(o:Organization)
RETURN 'reports_in' AS relation, c.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  c.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)-[:LOCATED_IN]->(:Area)<-[:LOCATED_IN]-(d:Compound)<-[v:COVERS]-(o:Organization)
WHERE d.id <> c.id AND o.kind IN ['compound_branch', 'joint_branch', 'grid_branch']
RETURN 'nearby' AS relation, d.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  c.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[:COVERS]-(n:Organization)-[v:MEMBER_OF]->(o:Organization)
RETURN 'coordination' AS relation, n.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  n.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[:COVERS]-(n:Organization)<-[v:GUIDES]-(o:Organization)
RETURN 'guidance' AS relation, n.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  n.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[:COVERS]-(n:Organization)<-[v:SUPERVISES]-(o:Organization)
RETURN 'supervision' AS relation, n.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  n.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[:COVERS]-(n:Organization)<-[v:EVALUATES]-(o:Organization)
RETURN 'supervision' AS relation, n.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  n.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[:ACTS_FOR]-(n:Organization)-[v:MEMBER_OF]->(o:Organization)
RETURN 'coordination' AS relation, n.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  n.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[:ACTS_FOR]-(n:Organization)<-[v:GUIDES]-(o:Organization)
RETURN 'guidance' AS relation, n.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  n.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[:ACTS_FOR]-(n:Organization)<-[v:SUPERVISES]-(o:Organization)
RETURN 'supervision' AS relation, n.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  n.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[:ACTS_FOR]-(n:Organization)<-[v:EVALUATES]-(o:Organization)
RETURN 'supervision' AS relation, n.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  n.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[:SERVES]-(n:Organization)<-[v:GUIDES]-(o:Organization)
RETURN 'guidance' AS relation, n.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  n.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[:SERVES]-(n:Organization)<-[v:SUPERVISES]-(o:Organization)
RETURN 'supervision' AS relation, n.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  n.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)<-[:SERVES]-(n:Organization)<-[v:EVALUATES]-(o:Organization)
RETURN 'supervision' AS relation, n.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  n.id AS lower_id, o.id AS upper_id, v.id AS link
UNION ALL
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE c.id = $place AND top.id IN $areas
MATCH (c)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(x:Area)<-[v:BASED_IN]-(o:Organization)
WHERE o.kind = 'department'
RETURN 'whistle' AS relation, x.name AS lower, o.name AS upper, o.kind AS kind, v.from_min AS since_min, v.from_max AS since_max, v.to_min AS until_min, v.to_max AS until_max,
  (v.from_max <= $as_of AND $as_of < v.to_min) AS certain, o.from_min AS founded_min, o.from_max AS founded_max, o.to_min AS dissolved_min, o.to_max AS dissolved_max,
  c.id AS lower_id, o.id AS upper_id, v.id AS link

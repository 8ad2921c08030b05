// what:
//   zh: 一些区域和它们的各级上级区域，以及其中哪些台账声明是全的。
//   en: Some areas and every area above them, and which ledgers are stated to be whole there.
// grain: one row an area asked for and area above it and ledger stated; an area without a statement has one row with a blank
// absent: {zh: "没有这个区域，或不在所问范围", en: "there is no such area in those asked about"}
// parameters:
//   of: {type: areas, zh: 区域编号, en: area ids}
// columns:
//   step: {type: count, zh: 级差, en: Steps}
//   name: {type: name, zh: 区域, en: Area}
//   level: {type: term, vocabulary: area_level, zh: 层级, en: Level}
//   ledger: {type: text, zh: 声明完整的台账, en: Ledger stated}
//   area: {type: text, zh: 所问区域编号, en: Asked area id}
//   id: {type: text, zh: 区域编号, en: Area id}
// key: [area, id, ledger]
// order: [area, step, id, ledger]
MATCH (a:Area)-[:WITHIN]->(top:Area)
WHERE a.id IN $of AND top.id IN $areas
WITH DISTINCT a
OPTIONAL MATCH (a)-[w:WITHIN]->(x:Area)
OPTIONAL MATCH (x)<-[:STATED_FOR]-(s:Completeness)
WHERE s.day <= $as_of
RETURN w.step AS step, x.name AS name, x.level AS level, s.ledger AS ledger, a.id AS area, x.id AS id

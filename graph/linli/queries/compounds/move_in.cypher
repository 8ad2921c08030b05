// what:
//   zh: 有入住（回迁）日期或回迁启动日期的小区，支部成立在前还是在后，是否在回迁启动后十天之内成立。
//   en: For each compound with a date of move-in or of the start of move-back work, whether its branch came before the move-in, and whether within ten days of that start.
// grain: one row a compound; `founded` is the founding of the first branch ever known to cover it, up to the day
// absent: {zh: "台账没有写明该小区的入住日期和回迁启动日期", en: "the ledgers give neither date for the compound"}
// columns:
//   name: {type: name, zh: 小区, en: Compound}
//   type: {type: term, vocabulary: compound_type, zh: 小区类型, en: Kind of compound}
//   founded: {type: start, zh: 支部成立, en: Branch founded}
//   moved_in: {type: start, zh: 入住（回迁）, en: Move-in}
//   started: {type: start, zh: 回迁启动, en: Move-back work started}
//   before_move_in: {type: yes_no, zh: 支部先于入住, en: Branch before move-in}
//   within_ten_days: {type: yes_no, zh: 确定在启动后十天内, en: Certainly within ten days of the start}
//   within_ten_days_possible: {type: yes_no, zh: 可能在启动后十天内, en: Possibly within ten days of the start}
//   compound: {type: text, zh: 小区编号, en: Compound id}
// key: [compound]
// days: {ten_days: 10}
// # A yes or no is blank where a date is missing or its precision does not tell.
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND (c.moved_in_min IS NOT NULL OR c.moveback_started_min IS NOT NULL)
WITH DISTINCT c
OPTIONAL MATCH (c)<-[v:COVERS]-(b:Organization)
WHERE b.kind IN ['compound_branch', 'joint_branch', 'grid_branch'] AND v.from_min <= $as_of AND b.from_min <= $as_of
WITH c, min(b.from_min) AS low, min(b.from_max) AS high
RETURN c.name AS name, c.type AS type, low AS founded_min, high AS founded_max, c.moved_in_min AS moved_in_min, c.moved_in_max AS moved_in_max,
  c.moveback_started_min AS started_min, c.moveback_started_max AS started_max,
  CASE WHEN high < c.moved_in_min THEN true WHEN low >= c.moved_in_max THEN false END AS before_move_in,
  (c.moveback_started_max <= low AND high < c.moveback_started_min + $ten_days) AS within_ten_days,
  (c.moveback_started_min <= high AND low < c.moveback_started_max + $ten_days) AS within_ten_days_possible, c.id AS compound
ORDER BY name, compound

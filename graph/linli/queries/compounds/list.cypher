// what: {zh: 有哪些小区：类型、封闭或开放、品牌、户数、党员数、是否薄弱。, en: "The compounds: kind, closed or open, brand, households, party members, whether listed as weak."}
// grain: one row a compound; a blank is what the ledgers leave out
// absent: {zh: "该小区不在台账里，或不在所问的范围里", en: "the compound is not in the ledgers, or lies outside the areas asked about"}
// columns:
//   community: {type: name, zh: 社区, en: Community}
//   name: {type: name, zh: 小区, en: Compound}
//   type: {type: term, vocabulary: compound_type, zh: 小区类型, en: Kind of compound}
//   boundary: {type: term, vocabulary: boundary, zh: 封闭或开放, en: Closed or open}
//   brand: {type: text, zh: 党建品牌, en: Brand}
//   households: {type: count, zh: 户数, en: Households}
//   full_members: {type: count, zh: 正式党员数, en: Full party members}
//   weak: {type: yes_no, zh: 是否薄弱小区, en: Listed as weak}
//   compound: {type: text, zh: 小区编号, en: Compound id}
// key: [compound]
MATCH (c:Compound)-[:LOCATED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND c.from_min <= $as_of AND $as_of < c.to_max
WITH DISTINCT c, area
RETURN area.name AS community, c.name AS name, c.type AS type, c.boundary AS boundary, c.brand AS brand, c.households AS households,
  c.full_members AS full_members, c.weak AS weak, c.id AS compound
ORDER BY community, name, compound

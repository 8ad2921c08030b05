// what:
//   zh: 每一类组织当日有多少个，其中确定存在的有多少，合计多少人、多少正式党员。
//   en: How many bodies of each kind there are on a day, how many of them certainly, and how many members and full party members they have.
// grain: one row a kind of body; members and full_members add up the bodies that give a number, and are blank where none does
// absent: {zh: "就台账所见，当日没有这一类组织", en: "no body of this kind is known on that day"}
// columns:
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind}
//   bodies: {type: count, zh: 组织数, en: Bodies}
//   certain: {type: count, zh: 确定的组织数, en: Bodies certainly in force}
//   members: {type: count, zh: 人数, en: Members}
//   full_members: {type: count, zh: 正式党员数, en: Full party members}
// key: [kind]
MATCH (o:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT o
WITH o.kind AS kind, count(o.id) AS bodies,
  sum(CASE WHEN o.from_max <= $as_of AND $as_of < o.to_min THEN 1 ELSE 0 END) AS certain,
  count(o.members) AS told, sum(o.members) AS members, count(o.full_members) AS told_full, sum(o.full_members) AS full_members
RETURN kind AS kind, bodies AS bodies, certain AS certain, CASE WHEN told > 0 THEN members END AS members,
  CASE WHEN told_full > 0 THEN full_members END AS full_members
ORDER BY kind

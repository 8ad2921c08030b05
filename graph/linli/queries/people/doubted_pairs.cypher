// what:
//   zh: 每对“可能同一人”如果确认，当日会多出几对同人任职。
//   en: For each doubtful pair of persons, how many pairs of posts would share a holder on the day if they were one.
// grain: one row a doubtful pair of persons that would make at least one pair of posts
// absent: {zh: "确认与否，当日都没有新的同人任职", en: "whether they are one or not changes no pair of posts on the day"}
// columns:
//   pair: {type: text, zh: 存疑关系编号, en: Pair id}
//   posts: {type: count, zh: 岗位对数, en: Pairs of posts}
// key: [pair]
MATCH (t:Post)-[s:SHARES_HOLDER]->(:Post)
WHERE s.may_be <> '' AND s.from_min <= $as_of AND $as_of < s.to_max
WITH s.id AS id, s.may_be AS pair, t
MATCH (t)-[:POST_IN]->(:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas
RETURN pair AS pair, count(DISTINCT id) AS posts
ORDER BY pair

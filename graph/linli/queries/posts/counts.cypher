// what:
//   zh: 每一类组织的每一种岗位，按任职人来源，当日有多少岗位、多少任职、多少人。
//   en: How many posts, terms and holders there are on a day, by kind of body, kind of post and origin of the holder.
// grain: one row a kind of body and kind of post and origin; a post that nobody is known to hold counts where the origin is blank
// absent: {zh: "就台账所见，当日没有这样的岗位", en: "no such post is known on that day"}
// columns:
//   body_kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind of body}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   origin: {type: term, vocabulary: origin, zh: 人员来源, en: Origin}
//   posts: {type: count, zh: 岗位数, en: Posts}
//   terms: {type: count, zh: 任职数, en: Terms}
//   persons: {type: count, zh: 人数, en: Persons}
// key: [body_kind, post, origin]
MATCH (t:Post)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND t.from_min <= $as_of AND $as_of < t.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
WITH DISTINCT t, o
OPTIONAL MATCH (t)<-[h:HOLDS]-(p:Person)
WHERE h.from_min <= $as_of AND $as_of < h.to_max
RETURN o.kind AS body_kind, t.kind AS post, h.origin AS origin,
  count(DISTINCT t) AS posts, count(h) AS terms, count(DISTINCT p) AS persons
ORDER BY body_kind, post, origin

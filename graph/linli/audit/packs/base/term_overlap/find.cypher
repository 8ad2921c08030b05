// columns:
//   subject: {type: text, zh: 岗位编号, en: Post id}
//   place: {type: text, zh: 区域编号, en: Area id}
//   verdict: {type: text, zh: 结论, en: Verdict}
//   certain: {type: yes_no, zh: 确定, en: Certain}
//   body: {type: name, zh: 组织, en: Body}
//   kind: {type: term, vocabulary: organization_kind, zh: 组织类别, en: Kind of body}
//   post: {type: term, vocabulary: post_kind, zh: 职务, en: Post}
//   holder: {type: person_name, zh: 任职人, en: Holder}
//   other: {type: person_name, zh: 另一任职人, en: Other holder}
//   since_a: {type: start, zh: 任职起, en: Since}
//   since_b: {type: start, zh: 另一任职起, en: Other since}
//   person_a: {type: text, zh: 人员编号, en: Person id}
//   person_b: {type: text, zh: 另一人员编号, en: Other person id}
//   term_a: {type: text, zh: 任职编号, en: Term id}
//   term_b: {type: text, zh: 另一任职编号, en: Other term id}
// key: [subject, person_a, person_b, since_a_min, since_b_min]
// order: [body, post, subject, person_a, person_b, since_a_min, since_b_min, term_a, term_b]
// # At any time up to the day. A term with a stated end may run past the next one's start by the days of handing over.
MATCH (t:Post)<-[h:HOLDS]-(:Person)
WITH t, count(h.id) AS terms
WHERE terms > 1
MATCH (t)-[:POST_IN]->(o:Organization)-[:BASED_IN]->(area:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND t.from_min <= $as_of AND $as_of < t.to_max AND o.from_min <= $as_of AND $as_of < o.to_max
  AND t.kind IN ['secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader', 'household_head', 'neighbour_head',
    'residents_group_head', 'patch_head', 'convenor', 'leader'] AND coalesce(t.seats, 1) = 1
WITH DISTINCT t, o, area
MATCH (t)<-[h:HOLDS]-(p:Person)
WHERE h.from_max <= $as_of
WITH t, o, area, h.id AS term_a, h.from_min AS a_min, h.from_max AS a_max, h.to_min AS a_end, h.to_max AS a_last, p
MATCH (t)<-[g:HOLDS]-(q:Person)
WHERE g.from_max <= $as_of AND p.id <> q.id AND (a_max < g.from_max OR (a_max = g.from_max AND p.id < q.id))
  AND (g.from_max < a_end AND (a_last = date('9999-12-31') OR g.from_max + $handover < a_end))
  AND (a_max < g.to_min AND (g.to_max = date('9999-12-31') OR a_max + $handover < g.to_min))
WITH t, o, area, p, q, term_a, a_min, a_max, g.id AS term_b, g.from_min AS b_min, g.from_max AS b_max
OPTIONAL MATCH (p)-[d:MAY_BE]-(q)
WITH t, o, area, p, q, term_a, a_min, a_max, term_b, b_min, b_max, count(d.id) AS doubts
RETURN t.id AS subject, area.id AS place, 'fail' AS verdict, (doubts = 0) AS certain, o.name AS body, o.kind AS kind, t.kind AS post,
  p.name AS holder, q.name AS other, a_min AS since_a_min, a_max AS since_a_max, b_min AS since_b_min, b_max AS since_b_max,
  p.id AS person_a, q.id AS person_b, term_a AS term_a, term_b AS term_b

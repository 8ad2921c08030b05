-- What the rules share, worked out once for a day and some areas; its time counts, and the table shows it as a line of its own.
-- Base tables only: the areas are walked by LOCATED_IN, chains by REPORTS_TO, pairs by HOLDS; linli's derived links are not read.
-- A bound of time has two ends (from_min, from_max …): `may` is true where something may be in force, `sure` where it certainly is.
CREATE OR REPLACE TEMP MACRO may(since, until) AS since <= getvariable('day') AND getvariable('day') < until;
CREATE OR REPLACE TEMP MACRO sure(since, until) AS since <= getvariable('day') AND getvariable('day') < until;
CREATE OR REPLACE TEMP MACRO is_branch(kind) AS kind IN ('compound_branch', 'joint_branch', 'grid_branch');
CREATE OR REPLACE TEMP MACRO leads(kind) AS kind IN ('secretary', 'director', 'board_chair', 'council_chair', 'manager', 'grid_head', 'group_leader',
  'household_head', 'neighbour_head', 'residents_group_head', 'patch_head', 'convenor', 'leader');

CREATE OR REPLACE TEMP TABLE scope AS
WITH RECURSIVE inside(area) AS (
  SELECT id FROM "Area" WHERE list_contains(getvariable('areas'), id)
  UNION
  SELECT l.from FROM inside JOIN "LOCATED_IN.Area.Area" l ON l.to = inside.area
)
SELECT area FROM inside;

CREATE OR REPLACE TEMP TABLE stated AS
WITH RECURSIVE told(area, ledger) AS (
  SELECT f.to, s.ledger FROM "STATED_FOR.Completeness.Area" f JOIN "Completeness" s ON s.id = f.from WHERE s.day <= getvariable('day')
  UNION
  SELECT l.from, told.ledger FROM told JOIN "LOCATED_IN.Area.Area" l ON l.to = told.area
)
SELECT area, bool_or(ledger = 'posts') AS posts, bool_or(ledger = 'organizations') AS organizations, bool_or(ledger = 'property') AS property,
  bool_or(ledger = 'organizations') AND bool_or(ledger = 'coverage') AS coverage, bool_or(ledger = 'organizations') AND bool_or(ledger = 'relations') AS relations
FROM told GROUP BY area;

-- Compounds, bodies and posts of the areas.
CREATE OR REPLACE TEMP TABLE site AS
SELECT c.id, c.name, c.households, c.full_members, l.to AS area, a.name AS community, may(c.from_min, c.to_max) AS stands
FROM "LOCATED_IN.Compound.Area" l JOIN scope ON scope.area = l.to JOIN "Area" a ON a.id = l.to JOIN "Compound" c ON c.id = l.from;

CREATE OR REPLACE TEMP TABLE home AS SELECT b.from AS body, b.to AS area FROM "BASED_IN.Organization.Area" b JOIN scope ON scope.area = b.to;

CREATE OR REPLACE TEMP TABLE body AS
SELECT o.*, home.area, sure(o.from_max, o.to_min) AS sure FROM home JOIN "Organization" o ON o.id = home.body WHERE may(o.from_min, o.to_max);

CREATE OR REPLACE TEMP TABLE slot AS
SELECT t.id, t.kind, t.seats, b.id AS body, b.name AS body_name, b.kind AS body_kind, b.area
FROM body b JOIN "POST_IN.Post.Organization" i ON i.to = b.id JOIN "Post" t ON t.id = i.from WHERE may(t.from_min, t.to_max);

CREATE OR REPLACE TEMP TABLE term AS
SELECT h.*, sure(h.from_max, h.to_min) AS sure FROM "HOLDS.Person.Post" h WHERE may(h.from_min, h.to_max);

CREATE OR REPLACE TEMP TABLE branch_of AS
SELECT v.to AS compound, b.id AS branch, b.name, v.mode, sure(v.from_max, v.to_min) AND sure(b.from_max, b.to_min) AS sure
FROM "COVERS.Organization.Compound" v JOIN "Organization" b ON b.id = v.from
WHERE is_branch(b.kind) AND may(v.from_min, v.to_max) AND may(b.from_min, b.to_max);

-- Bodies that act for a compound, and the firms that serve it.
CREATE OR REPLACE TEMP TABLE acts AS
SELECT f.to AS compound, o.id AS body, o.kind, sure(f.from_max, f.to_min) AND sure(o.from_max, o.to_min) AS sure
FROM "ACTS_FOR.Organization.Compound" f JOIN "Organization" o ON o.id = f.from WHERE may(f.from_min, f.to_max) AND may(o.from_min, o.to_max);

CREATE OR REPLACE TEMP TABLE serves AS
SELECT f.to AS compound, o.id AS body, sure(f.from_max, f.to_min) AND sure(o.from_max, o.to_min) AS sure
FROM "SERVES.Organization.Compound" f JOIN "Organization" o ON o.id = f.from
WHERE o.kind = 'property_company' AND may(f.from_min, f.to_max) AND may(o.from_min, o.to_max);

-- Owners' committees, and who sits on them.
CREATE OR REPLACE TEMP TABLE committee AS
SELECT b.id, any_value(b.name) AS name, b.area, any_value(b.members) AS stated_members, any_value(b.filing) AS filing, any_value(b.sure) AS sure,
  any_value(b.from_min) AS from_min, any_value(b.from_max) AS from_max, any_value(b.to_min) AS to_min,
  min(c.id) AS estate, min(c.name) AS compound, count(w.document) AS documents, coalesce(min(c.id), b.area) AS place
FROM body b LEFT JOIN "ACTS_FOR.Organization.Compound" w ON w.from = b.id AND may(w.from_min, w.to_max) LEFT JOIN "Compound" c ON c.id = w.to
WHERE b.kind = 'owners_committee' GROUP BY b.id, b.area;

CREATE OR REPLACE TEMP TABLE member AS
SELECT t.body AS committee, p.id AS person, any_value(p.party_member) AS party_member, bool_or(h.sure) AS sure, bool_or(t.kind = 'director') AS chairs,
  count(*) AS terms
FROM slot t JOIN term h ON h.to = t.id JOIN "Person" p ON p.id = h.from
WHERE t.body_kind = 'owners_committee' AND t.kind <> 'alternate_member' GROUP BY t.body, p.id;

CREATE OR REPLACE TEMP TABLE party AS
SELECT committee, count(*) AS members, count(*) FILTER (party_member AND sure) AS party, count(*) FILTER (NOT coalesce(party_member, false)) AS others_possible,
  count(*) FILTER (coalesce(party_member, true)) AS party_possible, count(*) FILTER (NOT party_member AND sure) AS others,
  count(*) FILTER (chairs AND party_member AND sure) AS red_chairs, count(*) FILTER (chairs AND coalesce(party_member, true)) AS open_chairs,
  count(*) FILTER (chairs AND NOT party_member AND sure) AS other_chairs, count(*) FILTER (sure) AS certain_members
FROM member GROUP BY committee;

-- Chains: every body with subordinates to itself (step 0) and to every body above it, eight steps at most, never twice through one body.
CREATE OR REPLACE TEMP TABLE edge AS
SELECT r.from AS low, m.id AS high, m.name, m.kind, sure(r.from_max, r.to_min) AS told, sure(r.from_max, r.to_min) AND sure(m.from_max, m.to_min) AS sure
FROM "REPORTS_TO.Organization.Organization" r JOIN "Organization" m ON m.id = r.to WHERE may(r.from_min, r.to_max) AND may(m.from_min, m.to_max);

CREATE OR REPLACE TEMP TABLE above AS
WITH RECURSIVE walk(body, top, step, sure, path) AS (
  SELECT o.id, o.id, 0, sure(o.from_max, o.to_min), [o.id] FROM "Organization" o WHERE o.id IN (SELECT high FROM edge)
  UNION ALL
  SELECT walk.body, e.high, step + 1, walk.sure AND e.sure, list_append(path, e.high)
  FROM walk JOIN edge e ON e.low = walk.top WHERE step < 8 AND NOT list_contains(path, e.high)
)
SELECT walk.body, walk.top, o.kind, walk.step, walk.sure FROM walk JOIN "Organization" o ON o.id = walk.top;

-- Pairs of posts that one person, or two who may be one, hold in one compound; both ways round.
CREATE OR REPLACE TEMP TABLE alike AS
SELECT h.from AS one, h.from AS other, false AS doubt FROM term h GROUP BY h.from HAVING count(DISTINCT h.to) > 1
UNION
SELECT m.from, m.to, true FROM "MAY_BE.Person.Person" m
UNION
SELECT m.to, m.from, true FROM "MAY_BE.Person.Person" m;

CREATE OR REPLACE TEMP TABLE held AS
SELECT h.from AS person, t.id AS post, t.kind, may(t.from_min, t.to_max) AS open, o.id AS body, o.kind AS body_kind, o.name AS body_name,
  may(o.from_min, o.to_max) AS body_stands, h.sure AND sure(i.from_max, i.to_min) AS sure, sure(o.from_max, o.to_min) AS body_sure
FROM term h SEMI JOIN alike ON alike.one = h.from JOIN "POST_IN.Post.Organization" i ON i.from = h.to JOIN "Post" t ON t.id = h.to
JOIN "Organization" o ON o.id = i.to WHERE may(i.from_min, i.to_max);

CREATE OR REPLACE TEMP TABLE ground AS
WITH here AS (SELECT DISTINCT body FROM held),
block AS (
  SELECT v.from AS body, v.to AS building, sure(v.from_max, v.to_min) AS sure FROM "COVERS.Organization.Building" v SEMI JOIN here ON here.body = v.from
  WHERE may(v.from_min, v.to_max)
  UNION ALL
  SELECT v.from, l.from, sure(v.from_max, v.to_min) AND sure(l.from_max, l.to_min) FROM "COVERS.Organization.Grid" v SEMI JOIN here ON here.body = v.from
  JOIN "LOCATED_IN.Building.Grid" l ON l.to = v.to WHERE may(v.from_min, v.to_max) AND may(l.from_min, l.to_max)
), way AS (
  SELECT v.from AS body, v.to AS compound, v.from_min, v.from_max, v.to_min, v.to_max FROM "COVERS.Organization.Compound" v
  UNION ALL SELECT v.from, v.to, v.from_min, v.from_max, v.to_min, v.to_max FROM "ACTS_FOR.Organization.Compound" v
  UNION ALL SELECT v.from, v.to, v.from_min, v.from_max, v.to_min, v.to_max FROM "SERVES.Organization.Compound" v
), found AS (
  SELECT way.body, way.compound, sure(way.from_max, way.to_min) AS sure FROM way SEMI JOIN here ON here.body = way.body WHERE may(way.from_min, way.to_max)
  UNION ALL
  SELECT block.body, l.to, block.sure AND sure(l.from_max, l.to_min) FROM block JOIN "LOCATED_IN.Building.Compound" l ON l.from = block.building
  WHERE may(l.from_min, l.to_max)
)
SELECT body, compound, bool_or(sure) AS sure FROM found GROUP BY body, compound;

CREATE OR REPLACE TEMP TABLE pair AS
SELECT g.compound, a.post AS post_a, b.post AS post_b, any_value(a.kind) AS kind_a, any_value(b.kind) AS kind_b, a.body AS body_a, b.body AS body_b,
  any_value(a.body_kind) AS body_kind_a, any_value(b.body_kind) AS body_kind_b, any_value(a.body_name) AS name_a, any_value(b.body_name) AS name_b,
  a.person AS person_a, b.person AS person_b, any_value(a.open AND b.open) AS open,
  bool_or(a.sure AND b.sure AND g.sure AND k.sure AND NOT s.doubt) AS held_sure, bool_or(a.sure AND b.sure AND g.sure AND k.sure AND NOT s.doubt
    AND a.body_sure AND b.body_sure) AS sure, bool_or(s.doubt) AS doubt
FROM alike s JOIN held a ON a.person = s.one JOIN held b ON b.person = s.other AND b.post <> a.post AND b.body <> a.body
JOIN ground g ON g.body = a.body JOIN ground k ON k.body = b.body AND k.compound = g.compound
WHERE a.body_stands AND b.body_stands GROUP BY g.compound, a.post, b.post, a.body, b.body, a.person, b.person;

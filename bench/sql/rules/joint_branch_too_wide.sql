-- population
SELECT DISTINCT id AS subject, area AS place, 'asked' AS state FROM body WHERE kind = 'joint_branch';
-- find
WITH one AS (SELECT b.id, b.name, b.area, b.sure, v.to, bool_or(sure(v.from_max, v.to_min)) AS covers_surely
  FROM body b JOIN "COVERS.Organization.Compound" v ON v.from = b.id WHERE b.kind = 'joint_branch' AND may(v.from_min, v.to_max) GROUP BY ALL)
SELECT id AS subject, area AS place, 'fail' AS verdict, count(*) FILTER (covers_surely) > $most AND any_value(sure) AS certain, any_value(name) AS branch, count(*) AS compounds,
  count(*) FILTER (covers_surely) AS compounds_certain, $most AS most
FROM one GROUP BY id, area HAVING count(*) > $most;

"""What Cypher may be asked: all of ours, and nothing that does more than read the graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.audit import pack
from linli.model import definition, schema
from linli.model.vocabulary import Label
from linli.ports import Store, Value
from linli.queries import catalogue
from linli.queries.allowed import read, traps
from linli.queries.catalogue import ColumnSpec, Header, Query
from linli.queries.syntax.expressions import FUNCTIONS, QUANTIFIERS
from linli.queries.syntax.tokens import LONGEST
from linli.store.ladybug import InMemory
from tests.facts import facts
from tests.queries.engines import DAY, on_server
from tests.servers.neo4j.server import Server

ATTACKS = definition.read((Path(__file__).parent / "attacks.yaml").read_text("utf-8"), "attacks.yaml")
assert isinstance(ATTACKS, dict)
REFUSED = [(group, *pair) for group, pairs in ATTACKS.items() if isinstance(pairs, list) for pair in pairs]  # type: ignore[misc]

CORE = Path(catalogue.__file__).parents[1]
OURS = {
    path.relative_to(CORE).as_posix(): catalogue.divide(path.read_text(encoding="utf-8"))[1]
    for path in sorted(CORE.rglob("*.cypher"))
}


def test_all_of_ours_may_be_asked() -> None:
    said = {name: read(text).refused for name, text in OURS.items()}
    assert {name: refused for name, refused in said.items() if refused} == {}


def test_the_catalogue_has_none_of_the_forms_that_give_wrong_rows() -> None:
    found = {name: traps(read(text)) for name, text in OURS.items() if name.startswith("queries/")}
    assert len(found) > 30
    assert {name: traps for name, traps in found.items() if traps} == {}


def test_what_may_be_a_name_is_followed_to_its_column() -> None:
    """The names of persons are masked by the type of their column, so each such column must have it."""
    rules = [rule for name in pack.names() for rule in pack.get(name).rules]
    queries = [*catalogue.load().values(), *(part for rule in rules for part in (rule.find, rule.population))]
    found = {query.name: read(query.text).personal for query in queries}
    said = {
        query.name: {name for name, kind in query.columns.items() if kind == "person_name"}
        for query in queries
    }
    assert found == said


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("MATCH (p:Person) RETURN p.id AS a, p.name AS b", {"b"}),
        ("MATCH (p:Person) WITH p AS q RETURN coalesce(q.name_key, 'x') AS a", {"a"}),
        ("MATCH (p:Person) WITH min(p.name) AS n WITH n AS m RETURN CASE WHEN true THEN m END AS a", {"a"}),
        ("MATCH (p:Person) WITH p.name AS n MATCH (p:Area) RETURN p.name AS a, n AS b", {"b"}),
        ("MATCH (p:Person) RETURN p.name AS a UNION ALL MATCH (p:Area) RETURN p.name AS a", {"a"}),
        ("MATCH (c:Area) WHERE EXISTS { MATCH (p:Person) WHERE p.name = c.name } RETURN c.name AS a", set()),
        ("UNWIND ['x'] AS n MATCH (p:Person) WHERE p.name = n RETURN p.id AS a", set()),
        ("MATCH w = (:Post)<-[:HOLDS]-(p:Person) UNWIND nodes(w) AS n RETURN n.name AS a", {"a"}),
        ("MATCH (p:Person) UNWIND [p.name] AS n RETURN n AS a", {"a"}),
        ("MATCH (p:Person) WITH coalesce(p, p) AS q RETURN q.name AS a", {"a"}),
        ("MATCH (p:Person) RETURN '' + p AS a, count(p) AS b, count(DISTINCT p.name) AS c", {"a"}),
        ("MATCH (p:Person) WITH p, count(p.id) AS n RETURN p.id AS a, n AS b", set()),
        ("MATCH w = (a:Area)-[:WITHIN]->(:Area) RETURN length(w) AS a", set()),
        ("MATCH (x:Area|Person) RETURN x.name AS a, x.id AS b", {"a"}),
        ("MATCH (x:Person|Area) WITH x AS y RETURN y.name AS a", {"a"}),
        ("MATCH (x:Area|Person) WITH coalesce(x, x) AS y RETURN y.name AS a", {"a"}),
        (
            "MATCH (x:Area|Person) MATCH w = (:Post)<-[:HOLDS]-(x) UNWIND nodes(w) AS n RETURN n.name AS a",
            {"a"},
        ),
        ("MATCH (x:Compound|Grid) RETURN x.name AS a", set()),
        ("MATCH w = (:Post)-[:HOLDS*2..2]-(:Post) UNWIND nodes(w) AS n RETURN n.name AS a", {"a"}),
        (
            "MATCH w = (:Post)-[:POST_IN|HOLDS*1..3]-(:Organization) UNWIND nodes(w) AS n RETURN n.name AS a",
            {"a"},
        ),
        (
            "MATCH (p:Person) WITH coalesce(p, p) AS q MATCH w = (q) UNWIND nodes(w) AS n RETURN n.name AS a",
            {"a"},
        ),
        ("MATCH w = (:Post)-[:SHARES_HOLDER*1..2]-(:Post) UNWIND nodes(w) AS n RETURN n.name AS a", set()),
    ],
)
def test_a_name_is_followed_through_what_is_made_of_it(text: str, personal: set[str]) -> None:
    assert read(text).refused is None
    assert read(text).personal == personal


@pytest.mark.parametrize(("group", "text", "reason"), REFUSED, ids=[str(text)[:60] for _, text, _ in REFUSED])
def test_an_attack_is_refused_and_told_why(group: str, text: str, reason: str) -> None:
    refused = read(text).refused
    assert refused is not None, group
    assert reason in refused.problem.en
    assert refused.problem.zh != refused.problem.en
    assert read(text).steps == ()


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (c:Compound) RETURN c.id AS id",
        "match (c:Compound) return distinct c.id as id order by id desc skip 1 limit 10",
        "MATCH (c:Compound {id: $one})-[l:LOCATED_IN|COVERS]->(a:Area) RETURN count(*) AS n, a.id AS id",
        "MATCH p = (n:Organization)-[:REPORTS_TO*0..8]->(o:Organization) RETURN length(p) AS steps",
        "MATCH (a:Area)<-[:LOCATED_IN]-(c:Compound), (c)<-[:COVERS]-(o:Organization) RETURN o.id AS id",
        "MATCH (c:Compound) WHERE NOT EXISTS { MATCH (c)<-[:COVERS]-(:Organization) WHERE c.id = 'x' }"
        " RETURN c.id AS id",
        "MATCH (c:Compound) WITH c.id AS id, c.name AS name ORDER BY name WHERE id <> '' RETURN id AS id",
        "MATCH (c:Compound) WITH c ORDER BY c.name LIMIT 3 RETURN c.name AS name",
        "UNWIND ['a', 'b'] AS x RETURN x AS x UNION ALL UNWIND ['c'] AS x RETURN x AS x",
        "MATCH (c:Compound) RETURN CASE c.kind WHEN 'a' THEN -1 ELSE 2.5 * (1 - 3) % 2 / 1 END AS x",
        "MATCH (c:Compound) RETURN '松涛苑 // 三期 /* ; LOAD CSV `x`' AS x, \"it's\" AS y",
        "MATCH (c:Compound)\r\n\tRETURN c.id AS id",
        "MATCH (b:Building)-[:LOCATED_IN]->(x:Compound|Grid)<-[:COVERS]-(:Organization) RETURN x.id AS id",
        "MATCH (:Compound|Grid|Area)<-[:COVERS]-(o:Organization) RETURN o.id AS id",
    ],
)
def test_what_reads_is_allowed(text: str) -> None:
    assert read(text).refused is None


def test_the_line_is_that_of_the_text() -> None:
    refused = read("MATCH (c:Compound)\nWHERE c.name = 'x'\n\nCALL db.labels()").refused
    assert refused is not None
    assert refused.line == 4


def test_sizes_are_bounded() -> None:
    deep = "MATCH (c:Compound) RETURN " + "(" * 200 + "1" + ")" * 200 + " AS x"
    assert "deep" in str(read(deep).refused)
    inside = (
        "MATCH (c:Compound) WHERE "
        + "EXISTS { MATCH (c) WHERE " * 60
        + "true"
        + "}" * 60
        + " RETURN c.id AS id"
    )
    assert "deep" in str(read(inside).refused)
    assert read("NOT " * 5000).refused is not None
    assert "at most" in str(read("MATCH (c:Compound) RETURN 1 AS x " + " " * LONGEST).refused)


FRAGMENTS = (
    "CALL db.labels()", "LOAD CSV FROM 'x' AS l", "COPY x TO 'y'", ";", "/*x*/", "//x", "`x`", "\\u0027",
    "DELETE c", "DETACH DELETE c", "SET c.name = 'x'", "CREATE (x:Area)", "MERGE (x:Area)", "RETURN 1 AS x",
    "apoc.x()", "{", "}", "(",
)  # fmt: skip
BASIS = """\
MATCH (c:Compound)-[:LOCATED_IN]->(a:Area)
WHERE a.id IN $areas AND c.from_min <= $as_of AND NOT EXISTS { MATCH (c)<-[v:COVERS]-(:Organization) }
WITH DISTINCT c, a, count(c.id) AS n
WHERE n > 1 AND all(x IN ['a'] WHERE x <> 'b')
RETURN c.id AS id, CASE WHEN n > 2 THEN 'x' ELSE 'y' END AS said
ORDER BY said, id"""


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_nothing_can_be_put_between_two_words_of_a_query(fragment: str) -> None:
    assert read(BASIS).refused is None
    words = BASIS.split(" ")
    let_in = [
        place
        for place in range(len(words) + 1)
        if read(" ".join([*words[:place], fragment, *words[place:]])).refused is None
    ]
    assert let_in == []


@given(st.text(max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    read(text)
    read(f"MATCH (c:Compound) WHERE {text} RETURN c.id AS id")


PIECES = st.sampled_from(
    [
        *"()[]{},.:|=<>+-*/%$;`\\'\"",
        *BASIS.split(),
        "CALL",
        "LOAD",
        "FROM",
        "'x'",
        "count(",
        "date(",
        "LinliMeta",
    ]
)


@given(st.lists(PIECES, max_size=25))
def test_what_is_allowed_names_nothing_that_acts(pieces: list[str]) -> None:
    text = "MATCH (c:Compound) WHERE c.id " + " ".join(pieces) + " RETURN c.id AS id"
    if read(text).refused is None:
        assert not {"CALL", "LOAD", "FROM", "LinliMeta", ";", "`", "\\"} & set(text.split())


CALLS = {
    **{name: f"{name}(c.households)" for name in ("count", "min", "max", "sum", "avg", "abs")},
    "coalesce": "coalesce(c.name, 'x')",
    "round": "round(2.26, 1)",
    "size": "size(['a', 'b'])",
    **{name: f"size({name}(p))" for name in ("nodes", "relationships")},
    "length": "length(p)",
    "collect": "size(collect(DISTINCT c.id))",
    **{name: f"{name}(x IN ['a', 'b'] WHERE x = 'a')" for name in QUANTIFIERS},
}
EXPECTED = {
    "count": 1, "min": -5, "max": -5, "sum": -5, "avg": -5.0, "abs": 5, "round": 2.3, "coalesce": "苑",
    "size": 2, "nodes": 2, "relationships": 1, "length": 1, "collect": 1,
    "all": False, "any": True, "none": False, "single": True,
}  # fmt: skip
STREET = {
    "Area": [{"id": "k"}],
    "Compound": [{"id": "c", "name": "苑", "households": -5}],
    "LOCATED_IN": [{"from": "c", "to": "k"}],
}


def asked(store: Store, name: str) -> Value:
    """What a function gives, asked as a query of the catalogue is."""
    kind = "text" if name == "coalesce" else "yes_no" if name in QUANTIFIERS else "count"
    kind = "ratio" if name in ("avg", "round") else kind
    text = f"""\
MATCH p = (c:Compound)-[:LOCATED_IN]->(a:Area)
WHERE a.id IN $areas AND c.from_min <= $as_of
RETURN {CALLS[name]} AS said
ORDER BY said"""
    assert read(text).refused is None
    columns = {"said": ColumnSpec(kind, "", "")}  # type: ignore[arg-type]
    query = Query(name, Header(Label("", ""), "", Label("", ""), columns, ("said",)), text, ())
    (row,) = store.run(query, {"areas": ["k"], "as_of": DAY}).rows()
    return row["said"]


def test_every_function_is_known_to_ladybug() -> None:
    store = InMemory(facts(STREET), schema.load())
    try:
        assert {name: asked(store, name) for name in CALLS} == EXPECTED
    finally:
        store.close()


def test_every_function_is_known_to_neo4j(neo4j_server: Server) -> None:
    with on_server(neo4j_server) as server:
        store = server.holding(facts(STREET))
        assert {name: asked(store, name) for name in CALLS} == EXPECTED


def test_every_function_is_tried() -> None:
    assert set(CALLS) == {*FUNCTIONS, *QUANTIFIERS}

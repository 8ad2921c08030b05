"""The facts as columns: what is asked in SQL, of either engine, what is left to the graph, and what DuckDB
may not do.

That its answers are right is held by `tests/audit/test_cases.py`, `test_random_streets.py` and
`tests/queries/test_oracle.py`, on the same graphs as the other engines.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pytest
import yaml

from linli.audit import engine as audit
from linli.audit import pack
from linli.errors import QueryFailed, QueryTooSlow, WorkspaceDamaged
from linli.model import schema
from linli.ports import Answer, Parameter
from linli.queries import catalogue
from linli.queries.catalogue import Query, parse
from linli.store.columns.engine import ColumnStore
from linli.store.columns.refs import Untranslatable
from linli.store.columns.statement import statement
from linli.store.ladybug import InMemory
from linli.store.small import Small
from tests.facts import Facts
from tests.queries.engines import apart, together, whole
from tests.street import built, workspace

DAY = dt.date(2025, 6, 30)
HEADER = """\
// what: {zh: 问, en: A question.}
// grain: one row a compound
// absent: {zh: 没有, en: none}
// columns:
//   id: {type: text, zh: 编号, en: Id}
//   n: {type: count, zh: 数, en: Number}
// key: [id]
// order: [id]
"""
SCOPE = """\
MATCH (c:Compound)-[:LOCATED_IN]->(:Area)-[:WITHIN]->(top:Area)
WHERE top.id IN $areas AND $as_of = $as_of
"""


def asking(text: str) -> Query:
    return parse("compounds/tried", HEADER + SCOPE + text + "\n", (Path("a.yaml"),))


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return built(workspace(tmp_path_factory.mktemp("columns"))).facts()


@pytest.fixture(scope="module")
def graph(facts: Facts) -> Iterator[InMemory]:
    store = InMemory(facts, schema.load())
    yield store
    store.close()


@pytest.fixture
def columns(facts: Facts, graph: InMemory) -> Iterator[ColumnStore]:
    store = ColumnStore(facts, schema.load(), graph)
    yield store
    store.close()


@pytest.fixture(params=["DuckDB", "SQLite"])
def either(
    request: pytest.FixtureRequest, facts: Facts, columns: ColumnStore
) -> Iterator[ColumnStore | Small]:
    """Both stores that put Cypher into SQL."""
    if request.param == "DuckDB":
        yield columns
        return
    small = Small(schema.load())
    small.fill(facts)
    yield small
    small.close()


def bound(query: Query, facts: Facts) -> Mapping[str, Parameter]:
    return query.bind({"as_of": DAY, "areas": facts["Area"]["id"].to_list()})


SAYINGS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "sayings.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", SAYINGS.values(), ids=SAYINGS)
def test_sql_says_what_cypher_says(
    text: str, either: ColumnStore | Small, graph: InMemory, facts: Facts
) -> None:
    query = asking(text)
    assert either.translates(query)
    wanted = graph.run(query, bound(query, facts))
    assert either.run(query, bound(query, facts)).arrow().equals(wanted.arrow())


def test_a_sum_of_nothing_is_0_as_the_server_has_it(either: ColumnStore | Small, facts: Facts) -> None:
    """The embedded graph gives null, so a query of ours sums what is there in every row."""
    query = asking(
        "OPTIONAL MATCH (c)<-[:SERVES]-(o:Organization) WHERE o.name = '-'"
        " RETURN c.id AS id, sum(o.members) AS n"
    )
    assert {row["n"] for row in either.run(query, bound(query, facts))} == {0}


@pytest.mark.parametrize(
    "text",
    [
        "MATCH w = (c)-[:LOCATED_IN]->(:Area) RETURN c.id AS id, length(w) AS n",
        "MATCH (c)-[:LOCATED_IN*1..3]->(a:Area) RETURN c.id AS id, count(a) AS n",
        "MATCH (c)<-[:COVERS]-(o:Organization) MATCH (o)-[:COVERS]->(x:Compound|Grid)"
        " RETURN c.id AS id, count(x) AS n",
        "MATCH (x:Compound|Grid) MATCH (x)-[:LOCATED_IN]->(a:Area) RETURN c.id AS id, count(a) AS n",
        "RETURN c.id AS id, 1 AS n LIMIT 1",
    ],
)
def test_what_has_no_sql_is_asked_of_the_graph(
    text: str, either: ColumnStore | Small, graph: InMemory, facts: Facts
) -> None:
    query = asking(text)
    with pytest.raises(Untranslatable):
        statement(query)
    assert not either.translates(query)
    assert either.run(query, bound(query, facts)).rows() == graph.run(query, bound(query, facts)).rows()


def test_every_rule_but_those_named_is_asked_in_sql(either: ColumnStore | Small) -> None:
    rules = {rule.name: rule for name in pack.names() for rule in pack.get(name).rules}
    left = {
        query.name
        for rule in rules.values()
        for query in (rule.population, rule.find)
        if not either.translates(query)
    }
    assert left == {"slots_unfilled/find"}  # a link of several types


def test_together_gives_what_each_gives_alone(columns: ColumnStore, facts: Facts) -> None:
    base = pack.get("base")
    areas = facts["Area"]["id"].to_list()
    whole_run = list(engine_run(base, columns, areas))
    assert len(whole_run) > 30
    for result in whole_run:
        alone = audit.judge(result.rule, columns, DAY, areas)
        assert result.error is alone.error is None
        assert result.states.equals(alone.states)
        assert result.rows.equals(alone.rows)


def engine_run(chosen: pack.Pack, store: ColumnStore, areas: list[str]) -> Iterator[audit.Result]:
    return audit.run(chosen, store, DAY, areas)


def test_what_was_shared_is_gone_afterwards(columns: ColumnStore, facts: Facts) -> None:
    base = pack.get("base")
    list(engine_run(base, columns, facts["Area"]["id"].to_list()))
    left = columns._database.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert left
    assert not [name for (name,) in left if name.startswith("shared")]


def test_a_query_that_takes_too_long_is_broken_off(graph: InMemory, facts: Facts) -> None:
    many = whole(together([apart(facts, f"{n}/") for n in range(30)]))
    store = ColumnStore(many, schema.load(), graph, time_limit=0.2)
    crossed = ", ".join(f"({name}:Post)" for name in "rstuvw")
    slow = asking(f"MATCH {crossed} WITH c, count(*) AS n RETURN c.id AS id, n AS n")
    with pytest.raises(QueryTooSlow):
        store.run(slow, slow.bind({"as_of": DAY, "areas": many["Area"]["id"].to_list()}))
    store.close()


def test_the_engine_reads_no_other_file_and_fetches_nothing(columns: ColumnStore, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a\n1\n", encoding="utf-8")
    database = columns._database
    for said in (
        f"FROM read_csv('{tmp_path / 'a.csv'}')",
        f"COPY (SELECT 1) TO '{tmp_path / 'b.csv'}'",
        f"ATTACH '{tmp_path / 'c.db'}'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            database.execute(said)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_snapshots_files_are_read_and_a_damaged_one_is_told(
    tmp_path: Path, facts: Facts, graph: InMemory
) -> None:
    for name, frame in facts.items():
        frame.sort("id").write_parquet(tmp_path / f"{name}.parquet")
    query = asking("RETURN c.id AS id, c.households AS n")
    store = ColumnStore(tmp_path, schema.load(), graph)
    answer: Answer = store.run(query, bound(query, facts))
    assert answer.rows() == graph.run(query, bound(query, facts)).rows()
    store.close()
    (tmp_path / "Compound.parquet").write_bytes(b"PAR1 nothing")
    damaged = ColumnStore(tmp_path, schema.load(), graph)
    with pytest.raises((WorkspaceDamaged, QueryFailed)):
        damaged.run(query, bound(query, facts))
    damaged.close()


def test_numbers_are_in_the_order_of_identifiers_however_the_facts_lie(facts: Facts, graph: InMemory) -> None:
    turned = {name: frame.sort("id", descending=True) for name, frame in facts.items()}
    store = ColumnStore(turned, schema.load(), graph)
    query = asking(SAYINGS["an identifier as the least of many"])
    wanted = graph.run(query, bound(query, facts))
    assert store.run(query, bound(query, facts)).arrow().equals(wanted.arrow())
    store.close()


def test_the_catalogue_in_sql_gives_what_the_graph_gives(
    columns: ColumnStore, graph: InMemory, facts: Facts
) -> None:
    scope = {"as_of": DAY, "areas": facts["Area"]["id"].to_list()}
    asked = 0
    for query in catalogue.load().values():
        if columns.translates(query) and set(query.parameters) == set(scope):
            given = query.bind(scope)  # type: ignore[arg-type]
            assert columns.run(query, given).rows() == graph.run(query, given).rows(), query.name
            asked += 1
    assert asked

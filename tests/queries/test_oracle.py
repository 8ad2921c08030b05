"""Random graphs: both engines give the rows of the plain-Python oracle, in its order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from linli.model import schema
from linli.ports import Store
from linli.queries import catalogue
from linli.queries.catalogue import Query
from linli.store.columns.engine import ColumnStore
from linli.store.small import Small
from tests.facts import Facts, facts
from tests.queries.engines import IDENTIFIERS, InMemory, apart, on_server, together, whole, write
from tests.queries.oracle import ANSWERS, Graph, answers
from tests.queries.random_graphs import Given, askings, graphs
from tests.servers.neo4j.server import Server

# The same graphs every run, and no folder of examples left behind.
PLAIN = settings(
    deadline=None,
    derandomize=True,
    # The same example fails again on the next run; making it smaller would take a database for each try, and
    # minutes and gigabytes of them.
    phases=[Phase.generate],
    database=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)


def test_every_query_has_its_oracle() -> None:
    assert set(ANSWERS) == set(catalogue.load())


@given(given=graphs(), data=st.data())
@settings(PLAIN, max_examples=12)
def test_ladybug_gives_what_the_oracle_gives(given: Given, data: st.DataObject) -> None:
    graph = whole(facts(given))
    store = InMemory(graph, schema.load())
    try:
        for _ in range(2):
            compare(store, graph, data.draw(askings(given)))
    finally:
        store.close()


JOINED = 16


def test_ladybug_gives_what_the_oracle_gives_on_many_graphs_joined(tmp_path: Path) -> None:
    """The engine's wrong rows (decision 0001) show on graphs of some size, hardly ever on small ones."""
    drawn: list[tuple[Facts, dict[str, dict[str, Any]]]] = []

    @given(given=graphs(), data=st.data())
    @settings(PLAIN, max_examples=JOINED)
    def draw(given: Given, data: st.DataObject) -> None:
        prefix = f"{len(drawn):03}/"
        asked = {
            name: {key: _there(prefix, catalogue.get(name), key, value) for key, value in parameters.items()}
            for name, parameters in data.draw(askings(given)).items()
        }
        drawn.append((apart(facts(given), prefix), asked))

    draw()
    joined = whole(together([one for one, _ in drawn]))
    store = write(tmp_path / "graph.lb", joined)
    columns = ColumnStore(joined, schema.load(), store)
    small = Small(schema.load())
    try:
        for number, (one, asked) in enumerate(drawn):
            compare(store, whole(one), asked)
            small.fill(whole(one))
            compare(small, whole(one), asked)
            if number % 4 == 0:
                compare(columns, whole(one), asked)
    finally:
        small.close()
        columns.close()
        store.close()


def _there(prefix: str, query: Query, name: str, value: Any) -> Any:
    """A parameter as the joined graph has it."""
    if query.parameters[name] not in IDENTIFIERS:
        return value
    return [f"{prefix}{one}" for one in value] if isinstance(value, list) else f"{prefix}{value}"


def test_neo4j_gives_what_the_oracle_gives(neo4j_server: Server) -> None:
    with on_server(neo4j_server) as server:

        @given(given=graphs(), data=st.data())
        @settings(PLAIN, max_examples=3)
        def run(given: Given, data: st.DataObject) -> None:
            graph = whole(facts(given))
            store = server.holding(graph)
            for _ in range(2):
                compare(store, graph, data.draw(askings(given)))

        run()


def compare(store: Store, facts: Facts, asked: dict[str, dict[str, Any]]) -> None:
    graph = Graph(facts)
    for name, parameters in asked.items():
        query = catalogue.get(name)
        bound = query.bind(parameters)
        assert store.run(query, bound).rows() == answers(graph, name, bound), (name, parameters)

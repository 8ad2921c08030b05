"""Every case of every query, on Ladybug, on Neo4j, and by the plain-Python oracle.

A case is a file `<name>.cases/<trap>.yaml` beside its query, and needs no Python:

    title       the trap, as a sentence; no two cases of a query have the same
    given       facts in the notation of `tests/facts.py`; the product itself derives links from them
    parameters  all that the query takes: `as_of`, `areas` and its own; places and bodies by their ids
    expected    ALL rows, in the query's order. The rows name the columns that are compared, each row the same
                ones; a column that no row names may hold anything. Dates are written 2024-01-31, a blank cell
                is null. `[]` says that there is no row.

An id that deriving makes (`pair`) is not for a case to name: it follows from the ids of the whole test graph.

All cases stand side by side in ONE graph, each under identifiers of its own (`017/c1`), so that it is loaded
once. Nothing links one case to another. A query that looks beyond its areas or its place fails here, since it
finds the others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from linli.ports import Answer, Parameter
from linli.queries import catalogue
from linli.queries.catalogue import Query
from linli.store.ladybug import LadybugStore
from linli.store.rows import schema
from tests.facts import Case, Facts, load_case
from tests.queries.engines import IDENTIFIERS, apart, on_server, together, whole, write
from tests.queries.oracle import Graph, answers
from tests.servers.neo4j.server import Server


@dataclass(frozen=True)
class Numbered:
    """A case with its query and the prefix of its identifiers in the graph of all cases."""

    query: Query
    path: Path
    prefix: str

    @cached_property
    def case(self) -> Case:
        return load_case(self.path)

    @cached_property
    def bound(self) -> dict[str, Parameter]:
        """The parameters, as the graph of all cases knows them."""
        asked: dict[str, Any] = dict(self.case.parameters)
        for name, kind in self.query.parameters.items():
            if kind in IDENTIFIERS and name in asked:
                value = asked[name]
                many = isinstance(value, list)
                asked[name] = [f"{self.prefix}{one}" for one in value] if many else f"{self.prefix}{value}"
        return self.query.bind(asked)

    @property
    def expected(self) -> list[dict[str, Any]]:
        rows: Any = self.case.expected
        assert isinstance(rows, list), "expected is a list of rows"
        return rows

    def shown(self, row: Mapping[str, object]) -> dict[str, object]:
        """The columns of a row that the case names, as the case writes them."""
        names = self.expected[0] if self.expected else row
        return {name: self._written(row[name]) for name in names}

    def _written(self, value: object) -> object:
        if isinstance(value, dt.date):
            return value.isoformat()
        return value.removeprefix(self.prefix) if isinstance(value, str) else value

    def fault(self, answer: Answer) -> str:
        """How an answer differs from what is expected; nothing where it does not."""
        got = [self.shown(row) for row in answer]
        if got != self.expected:
            return f"{self.path.stem}: {self.case.title}\n  expected {self.expected}\n  got      {got}"
        return (
            "" if answer.table.schema == schema(self.query) else f"{self.path.stem}: columns of another type"
        )


def _cases() -> list[Numbered]:
    paths = [(query, path) for query in catalogue.load().values() for path in query.cases]
    return [Numbered(query, path, f"{number:03}/") for number, (query, path) in enumerate(paths)]


CASES = _cases()
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.query.name}/{case.path.stem}")


@pytest.fixture(scope="module")
def graph() -> Facts:
    """All cases in one graph, with its derived links."""
    return whole(together([apart(case.case.facts, case.prefix) for case in CASES]))


@pytest.fixture(scope="module")
def plain(graph: Facts) -> Graph:
    return Graph(graph)


@pytest.fixture(scope="module")
def ladybug(graph: Facts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LadybugStore]:
    store = write(tmp_path_factory.mktemp("cases") / "graph.lb", graph)
    yield store
    store.close()


@every_case
def test_a_case_is_whole(case: Numbered) -> None:
    same = [other for other in CASES if other.query == case.query and other.case.title == case.case.title]
    assert same == [case], "two cases of one title"
    assert all(set(row) == set(case.expected[0]) for row in case.expected), "rows that name other columns"
    assert all(set(row) <= set(case.query.columns) for row in case.expected), "no column of this name"


@every_case
def test_ladybug(case: Numbered, ladybug: LadybugStore) -> None:
    assert not case.fault(ladybug.run(case.query, case.bound))


@every_case
def test_the_oracle(case: Numbered, plain: Graph) -> None:
    rows = answers(plain, case.query.name, case.bound)
    assert [case.shown(row) for row in rows] == case.expected


def test_neo4j(neo4j_server: Server, graph: Facts, ladybug: LadybugStore) -> None:
    """One test, since one push serves all cases. Every column is compared with Ladybug's as well."""
    with on_server(neo4j_server) as server:
        store = server.holding(graph)
        wrong = []
        for case in CASES:
            answer = store.run(case.query, case.bound)
            same = answer.table.equals(ladybug.run(case.query, case.bound).table)
            wrong += [
                fault
                for fault in (case.fault(answer), "" if same else f"{case.path}: not as Ladybug")
                if fault
            ]
    assert not wrong, "\n".join(wrong)

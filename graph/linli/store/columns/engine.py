"""A store over columns, beside the graph that it was made from."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from linli.errors import QueryFailed, QueryTooSlow, WorkspaceDamaged
from linli.model.schema import Schema
from linli.ports import Answer, Asked, Parameter, Store
from linli.queries.catalogue import Query
from linli.store import rows
from linli.store.columns.level import quoted
from linli.store.columns.refs import Untranslatable
from linli.store.columns.statement import Statement, statement
from linli.store.columns.tables import Tables, itself
from linli.store.columns.together import Together
from linli.store.deadline import within

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

TIME_LIMIT = 60.0
"""Seconds that a query may take."""

THREADS = 2
"""Threads of the engine, which its queries share."""

# `execute` plans a query once, `sql` twice, which costs more than the copy that DuckDB warns of.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result")

_SHUT = (
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "temp_directory = ''",
)


class ColumnStore:
    """The facts of a snapshot as columns. What it cannot put into SQL it asks of the graph `beside` it.

    Safe to share between threads. Facts are read when a query first needs them.
    """

    def __init__(
        self,
        facts: Path | Mapping[str, pl.DataFrame],
        schema: Schema,
        beside: Store,
        *,
        time_limit: float = TIME_LIMIT,
    ) -> None:
        self._beside = beside
        self._time_limit = time_limit
        self._database = _opened(facts)
        self._tables = Tables(self._database, facts, schema)
        self._said: dict[str, Statement | None] = {}

    @property
    def snapshot(self) -> str:
        """Hash of the snapshot."""
        return self._beside.snapshot

    def run(self, query: Query, parameters: Mapping[str, Parameter]) -> Answer:
        """Run a query of the catalogue. See `ports.Store.run`."""
        said = self.statement(query)
        if said is None:
            return self._beside.run(query, parameters)
        return self.answer(query, said, parameters)

    def answer(self, query: Query, said: Statement, parameters: Mapping[str, Parameter]) -> Answer:
        """The answer of a statement that a query was put into. Raises as `run` does."""
        with self._limited(query) as connection:
            self._tables.need(said.tables)
            table: pa.Table = connection.execute(said.sql, _given(said, parameters)).to_arrow_table()
        rows.check_names(query, table.column_names)
        return Answer(tuple(query.columns), rows.from_arrow(query, table, ordered=True))

    def together(self, asked: Sequence[Asked]) -> AbstractContextManager[Store]:
        """See `ports.Store.together`: what several of the queries work out is worked out once."""
        return Together(self, asked)

    def define(self, query: Query, name: str, said: Statement, parameters: Mapping[str, Parameter]) -> None:
        """Make a table of what a SELECT of a query gives. Raises as `run` does."""
        with self._limited(query) as connection:
            self._tables.need(said.tables)
            connection.execute(f"CREATE TABLE {quoted(name)} AS {said.sql}", _given(said, parameters))

    def forget(self, names: Iterable[str]) -> None:
        """Drop tables that `define` made."""
        with self._database.cursor() as connection:
            for name in names:
                connection.execute(f"DROP TABLE IF EXISTS {quoted(name)}")

    def translates(self, query: Query) -> bool:
        """Whether a query is answered here, rather than by the graph beside."""
        return self.statement(query) is not None

    def statement(self, query: Query) -> Statement | None:
        """What a query is in SQL; None where it is asked of the graph beside."""
        if query.text not in self._said:
            try:
                self._said[query.text] = statement(query)
            except Untranslatable:
                self._said[query.text] = None
        return self._said[query.text]

    @contextmanager
    def _limited(self, query: Query) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection for one query, which is interrupted when its time is over; errors become ours."""
        connection = self._database.cursor()
        try:
            with within(self._time_limit, connection.interrupt):
                yield connection
        except duckdb.InterruptException as error:
            raise QueryTooSlow(query=query.name) from error
        except duckdb.IOException as error:
            raise WorkspaceDamaged(file="facts", problem=str(error)) from error
        except duckdb.Error as error:
            raise QueryFailed(query=query.name, problem=str(error)) from error
        finally:
            connection.close()

    def close(self) -> None:
        """Give the memory back. The graph beside is closed by whoever opened it."""
        self._database.close()


def _opened(facts: Path | Mapping[str, pl.DataFrame]) -> duckdb.DuckDBPyConnection:
    """A database in memory. Nothing is fetched, nothing is written, and no file is read but the facts."""
    connection = duckdb.connect(":memory:", config={"threads": THREADS})
    for said in _SHUT:
        connection.execute(f"SET {said}")
    if isinstance(facts, Path):
        folders = [str(facts), itself(facts)]  # DuckDB asks for the pattern too, and for what it finds
        connection.execute("SET allowed_directories = $folders", {"folders": folders})
    connection.execute("SET enable_external_access = false")
    return connection


def _given(said: Statement, parameters: Mapping[str, Parameter]) -> dict[str, Parameter]:
    return {name: value for name, value in parameters.items() if name in said.parameters}

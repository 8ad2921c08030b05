"""A small graph in memory that is filled again and again: what lies near a change.

Its questions are the catalogue's Cypher, put into SQL as for a province (`store.columns`), but answered by
SQLite, which plans one in less than a millisecond and takes a hundred facts in one. What has no SQL is asked
of a graph of the embedded engine (`store.refilled`), made and filled when the first such question comes.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import polars as pl

from linli.errors import QueryFailed, QueryTooSlow
from linli.model.schema import Column, Kind, Schema, Table
from linli.ports import Answer, Asked, Parameter, Store
from linli.queries.catalogue import Query
from linli.store import rows
from linli.store.columns.dialect import LITE, PARTED
from linli.store.columns.level import quoted
from linli.store.columns.refs import Untranslatable
from linli.store.columns.statement import Statement, statement
from linli.store.refilled import Refilled

Frames = Mapping[str, pl.DataFrame]

EPOCH = dt.date(1970, 1, 1).toordinal()
"""The day from which polars counts."""

TIME_LIMIT = 60.0
"""Seconds that a question may take."""

STEPS = 100_000
"""Steps of SQLite's machine between two looks at the clock."""

KEPT = 512
"""Statements whose plans are kept."""

STORED: dict[Kind, str] = {
    "text": "TEXT",
    "int": "INTEGER",
    "float": "REAL",
    "bool": "INTEGER",
    "date": "INTEGER",
}


class Small:
    """A graph without a file that is emptied and filled anew; one thread at a time."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._turn = threading.RLock()
        self._database = sqlite3.connect(
            ":memory:", check_same_thread=False, isolation_level=None, cached_statements=KEPT
        )
        self._filled: set[str] = set()
        self._held: Frames | None = None
        self._beside: Refilled | None = None
        self._columns = {table.name: list(_stored(table)) for table in schema.tables}
        for table in schema.tables:
            for said in _making(table):
                self._database.execute(said)

    @property
    def snapshot(self) -> str:
        """Hash of what is held: it has none."""
        return "memory"

    def fill(self, facts: Frames) -> None:
        """Hold these facts and no others.

        Parameters: `facts`, every table of the schema; few rows each. The same as before are held already.
        Raises QueryFailed for a link that leads nowhere; what was held is held no more.
        """
        with self._turn:
            if facts is self._held:
                return
            self._held = None
            filled = {table.name for table in self._schema.tables if facts[table.name].height}
            numbers: dict[str, dict[str, int]] = {}
            try:
                # Leaving this block ends the transaction, whichever way it is left.
                with self._database:
                    self._database.execute("BEGIN")
                    for name in self._filled:
                        self._database.execute(f"DELETE FROM {quoted(name)}")
                    for table in self._schema.tables:
                        if table.name in filled:
                            self._put(table, facts[table.name], numbers)
            except (sqlite3.Error, LookupError) as error:
                raise QueryFailed(query="fill", problem=repr(error)) from error
            self._filled, self._held = filled, facts

    def _put(self, table: Table, frame: pl.DataFrame, numbers: dict[str, dict[str, int]]) -> None:
        """The rows of a table, with numbers in the order of identifiers: see `store.columns.tables`."""
        found = sorted(frame.select(self._columns[table.name]).rows())
        given: list[Sequence[object]]
        if table.ends is None:
            numbers[table.name] = {row[0]: number for number, row in enumerate(found)}
            given = [(number, *row) for number, row in enumerate(found)]
        else:
            start, stop = (numbers[label] for label in table.ends)
            given = [(n, start[row[1]], stop[row[2]], row[0], *row[3:]) for n, row in enumerate(found)]
        marks = ", ".join("?" * len(given[0]))
        self._database.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", given)

    def run(self, query: Query, parameters: Mapping[str, Parameter]) -> Answer:
        """Run a query of the catalogue. See `ports.Store.run`."""
        with self._turn:
            try:
                said = statement(query, LITE)
            except Untranslatable:
                return self._graph().run(query, parameters)
            return Answer(
                tuple(query.columns), rows.from_values(query, self._answer(query, said, parameters))
            )

    def _answer(
        self, query: Query, said: Statement, parameters: Mapping[str, Parameter]
    ) -> list[tuple[object, ...]]:
        end = time.monotonic() + TIME_LIMIT
        self._database.set_progress_handler(lambda: time.monotonic() > end, STEPS)
        try:
            found = self._database.execute(said.sql, {name: _given(one) for name, one in parameters.items()})
            rows.check_names(query, [column[0] for column in found.description])
            made = [_TYPED.get(kind) for kind in query.columns.values()]
            return [tuple(map(_typed, row, made)) for row in found]
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise QueryTooSlow(query=query.name) from error
            raise QueryFailed(query=query.name, problem=str(error)) from error
        except (sqlite3.Error, OverflowError, ValueError) as error:
            # What Python cannot hand to SQLite, or make a date of, is no error of SQLite's.
            raise QueryFailed(query=query.name, problem=str(error)) from error
        finally:
            # Else the end of this question would break off what is filled in after it.
            self._database.set_progress_handler(None, 0)

    def _graph(self) -> Refilled:
        """The graph of the embedded engine, holding what this one holds."""
        held = self._held
        if held is None:
            raise QueryFailed(query="fill", problem="nothing is held")
        if self._beside is None:
            self._beside = Refilled(
                self._schema, {table.name: held[table.name] for table in self._schema.tables}
            )
        self._beside.fill(held)
        return self._beside

    def translates(self, query: Query) -> bool:
        """Whether a query is answered here, rather than by a graph of the embedded engine."""
        try:
            statement(query, LITE)
        except Untranslatable:
            return False
        return True

    def together(self, asked: Sequence[Asked]) -> AbstractContextManager[Store]:
        """See `ports.Store.together`: nothing is shared here."""
        return nullcontext(self)

    def close(self) -> None:
        """Give the memory back."""
        with self._turn:
            self._database.close()
            if self._beside is not None:
                self._beside.close()
                self._beside = None


def _own(table: Table) -> list[Column]:
    return [column for column in table.columns if column.name not in ("from", "to")]


def _making(table: Table) -> Iterator[str]:
    """The statements that make a table; links are looked up from both ends."""
    name = quoted(table.name)
    ends = "f INTEGER, t INTEGER, " if table.ends else ""
    own = ", ".join(f"{quoted(column.name)} {STORED[column.kind]}" for column in _own(table))
    yield f"CREATE TABLE {name} (n INTEGER PRIMARY KEY, {ends}{own})"
    for end in "ft" if table.ends else "":
        yield f"CREATE INDEX {quoted(f'{table.name} {end}')} ON {name} ({end})"


def _stored(table: Table) -> Iterator[pl.Expr]:
    """The columns of a table as SQLite is given them: the identifier, the ends, all others. Days are numbers,
    as `date.toordinal` counts them.
    """
    first, *own = _own(table)
    yield pl.col(first.name)
    if table.ends:
        yield from (pl.col("from"), pl.col("to"))
    days = {column.name for column in own if column.kind == "date"}
    for name in (column.name for column in own):
        yield (pl.col(name).cast(pl.Int32) + EPOCH).alias(name) if name in days else pl.col(name)


def _given(one: Parameter) -> object:
    """A parameter as `store.columns.dialect.LITE` has it."""
    if isinstance(one, list):
        return PARTED + PARTED.join(one) + PARTED
    if isinstance(one, dt.date):
        return one.toordinal()
    return one.days if isinstance(one, dt.timedelta) else one


_TYPED: dict[str, Callable[[Any], object]] = {"yes_no": bool, "date": dt.date.fromordinal}


def _typed(value: object, made: Callable[[Any], object] | None) -> object:
    return value if made is None or value is None else made(value)

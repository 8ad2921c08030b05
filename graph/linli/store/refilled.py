"""A small graph in memory that is filled again and again, and remembers the plans of its queries.

A new graph and new plans cost a hundred times what a question of a few hundred facts costs: on a slow machine
20 to 40 ms for the tables, and 5 to 80 ms for each query of a rule (1,100 ms for the largest).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import ladybug

from linli.errors import QueryFailed
from linli.model.schema import Schema, Table
from linli.store.deadline import within
from linli.store.ladybug import InMemory, _copy

if TYPE_CHECKING:
    import polars as pl

LIMIT = 800
"""Queries after which the connection, and with it every plan, is made anew: each leaves half a megabyte in
the engine's buffer until then (measured over 1,400), and new plans of all rules cost seconds.
"""

BUFFER = 1 << 30
"""Bytes that the buffer may grow to; what is not filled is not taken."""


class Refilled(InMemory):
    """A graph without a file that is emptied and filled anew; one thread at a time."""

    def __init__(self, schema: Schema, facts: Mapping[str, pl.DataFrame], memory: int = BUFFER) -> None:
        self._schema = schema
        self._one: ladybug.Connection | None = None
        self._asked = 0
        self._turn = threading.RLock()
        self._filled: set[str] = set()
        self._held: Mapping[str, pl.DataFrame] | None = None
        super().__init__({name: frame.clear() for name, frame in facts.items()}, schema, memory)

    def fill(self, facts: Mapping[str, pl.DataFrame]) -> None:
        """Hold these facts and no others. Raises QueryFailed where the engine does not take them.

        Parameters: `facts`, every table of the schema; few rows each. The same as before are held already.
        """
        if facts is self._held:
            return
        self._held = None
        try:
            self._fill(facts)
        except RuntimeError:
            # What earlier questions have left in the buffer goes with their connection.
            self._forget()
            try:
                self._fill(facts)
            except RuntimeError as error:
                raise QueryFailed(query="fill", problem=str(error)) from error
        self._held = facts

    def _fill(self, facts: Mapping[str, pl.DataFrame]) -> None:
        with self._lent() as connection:
            for name in sorted(self._filled):
                connection.execute(f"MATCH (n:`{name}`) DETACH DELETE n")
            self._filled = {name for name in self._schema.nodes if facts[name].height}
            for table in self._schema.tables:
                if not (frame := facts[table.name]).height:
                    continue
                if table.ends:
                    _copy(connection, table, frame)
                else:
                    _create(connection, table, frame)

    @contextmanager
    def _lent(self) -> Iterator[ladybug.Connection]:
        """The one connection, whose plans are kept: queries wait for one another."""
        with self._turn:
            if self._asked >= LIMIT:
                self._forget()
            if self._one is None:
                self._one = ladybug.Connection(self._database, num_threads=1)
            self._asked += 1
            with within(self._time_limit, self._one.interrupt):
                yield self._one

    def _forget(self) -> None:
        if self._one is not None:
            self._one.close()
        self._one, self._asked = None, 0

    def _close_idle(self) -> None:
        super()._close_idle()
        self._forget()


def _create(connection: ladybug.Connection, table: Table, frame: pl.DataFrame) -> None:
    """Write a few nodes one by one: a bulk copy of nodes pays four times as much for the first row."""
    names = [column.name for column in table.columns]
    values = ", ".join(f"`{name}`: `{name}`" for name in names)
    text = f"LOAD FROM $rows CREATE (:`{table.name}` {{{values}}})"
    connection.execute(text, {"rows": frame.select(names).to_arrow()})

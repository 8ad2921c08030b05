"""The facts as tables of DuckDB, with a number for every row.

A node's number is its place in its table, which is in the order of identifiers, as a build writes the facts;
so numbers compare as identifiers do. A link has those of its ends as `f` (from) and `t` (to). A join compares
whole numbers, where the facts have texts.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from linli.model.schema import Schema, Table
from linli.store.columns.level import quoted

if TYPE_CHECKING:
    import duckdb
    import polars as pl

_GIVEN = "given_rows"


class Tables:
    """The tables of a database, each made when a query first reads it.

    Parameters: `connection`; `facts`, a snapshot's folder of parquet files, or frames by table; `schema`.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, facts: Path | Mapping[str, pl.DataFrame], schema: Schema
    ) -> None:
        self._connection = connection
        self._facts = facts
        self._schema = schema
        self._made: set[str] = set()
        self._turn = threading.Lock()

    def need(self, names: Iterable[str]) -> None:
        """Make the tables that are not there yet."""
        if self._made.issuperset(names):
            return
        with self._turn:
            for name in sorted(set(names) - self._made):
                self._make(self._schema.table(name))

    def _make(self, table: Table) -> None:
        if table.name in self._made:
            return
        for end in table.ends or ():
            self._make(self._schema.table(end))
        if isinstance(self._facts, Path):
            source = f"read_parquet({_text(itself(self._facts / f'{table.name}.parquet'))})"
            self._connection.execute(_making(table, source))
        else:
            frame = self._facts[table.name].sort("id").with_row_index("file_row_number")
            self._connection.register(_GIVEN, frame.to_arrow())
            self._connection.execute(_making(table, _GIVEN))
            self._connection.unregister(_GIVEN)
        self._made.add(table.name)


def itself(path: Path) -> str:
    """A path as a pattern of DuckDB that finds it alone: a folder may be called 台账[1]."""
    return re.sub(r"[\[*?]", r"[\g<0>]", str(path))


def _text(said: str) -> str:
    return "'" + said.replace("'", "''") + "'"


def _making(table: Table, source: str) -> str:
    """The statement that makes a table."""
    own = "".join(f", s.{quoted(c.name)}" for c in table.columns if c.name not in ("from", "to"))
    made = f"CREATE TABLE {quoted(table.name)} AS SELECT s.file_row_number::INTEGER AS n"
    if not table.ends:
        return f"{made}{own} FROM {source} s"
    start, end = (quoted(one) for one in table.ends)
    return (
        f"{made}, a.n AS f, b.n AS t{own} FROM {source} s"
        f' JOIN {start} a ON a.id = s."from" JOIN {end} b ON b.id = s."to"'
    )

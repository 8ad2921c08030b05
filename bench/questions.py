"""Whole-province questions of the catalogue beside hand-written SQL that gives the same answer."""

from __future__ import annotations

import datetime as dt
import warnings
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import machine
from asked import Different
from figures import Figure, Table

if TYPE_CHECKING:
    import duckdb
    import polars as pl


NOUNS = ("buildings", "compounds", "people")
"""Folders of the SQL; a file's first line names the columns that are compared."""


def provincial(table: Table, workspace: Path, facts: Path) -> None:
    """Questions about the whole province, beside SQL that gives the same answer."""
    import duckdb

    import linli
    from linli.errors import LinliError
    from linli.model.schema import load

    table.head("whole-province questions, in process")
    warnings.filterwarnings("ignore", "Arrow output on a DB-API result")
    with linli.open(workspace) as graph, duckdb.connect() as connection:
        for one in load().tables:
            connection.execute(
                f'CREATE TABLE "{one.name}" AS SELECT * FROM read_parquet(?)',
                [str(facts / f"{one.name}.parquet")],
            )
        for path in sorted(path for noun in NOUNS for path in machine.SQL.glob(f"{noun}/*.sql")):
            name = f"{path.parent.name}/{path.stem}"
            sql = path.read_text(encoding="utf-8")
            ask, query = partial(graph.ask, name), partial(_rows, connection, sql, graph.day)
            try:
                ours = ask()
                agreed = _same(name, ours.polars(), query(), sql.splitlines()[0].split(": ")[1].split(", "))
            except (Different, LinliError) as error:
                print(f"WRONG, not timed: {error}", flush=True)
                continue
            slow = machine.loop()
            own, bare = machine.in_turns(3, ask, query)
            spread = (own.least * 1e3, own.most * 1e3)
            note = f"{len(ours):,} rows; {agreed}"
            table.add(Figure(name, own.wall * 1e3, "ms", slow, spread, None, note, "DuckDB", bare.wall * 1e3))


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, day: dt.date) -> pl.DataFrame:
    import polars as pl

    frame = pl.from_arrow(connection.execute(sql, {"day": day}).to_arrow_table())
    assert isinstance(frame, pl.DataFrame)
    return frame


def _same(name: str, ours: pl.DataFrame, theirs: pl.DataFrame, columns: list[str]) -> str:
    """Hold our answer against the reference. Raises Different: no time of a wrong answer is printed.

    linli may have more rows about people: it also says who is only possibly one person.
    """
    left, right = (frame.select(columns).unique() for frame in (ours, theirs))
    right = right.cast(dict(left.schema))  # type: ignore[arg-type]
    missing = right.join(left, on=columns, how="anti", nulls_equal=True).height
    more = left.height - right.height + missing
    if missing or (more and not name.startswith("people/")):
        raise Different(f"{name}: linli lacks {missing} rows that DuckDB finds, and has {more} others")
    return f"same {right.height:,} rows" + (f", and {more:,} of possible identity" if more else "")

"""The rules as hand-written DuckDB SQL over the base tables: `bench/sql/rules`.

`shared.sql` makes temporary tables that many rules read, as a good writer of SQL would; a rule's file has two
statements, `population` and `find`, which give the columns that the rule's own two queries give. What linli
derives when it builds (WITHIN, ANSWERS_TO, SHARES_HOLDER) is not read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import polars as pl

from linli.ports import Parameter

SQL = Path(__file__).parents[1] / "sql" / "rules"
DERIVED = ("WITHIN", "ANSWERS_TO", "SHARES_HOLDER")
THREADS = 2


def written(rule: str) -> bool:
    """Whether there is SQL for a rule."""
    return (SQL / f"{rule}.sql").is_file()


def statements(name: str) -> list[str]:
    """The statements of a file, without its comments."""
    lines = (SQL / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("--"))
    return [one.strip() for one in re.split(r";\n|;\Z", text) if one.strip()]


class Duck:
    """A database in memory that holds the base facts."""

    def __init__(self, facts: Mapping[str, pl.DataFrame] | Path) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(f"SET threads = {THREADS}")
        tables = (
            facts
            if isinstance(facts, Mapping)
            else {one.stem: one for one in sorted(facts.glob("*.parquet"))}
        )
        for name, source in tables.items():
            if name.startswith(DERIVED):
                continue
            if isinstance(source, Path):
                self.connection.execute(f'CREATE TABLE "{name}" AS FROM read_parquet(?)', [str(source)])
            else:
                self.connection.register("rows", source)
                self.connection.execute(f'CREATE TABLE "{name}" AS FROM rows')
                self.connection.unregister("rows")

    @classmethod
    def load(cls, folder: Path) -> Duck:
        """A database of plain csv, by the `load.sql` beside it."""
        duck = cls({})
        duck.connection.execute("SET file_search_path = $folder", {"folder": str(folder)})
        duck.connection.execute((folder / "load.sql").read_text(encoding="utf-8"))
        return duck

    def share(self, day: dt.date, areas: Sequence[str]) -> None:
        """What the rules share, for a day and some areas."""
        self.connection.execute("SET VARIABLE day = $day", {"day": day})
        self.connection.execute("SET VARIABLE areas = $areas", {"areas": list(areas)})
        for statement in statements("shared"):
            self.connection.execute(statement)

    def ask(self, statement: str, values: Mapping[str, Parameter]) -> pl.DataFrame:
        """The rows of one statement."""
        given = {name: value for name, value in values.items() if f"${name}" in statement}
        frame = pl.from_arrow(self.connection.sql(statement, params=given).to_arrow_table())
        assert isinstance(frame, pl.DataFrame)
        return frame

    def close(self) -> None:
        self.connection.close()

"""SQLite as a peer for questions about one thing: hand-written SQL over the base tables, every key indexed.

What linli derives (WITHIN, ANSWERS_TO) is not read: areas and chains are walked by recursive SQL.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import polars as pl

SQL = Path(__file__).parents[1] / "sql" / "points"
Value = str | int | None


class Lite:
    """A database file with the tables that the questions read, opened as a reader opens it."""

    def __init__(self, path: Path, facts: Path, day: dt.date, areas: Sequence[str]) -> None:
        path.unlink(missing_ok=True)
        self.day = day.isoformat()
        self.statements = {one.stem: one.read_text(encoding="utf-8") for one in sorted(SQL.glob("*.sql"))}
        self.connection = sqlite3.connect(path)
        self.connection.execute("PRAGMA journal_mode = OFF")
        tables = sorted(
            {name for text in self.statements.values() for name in re.findall(r'"([A-Z][\w.]+)"', text)}
        )
        for name in tables:
            self._table(name, pl.read_parquet(facts / f"{name}.parquet"))
        self.connection.execute("CREATE TABLE asked(area TEXT PRIMARY KEY) WITHOUT ROWID")
        self.connection.executemany("INSERT INTO asked VALUES (?)", [(area,) for area in areas])
        self.connection.commit()
        # No ANALYZE: with it SQLite fills Bloom filters from whole tables for a question of a few rows.
        self.connection.execute("PRAGMA cache_size = -1000000")

    def _table(self, name: str, frame: pl.DataFrame) -> None:
        """A table with its key, and an index on each end of a link. Dates are texts, as SQLite has them."""
        days = frame.with_columns(pl.col(pl.Date).cast(pl.String))
        columns = ", ".join(f'"{column}"' for column in days.columns)
        self.connection.execute(f'CREATE TABLE "{name}" ({columns}, PRIMARY KEY (id))')
        marks = ", ".join("?" * days.width)
        for part in days.iter_slices(100_000):
            self.connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', part.iter_rows())
        for end in ("from", "to"):
            if end in days.columns:
                self.connection.execute(f'CREATE INDEX "{name}.{end}" ON "{name}" ("{end}")')

    def ask(self, question: str, subject: str) -> list[tuple[Value, ...]]:
        """The rows of a question about one thing."""
        return self.connection.execute(
            self.statements[question], {"subject": subject, "day": self.day}
        ).fetchall()

    def columns(self, question: str) -> list[str]:
        """The columns of a question's rows."""
        told = self.connection.execute(self.statements[question], {"subject": "", "day": self.day})
        return [one[0] for one in told.description]

    def close(self) -> None:
        self.connection.close()

"""What can happen to a table of facts: rows are put in place of those of the same identifier, and rows end.
Nothing is ever taken out, so whatever hung together before hangs together after.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from linli.analysis.scenario.change import Span
from linli.model import ids
from linli.model.interval import COLUMNS as INTERVAL
from linli.model.interval import MAX, MIN, Interval
from linli.model.schema import LinkType
from linli.model.schema import load as load_schema

Row = Mapping[str, object]
DAY = dt.timedelta(1)


class Facts:
    """Facts under change: every table as it was until something happens to it.

    touched  table → identifiers of the rows that were put or ended
    """

    def __init__(self, facts: Mapping[str, pl.DataFrame]) -> None:
        self._facts = facts
        self.changed: dict[str, pl.DataFrame] = {}
        self.touched: dict[str, set[str]] = {}

    def __getitem__(self, table: str) -> pl.DataFrame:
        found = self.changed.get(table)
        return self._facts[table] if found is None else found

    def has(self, table: str, identity: str) -> bool:
        """Whether there is a row of this identifier."""
        return bool((self[table]["id"] == identity).any())

    def row(self, table: str, identity: str) -> dict[str, object] | None:
        """The row of an identifier, or None."""
        found = self[table].filter(pl.col("id") == identity)
        return found.row(0, named=True) if found.height else None

    def put(self, table: str, rows: Sequence[Row]) -> None:
        """Put rows in place of those of the same identifier; a column that a row does not name is null."""
        if not rows:
            return
        old = self[table]
        new = pl.DataFrame([{name: row.get(name) for name in old.columns} for row in rows], schema=old.schema)
        self.changed[table] = pl.concat([old.join(new, on="id", how="anti", maintain_order="left"), new])
        self.touched.setdefault(table, set()).update(new["id"])

    def end(self, table: str, column: str, wanted: Iterable[str], on: Span) -> list[str]:
        """Let the rows whose `column` is one of some identifiers have no later last day than `on`.

        Returns the identifiers of the rows that end earlier than they did.
        """
        frame = self[table]
        ends = pl.col(column).is_in(list(wanted)) & (pl.col("to_max") > on.last + DAY)
        found = frame.filter(ends)
        if not found.height:
            return []
        first, last = pl.lit(on.first + DAY), pl.lit(on.last + DAY)
        ended = found.with_columns(
            pl.min_horizontal("to_min", first).alias("to_min"),
            pl.min_horizontal("to_max", last).alias("to_max"),
            # Whatever has ended began before it ended.
            pl.max_horizontal("from_min", pl.min_horizontal("from_max", pl.lit(on.last))).alias("from_max"),
        )
        self.changed[table] = pl.concat(
            [frame.join(found, on="id", how="anti", maintain_order="left"), ended]
        )
        gone = found["id"].to_list()
        self.touched.setdefault(table, set()).update(gone)
        return gone


def begun(since: Span, until: Span | None = None) -> Interval:
    """The bounds of what begins on a day that is planned, and has a last day or none that is known.

    >>> begun(Span(dt.date(2025, 7, 1), dt.date(2025, 7, 31)))[:2]
    (datetime.date(2025, 7, 1), datetime.date(2025, 7, 31))
    """
    end = (MAX, MAX) if until is None else (until.first + DAY, until.last + DAY)
    return (since.first, since.last, *end)


def dated(interval: Interval) -> dict[str, dt.date]:
    """Bounds as columns."""
    return dict(zip(INTERVAL, interval, strict=True))


ALWAYS = dict(zip(INTERVAL, (MIN, MIN, MAX, MAX), strict=True))


def link(name: str, ends: tuple[str, str], row: Row) -> dict[str, object]:
    """A link's row, with its identifier made as ledgers make it."""
    kind = load_schema().links[name]
    assert isinstance(kind, LinkType)
    own: dict[str, object] = {**row, "from": ends[0], "to": ends[1]}
    parts = [_text(own.get(part)) for part in kind.key]
    return {**own, "id": ids.one(name, *ends, *parts)}


def _text(value: object) -> str | None:
    return None if value is None else str(value)

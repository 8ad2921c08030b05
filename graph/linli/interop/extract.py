"""What an export is made of: tables of nodes and links, and the mark of who took them out.

The converters beside this file are pure: an extract in, text out. What may be in an extract (areas, names,
personal columns) was decided before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from linli.model.interval import COLUMNS, MAX, MIN
from linli.model.schema import Table

Row = dict[str, Any]


@dataclass(frozen=True)
class Watermark:
    """Who took something out, when, of which snapshot, areas and day, and how names stand in it."""

    who: str
    when: dt.datetime
    snapshot: str
    areas: tuple[str, ...]
    as_of: dt.date
    names: str

    def plain(self) -> dict[str, object]:
        """As plain data."""
        return {
            "exported_by": self.who,
            "exported_at": self.when.isoformat(timespec="seconds"),
            "snapshot": self.snapshot,
            "areas": list(self.areas),
            "as_of": self.as_of.isoformat(),
            "names": self.names,
        }

    def line(self) -> str:
        """In one line."""
        return "; ".join(
            f"{key}: {','.join(value) if isinstance(value, list) else value}"
            for key, value in self.plain().items()
        )


@dataclass(frozen=True)
class Extract:
    """Part of a graph: each table of the schema with its rows, in a fixed order."""

    tables: tuple[Table, ...]
    frames: Mapping[str, pl.DataFrame]
    mark: Watermark

    def nodes(self) -> Iterator[tuple[Table, pl.DataFrame]]:
        """The tables of nodes that have rows."""
        return ((t, self.frames[t.name]) for t in self.tables if not t.ends and self.frames[t.name].height)

    def links(self) -> Iterator[tuple[Table, pl.DataFrame]]:
        """The tables of links that have rows."""
        return ((t, self.frames[t.name]) for t in self.tables if t.ends and self.frames[t.name].height)

    def rows(self, type_: str) -> Iterator[Row]:
        """Every row of a type of node, or of a type of link whatever its ends."""
        for table in self.tables:
            if table.type.name == type_:
                yield from self.frames[table.name].iter_rows(named=True)

    @property
    def elements(self) -> int:
        """How many nodes and links there are."""
        return sum(frame.height for frame in self.frames.values())


def known(row: Row) -> Row:
    """A row without what is not known: blanks, and bounds that say nothing."""
    return {
        key: value
        for key, value in row.items()
        if value is not None and not (key in COLUMNS and value in (MIN, MAX))
    }


def first_day(row: Row) -> str | None:
    """The first day of an interval as ISO 8601 writes it with the precision that is known; None where it is
    not.

    >>> day = dt.date
    >>> first_day({"from_min": day(2021, 6, 1), "from_max": day(2021, 6, 30)})
    '2021-06'
    >>> first_day({"from_min": day(2021, 1, 1), "from_max": day(2021, 12, 31)})
    '2021'
    """
    low, high = row.get("from_min"), row.get("from_max")
    return None if low is None or high is None or MIN in (low, high) else _iso(low, high)


def last_day(row: Row) -> str | None:
    """The last day of an interval, likewise; None where it stands or is not known.

    >>> last_day({"to_min": dt.date(2026, 6, 2), "to_max": dt.date(2026, 7, 1)})
    '2026-06'
    """
    low, high = row.get("to_min"), row.get("to_max")
    if low is None or high is None or MAX in (low, high) or low == MIN:
        return None
    return _iso(low - dt.timedelta(1), high - dt.timedelta(1))


def _iso(low: dt.date, high: dt.date) -> str | None:
    after = high + dt.timedelta(1)
    if low == high:
        return low.isoformat()
    if low.day == 1 and after.day == 1 and (low.year, low.month) == (high.year, high.month):
        return f"{low:%Y-%m}"
    if (low.month, low.day, after.month, after.day) == (1, 1, 1, 1) and low.year == high.year:
        return f"{low.year:04}"
    return None

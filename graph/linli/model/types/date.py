"""A date as precisely as the ledger says it, kept as its first and last possible day.

Reads 2023, 2023年, 2023.3, 202303, 2023年3月5日, 2023/3/5, 20230305, ISO timestamps, and the serial numbers
that Excel shows when a date lost its format (45000 is 2023-03-15). A year of two digits is refused: 49 may be
1949 or 2049, and no date is invented. Not here: an end that says 至今 (`date_end.py`), a date that must be a
day (`day.py`), a span of two dates in one cell.
"""

from __future__ import annotations

import datetime as dt

import polars as pl

from linli.model.types import empty, fold
from linli.model.types.base import Cleaned
from linli.model.types.verdict import CELL, flag, frame_of, settle

YEARS = (1900, 2100)
"""First and last year that a ledger of today can mean."""

_TIME = r"[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$"
_WRITTEN = r"^([0-9]{4})(?:年|[年./-]([0-9]{1,2})(?:月|[月./-]([0-9]{1,2})[日号]?)?)?$"
_COMPACT = r"^([0-9]{4})([0-9]{2})([0-9]{2})?$"
_SERIAL = r"^([2-7][0-9]{4}|80000)(?:\.[0-9]+)?$"
_SHORT_YEAR = r"^['’]?[0-9]{2}(?:年|[年./-][0-9]{1,2}(?:月|[月./-][0-9]{1,2}[日号]?)?)$"
_OCTOBER_LOST = r"^[0-9]{4}\.1$"
_SERIAL_ZERO = dt.date(1899, 12, 30)


class Date:
    """A date with its precision."""

    name = "date"

    def clean(self, raw: pl.Series) -> Cleaned:
        """First ("_min") and last ("_max") possible day.

        >>> Date().clean(pl.Series(["2023年2月"])).values["_max"].to_list()
        [datetime.date(2023, 2, 28)]
        """
        frame = read(empty.blank_to_null(raw))
        return settle(frame, {"_min": pl.col("first"), "_max": pl.col("last")}, [pl.col("fault")], WARNINGS)


def read(cells: pl.Series) -> pl.LazyFrame:
    """Days of each cell.

    Returns a frame with `cell`, `text` (plain characters), `first` and `last` (days, null unless both stand)
    and `fault` (code of a problem, or null).
    """
    written, compact = (pl.col("text").str.extract_groups(form) for form in (_WRITTEN, _COMPACT))
    parts = [
        pl.coalesce(group.struct.field(str(place)) for group in (written, compact)).cast(pl.Int32).alias(part)
        for place, part in enumerate(("year", "month", "day"), start=1)
    ]
    serial = pl.col("text").str.extract(_SERIAL).cast(pl.Int64)
    return (
        frame_of(cells)
        .with_columns(text=_plain(CELL))
        .with_columns(*parts, serial=pl.lit(_SERIAL_ZERO) + pl.duration(days=serial))
        .with_columns(year=pl.coalesce("year", pl.col("serial").dt.year()))
        .with_columns(start=_first_of(pl.col("year"), pl.col("month").fill_null(1)))
        .with_columns(fault=_fault(), first=_first(), last=_last())
    )


WARNINGS = (flag("date_october_lost", pl.col("text").str.contains(_OCTOBER_LOST)),)
"""2023.1 typed as a number may have been 2023.10: Excel drops the zero."""


def _plain(cell: pl.Expr) -> pl.Expr:
    # A number read from a cell may arrive as 2023.0 or 20230305.0.
    plain = fold.compatible(cell).str.replace(_TIME, "").str.replace(r"^([0-9]+)\.0+$", "${1}")
    return plain.str.replace_all(r"\s*([年月日号./-])\s*", "${1}")


def _first_of(year: pl.Expr, month: pl.Expr) -> pl.Expr:
    real = year.is_between(*YEARS) & month.is_between(1, 12)
    return pl.date(pl.when(real).then(year), pl.when(real).then(month), 1)


def _first() -> pl.Expr:
    return pl.coalesce("serial", pl.col("start") + pl.duration(days=pl.col("day").fill_null(1) - 1))


def _last() -> pl.Expr:
    of_month = pl.when(pl.col("month").is_not_null()).then(pl.col("start").dt.month_end())
    of_day = pl.when(pl.col("day").is_not_null()).then(_first())
    return pl.coalesce("serial", of_day, of_month, pl.col("start").dt.offset_by("1y") - pl.duration(days=1))


def _fault() -> pl.Expr:
    no_day = (pl.col("day") < 1) | (pl.col("day") > pl.col("start").dt.month_end().dt.day())
    return pl.coalesce(
        flag("date_two_digit_year", pl.col("text").str.contains(_SHORT_YEAR)),
        flag("date_unreadable", pl.col("year").is_null()),
        flag("date_year_out_of_range", ~pl.col("year").is_between(*YEARS)),
        flag("date_impossible", (pl.col("serial").is_null() & pl.col("start").is_null()) | no_day),
    )

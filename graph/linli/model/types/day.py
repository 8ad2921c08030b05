"""A date that must be one day, because something is counted from it: the day of a statement, of a ledger."""

from __future__ import annotations

import polars as pl

from linli.model.types import date, empty
from linli.model.types.base import Cleaned
from linli.model.types.verdict import flag, settle


class Day:
    """One day."""

    name = "day"

    def clean(self, raw: pl.Series) -> Cleaned:
        """Days; a year or a month alone is a problem.

        >>> Day().clean(pl.Series(["2023年3月"])).problem.to_list()
        ['day_not_exact']
        """
        frame = date.read(empty.blank_to_null(raw))
        inexact = flag("day_not_exact", pl.col("first") != pl.col("last"))
        return settle(frame, {"": pl.col("first")}, [pl.col("fault"), inexact])

"""The end of a term or a contract: a date, or 至今, which says that it stands and no end is known to come.

An empty end is something else: nobody wrote one. It stays null, and the ledger kind says what that means.
A date here is the last day, as the ledger means it; `interval.MAX` is no day and must not be counted on from.
"""

from __future__ import annotations

import polars as pl

from linli.model.interval import MAX
from linli.model.types import date, empty
from linli.model.types.base import Cleaned
from linli.model.types.verdict import settle

STANDING = (
    "至今",
    "到今",
    "迄今",
    "今",
    "现在",
    "现今",
    "目前",
    "现任",
    "在任",
    "present",
    "now",
    "to date",
    "current",
)
"""Words for "it stands". 长期 and 永久 are none of them: they promise, and say nothing of today."""


class DateEnd:
    """A date, or no end."""

    name = "date_end"

    def clean(self, raw: pl.Series) -> Cleaned:
        """First and last possible day of the end; MAX for both where it stands.

        >>> DateEnd().clean(pl.Series(["至今"])).values["_min"].to_list() == [MAX]
        True
        """
        stands = pl.col("text").str.to_lowercase().str.replace_all(r"(\p{Han})\s+", "${1}").is_in(STANDING)
        frame = date.read(empty.blank_to_null(raw)).with_columns(stands=stands)
        days = {
            suffix: pl.when("stands").then(pl.lit(MAX)).otherwise(pl.col(bound))
            for suffix, bound in (("_min", "first"), ("_max", "last"))
        }
        return settle(frame, days, [pl.when(~pl.col("stands")).then("fault")], date.WARNINGS)

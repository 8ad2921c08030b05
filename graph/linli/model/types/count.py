"""A number of things: households, members, steps. Whole and not negative; the counting word may stand after
it.
"""

from __future__ import annotations

import polars as pl

from linli.model.types import empty, number
from linli.model.types.base import Cleaned
from linli.model.types.verdict import flag, settle

UNITS = (*"户人名个栋幢座间层套级步位家组席届票处辆部", "单元")


class Count:
    """An integer, zero or more."""

    name = "count"

    def clean(self, raw: pl.Series) -> Cleaned:
        """Integers.

        >>> Count().clean(pl.Series(["1,234", "12户", "3.5"])).problem.to_list()
        [None, None, 'count_fraction']
        """
        frame = number.read(empty.blank_to_null(raw), UNITS)
        value = pl.col("number")
        problems = [
            flag("count_unreadable", value.is_null()),
            flag("count_negative", value < 0),
            flag("count_fraction", value != value.floor()),
        ]
        return settle(frame, {"": value.cast(pl.Int64, strict=False)}, problems, [number.APPROXIMATE])

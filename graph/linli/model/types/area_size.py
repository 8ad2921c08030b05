"""A floor area in square metres: `约400㎡`, `1.4万平方米`. Other units (亩, 公顷) are refused rather than
converted in silence.
"""

from __future__ import annotations

import polars as pl

from linli.model.types import empty, number
from linli.model.types.base import Cleaned
from linli.model.types.verdict import flag, settle

UNITS = ("m2", "㎡", "平方米", "平方公尺", "平米", "平方", "平")


class AreaSize:
    """Square metres."""

    name = "area_size"

    def clean(self, raw: pl.Series) -> Cleaned:
        """Square metres as floats.

        >>> AreaSize().clean(pl.Series(["约400㎡", "1.4万"])).values[""].to_list()
        [400.0, 14000.0]
        """
        frame = number.read(empty.blank_to_null(raw), UNITS)
        value = pl.col("number")
        problems = [flag("area_size_unreadable", value.is_null()), flag("area_size_negative", value < 0)]
        return settle(frame, {"": value}, problems, [number.APPROXIMATE])

"""A share of a whole, from 0 to 1: `60%` or `0.6`. A bare 60 is refused: whether it means 60 % or a mistake,
only its writer knows.
"""

from __future__ import annotations

import polars as pl

from linli.model.types import empty, number
from linli.model.types.base import Cleaned
from linli.model.types.verdict import flag, settle


class Share:
    """A fraction."""

    name = "share"

    def clean(self, raw: pl.Series) -> Cleaned:
        """Fractions between 0 and 1.

        >>> Share().clean(pl.Series(["60％", "0.6", "60"])).problem.to_list()
        [None, None, 'share_ambiguous']
        """
        frame = number.read(empty.blank_to_null(raw), ("%",))
        bare, value = pl.col("number"), pl.col("share")
        # Rounded, because 33.3 / 100 is 0.33299999999999996.
        share = pl.when(pl.col("unit") == "%").then((bare / 100).round(10)).otherwise(bare)
        problems = [
            flag("share_unreadable", value.is_null()),
            flag("share_ambiguous", pl.col("unit").is_null() & (bare > 1) & (bare <= 100)),
            flag("share_out_of_range", ~value.is_between(0, 1)),
        ]
        return settle(frame.with_columns(share=share), {"": value}, problems, [number.APPROXIMATE])

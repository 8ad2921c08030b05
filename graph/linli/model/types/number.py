"""Reading a number as offices write it: `1,234`, `12户`, `约400㎡`, `1.4万`, full-width digits. Shared by
count, area_size and share.
"""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from linli.model.types import fold
from linli.model.types.verdict import CELL, flag, frame_of

# Twelve digits at most: anything longer is a code or a telephone number in the wrong column.
_NUMBER = r"([-−]?(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,12})(?:\.[0-9]+)?)"


def read(cells: pl.Series, units: Collection[str]) -> pl.LazyFrame:
    """Numbers of the cells.

    Parameters: `cells`; `units`, words that may follow the number, in NFKC and lower case.
    Returns a frame with `cell`, `number` (float, null where it does not read, 万 worked in), `unit` (or
    null), `about` (whether the ledger says 约 or 左右).
    """
    unit = "|".join(sorted(units, key=len, reverse=True))
    form = rf"^(约|大约|近)?{_NUMBER}(万)?({unit})?(左右)?$"
    group = fold.matching(CELL).str.extract_groups(form).struct
    plain = group.field("2").str.replace_all(",", "").str.replace("−", "-").cast(pl.Float64)
    # Rounded, because 0.57万 is 5700 and not 5699.999999999999.
    number = pl.when(group.field("3").is_null()).then(plain).otherwise((plain * 10_000).round(6))
    about = group.field("1").is_not_null() | group.field("5").is_not_null()
    return frame_of(cells).with_columns(number=number, unit=group.field("4"), about=about)


APPROXIMATE = flag("number_approximate", pl.col("about"))
"""Warning: the ledger itself says "about"."""

"""Plain text: a remark, a code nobody needs to take apart, a basis. Full-width ASCII becomes half-width,
white space is tidied.

Not here: names (they keep their characters, and have a key), document numbers (their brackets are unified).
"""

from __future__ import annotations

import polars as pl

from linli.model.types import empty, fold
from linli.model.types.base import Cleaned
from linli.model.types.verdict import CELL, frame_of, settle


class Text:
    """Any text."""

    name = "text"

    def clean(self, raw: pl.Series) -> Cleaned:
        """Tidied text; nothing can be wrong with it.

        >>> Text().clean(pl.Series(["　Ａ１　　栋 ", "无"])).values[""].to_list()
        ['A1 栋', None]
        """
        return settle(frame_of(empty.blank_to_null(raw)), {"": fold.shown(fold.half_width(CELL))})

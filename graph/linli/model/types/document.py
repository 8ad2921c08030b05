"""The number of a document: 组通〔2023〕5号. The year stands in hexagonal brackets, whichever the clerk found
on the keyboard.

Also contract and filing numbers, which have no fixed form; only brackets, widths and spaces are tidied, so
that one document has one number. Source: GB/T 9704-2012 (〔 〕 around the year, no 第, no leading zeros).
"""

from __future__ import annotations

import polars as pl

from linli.model.types import empty, fold
from linli.model.types.base import Cleaned
from linli.model.types.verdict import CELL, frame_of, settle

_YEAR = r"\s*[\[(【〔﹝〈<{]\s*([0-9]{4})\s*(?:年)?\s*[\])】〕﹞〉>}]\s*"
_SERIAL = r"〕(?:第\s*)?0*([0-9]+)\s*号"


class Document:
    """A document's number."""

    name = "document"

    def clean(self, raw: pl.Series) -> Cleaned:
        """Numbers in one form; nothing can be wrong with them.

        >>> Document().clean(pl.Series(["组通[2023]第05号"])).values[""].to_list()
        ['组通〔2023〕5号']
        """
        tidy = (
            fold.shown(fold.half_width(CELL)).str.replace(_YEAR, "〔${1}〕").str.replace(_SERIAL, "〕${1}号")
        )
        return settle(frame_of(empty.blank_to_null(raw)), {"": tidy})

"""A sheet as read: every cell as text, nothing moved, nothing guessed."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, or the whole of a csv file.

    name   the sheet's name; "" for csv
    cells  one String column per column of the sheet, `c0`, `c1`, …; row i of the frame is row i + 1 of the
           sheet; blank is null
    """

    name: str
    cells: pl.DataFrame


def letter(index: int) -> str:
    """Letter of a column, as spreadsheets write it.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name

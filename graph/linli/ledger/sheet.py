"""A sheet as read: every cell as text, nothing moved, nothing guessed."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from linli.errors import LedgerError


@dataclass(frozen=True)
class Range:
    """A rectangle of cells; rows and columns counted from 0, all four inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, a table of a document, or the whole of a csv file.

    name            the sheet's name; "" for csv
    cells           one String column per column of the sheet, `c0`, `c1`, …; row i of the frame is row i + 1
                    of the sheet; blank is null
    merged          ranges of merged cells; the value stands in the first cell of each
    hidden_rows     rows (from 0) and
    hidden_columns  columns (from 0) that are hidden; they are read like any other
    uncached        (row, column) of cells with a formula whose result the file does not hold
    inside          the file's name inside a zip; "" where it came by itself
    hidden          whether the sheet itself is hidden; it is read like any other
    refusal         why a file inside a zip was not read; it has no cells then
    """

    name: str
    cells: pl.DataFrame
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    uncached: tuple[tuple[int, int], ...] = ()
    inside: str = ""
    hidden: bool = False
    refusal: LedgerError | None = None


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

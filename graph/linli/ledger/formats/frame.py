"""Rows of cells as columns of text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

import polars as pl

from linli.ledger.formats.display import Cell
from linli.ledger.formats.marks import Marks
from linli.ledger.sheet import Sheet

_DIGITS = 1e21
"""From here on a number is written with its exponent."""


def text(cell: Cell | None) -> str | None:
    """A cell as text, the way a person reads it; blank is None.

    A number has the fifteen digits that spreadsheets keep, written out: an identity number that was typed as
    a number ends in zeros then, as it does on the screen.

    >>> text(3.0), text(2023.3), text(dt.datetime(2023, 3, 1)), text(""), text(True)
    ('3', '2023.3', '2023-03-01', None, 'TRUE')
    >>> text(350802199001011232.0), text(0.1 + 0.2)
    ('350802199001011000', '0.3')
    """
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    return None if cell is None else str(cell)


def sheet(name: str, rows: list[list[Cell]], marks: Marks) -> Sheet:
    """A sheet of rows of one width, as a reader gave them, with what its file says beside them.

    What the marks say of a cell is written into `rows`.
    """
    height = len(rows)
    width = len(rows[0]) if rows else 0
    for (row, column), display in marks.shown.items():
        if row < height and column < width:
            shown = display.show(rows[row][column])
            if shown is not None:
                rows[row][column] = shown
    for (row, column), error in marks.texts.items():
        if row < height and column < width and rows[row][column] == "":
            rows[row][column] = error
    return Sheet(
        name=name,
        cells=pl.DataFrame([_column(f"c{i}", cells) for i, cells in enumerate(zip(*rows, strict=True))]),
        merged=marks.merged_within(height, width),
        hidden_rows=frozenset(row for row in marks.hidden_rows if row < height),
        hidden_columns=marks.columns_within(width),
        uncached=tuple(marks.uncached),
    )


def ragged(rows: Sequence[Sequence[str | None]]) -> pl.DataFrame:
    """Rows of text of any width as columns; blank is null."""
    columns = zip_longest(*rows)
    return pl.DataFrame([_column(f"c{i}", cells) for i, cells in enumerate(columns)])


def _number(cell: float) -> str:
    if cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    digits = f"{cell:.15g}"
    return f"{Decimal(digits):f}" if "e" in digits and abs(cell) < _DIGITS else digits


def _column(name: str, cells: tuple[Cell | None, ...]) -> pl.Series:
    # Most columns are text, or days or numbers under a heading; asking each cell for more than its type is
    # most of the time that reading takes beside calamine's own.
    types = set(map(type, cells)) - {str}
    texts: Sequence[object]
    if not types:
        texts = cells
    elif types == {dt.date}:
        texts = [cell.isoformat() if isinstance(cell, dt.date) else cell for cell in cells]
    elif types == {float}:
        texts = [_number(cell) if isinstance(cell, float) else cell for cell in cells]
    else:
        texts = [text(cell) for cell in cells]
    return pl.Series(name, texts, dtype=pl.String).replace("", None)

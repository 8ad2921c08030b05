"""A table found on a sheet: its headings, its records with their addresses, what stands around them, and what
was passed over, so that every line of the sheet is accounted for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from linli.ledger.sheet import Sheet, letter

Orientation = Literal["rows", "columns", "card"]


@dataclass(frozen=True)
class Field:
    """A heading with what stands under, beside or after it.

    path     the heading's levels, the outermost first; empty where there is no heading
    address  the cell of the heading
    where    where its values stand: a column's letter, a row's number (a record a column), or one cell
    """

    path: tuple[str, ...]
    address: str
    where: str

    @property
    def heading(self) -> str:
        """The levels as one text."""
        return "/".join(self.path)


@dataclass(frozen=True)
class Line:
    """A line above or below a table: its number in the sheet, from 1, and its cells by address."""

    row: int
    cells: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """Its cells as one text."""
        return " ".join(text for _, text in self.cells)


@dataclass(frozen=True)
class Pair:
    """What a line or a card says of the whole table: 「单位：示例社区」, with the cell of the value."""

    label: str
    value: str
    address: str


@dataclass(frozen=True)
class Legend:
    """A footnote that explains codes: 「党内职务：0党员 1书记」."""

    heading: str
    words: dict[str, str]
    address: str


@dataclass(frozen=True)
class Table:
    """A table of a sheet.

    sheet         the sheet's name; inside: the file's name inside a zip
    orientation   rows: a record a row; columns: a record a column; card: one record, label beside value
    fields        its headings
    records       `row` (from 1: line of the sheet; its column, where a record is one; 1 for a card) and a
                  String column per field, `f0`, `f1`, …; values of merged cells in all their rows
    skipped       `row` and `reason` of what is no record (see messages/cells.yaml, row_…)
    above, below  lines around it; title: the first of those above, without what says the day
    context       what lines around it, or the card that it stands in, say of all its records
    legends       codes explained in a footnote
    heads         lines that the headings take up (columns, where a record is one)
    sections      lines that part its records and name what those below have in common: 「一、松涛社区」
    hidden        rows ("17") and columns ("C") of it that are hidden in the sheet; they were read
    unseen        whether the sheet itself is hidden
    shared        field → rows to which one merged cell gives its value
    box           first and last line of the sheet that belong to it, from 1, its surroundings among them
    inner         whether it stands inside a card
    """

    sheet: str
    orientation: Orientation
    fields: tuple[Field, ...]
    records: pl.DataFrame
    skipped: pl.DataFrame
    above: tuple[Line, ...] = ()
    below: tuple[Line, ...] = ()
    title: str = ""
    context: tuple[Pair, ...] = ()
    legends: tuple[Legend, ...] = ()
    heads: tuple[int, ...] = ()
    hidden: tuple[str, ...] = ()
    shared: dict[int, tuple[int, ...]] = field(default_factory=dict)
    box: tuple[int, int] = (1, 1)
    inside: str = ""
    inner: bool = False
    unseen: bool = False
    sections: tuple[Line, ...] = ()

    def address(self, number: int, row: int) -> str:
        """The cell of a record's field: `number` of the field, `row` as `records` has it.

        >>> frame = pl.DataFrame({"row": [4], "f0": ["张示例"]})
        >>> Table("", "rows", (Field(("姓名",), "C3", "C"),), frame, SKIPPED).address(0, 4)
        'C4'
        """
        return at(self.fields[number].where, row)

    def values(self, number: int) -> pl.Series:
        """A field's values."""
        return self.records[f"f{number}"]


SKIPPED = pl.DataFrame(schema={"row": pl.UInt32, "reason": pl.String})
"""Nothing passed over."""


PARTS = ";"
"""Between the addresses of the lines that part a table."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def at(where: str, row: int) -> str:
    """A cell's address.

    Parameters: `where`, a column's letter, a row's number, an address, or those of the lines that part the
    table, of which the last above the record counts; `row`, the record's row (its column, counted from 1,
    where a record is a column).

    >>> at("C", 17), at("17", 3), at("B4", 1), at("A2;A9", 12)
    ('C17', 'C17', 'B4', 'A9')
    """
    if PARTS in where:
        cells = where.split(PARTS)
        above = [cell for cell in cells if int(cell.lstrip(_LETTERS)) <= row]
        return above[-1] if above else cells[0]
    if where.isdigit():
        return f"{letter(row - 1)}{where}"
    return f"{where}{row}" if where.isalpha() else where


def account(sheet: Sheet, tables: Iterable[Table]) -> dict[int, str]:
    """What every line of a sheet is: title or other text above (`above`), `heading`, `record`, the reason why
    it was passed over, `below`, `blank`, or `outside` any table.

    Parameters: `sheet`; `tables`, those found on it. Returns line (from 1) → word.
    """
    said: dict[int, str] = {}
    for table in tables:
        said |= {line.row: "above" for line in table.above if line.row not in said}
        said |= {line.row: "below" for line in table.below if line.row not in said}
        if table.orientation == "rows":
            said |= {row: "heading" for row in table.heads if row not in said}
            said |= dict.fromkeys(table.records["row"].to_list(), "record")
            said |= {row: reason for row, reason in table.skipped.rows() if said.get(row) != "record"}
        else:
            said |= dict.fromkeys(table.heads, "record")
    blank = sheet.cells.select(
        pl.all_horizontal(pl.all().cast(pl.String).str.strip_chars().fill_null("") == "").alias("blank")
    )["blank"].to_list()
    return {row: said.get(row, "blank" if empty else "outside") for row, empty in enumerate(blank, start=1)}

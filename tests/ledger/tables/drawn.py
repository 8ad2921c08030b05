"""Sheets drawn as text: a line a row, `|` between cells; and the cases of the corpus."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl
import xlsxwriter

from linli.ledger.sheet import Range, Sheet
from linli.model import definition
from linli.model.definition import Strict

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Drawn(Strict):
    """A sheet: its rows, and merged ranges (A1:C1), hidden rows (17) and columns (C); unseen, where the sheet
    itself is hidden.
    """

    rows: str
    name: str = ""
    merged: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    unseen: bool = False

    def sheet(self) -> Sheet:
        rows = [tuple(cell.strip() or None for cell in line.split("|")) for line in self.rows.splitlines()]
        width = max(map(len, rows))
        cells = pl.DataFrame(
            [(*row, *[None] * (width - len(row))) for row in rows],
            schema={f"c{i}": pl.String for i in range(width)},
            orient="row",
        )
        return Sheet(
            self.name,
            cells,
            tuple(map(area, self.merged)),
            frozenset(int(one) - 1 for one in self.hidden if one.isdigit()),
            frozenset(number(one) for one in self.hidden if one.isalpha()),
            hidden=self.unseen,
        )

    def write(self, book: xlsxwriter.Workbook, place: int) -> Sheet:
        """Write it into a workbook, and return it as it should be read there."""
        drawn = self.sheet()
        page = book.add_worksheet(self.name or f"Sheet{place}")
        for one in drawn.merged:
            page.merge_range(one.top, one.left, one.bottom, one.right, "")
        for c, cells in enumerate(drawn.cells.iter_columns()):
            for r, cell in enumerate(cells):
                if cell is not None:
                    page.write_string(r, c, cell)
        for row in drawn.hidden_rows:
            page.set_row(row, None, None, {"hidden": True})
        for column in drawn.hidden_columns:
            page.set_column(column, column, None, None, {"hidden": True})
        if self.unseen:
            page.hide()
        return replace(drawn, name=page.name)


def number(letters: str) -> int:
    """Index of a column from its letter."""
    index = 0
    for character in letters:
        index = 26 * index + ord(character) - 64
    return index - 1


def area(text: str) -> Range:
    """A range from its address."""
    match = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", text)
    assert match, text
    return Range(int(match[2]) - 1, number(match[1]), int(match[4]) - 1, number(match[3]))


@dataclass(frozen=True)
class Expected(Strict):
    """A table that is to be found, in the order in which they stand.

    kind      ledger kind, or none where it is no ledger
    records   row as the table counts it → ledger column → what was read there, in full
    problems  `column@row` → code of what cleaning finds wrong there
    split     `row` or `row.part` → what cells that say several things say, a row each
    twice     column → numbers of the fields that all claim to be it
    unseen    whether the sheet is hidden
    parted    column → row → what a line that parts the table says of it
    passed    row → reason; cells: `column@row` → address; context: column → value and its cell
    """

    kind: str | None
    records: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    layout: str = "rows"
    day: str | None = None
    passed: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    unsure: tuple[str, ...] | None = None
    missing: tuple[str, ...] = ()
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    marks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    parted: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: Mapping[str, str] | None = None
    split: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    twice: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    unseen: bool = False


@dataclass(frozen=True)
class Case(Strict):
    """A workbook in the manner of an office, and what is to be read in it."""

    trap: str
    sheets: tuple[Drawn, ...]
    tables: tuple[Expected, ...]
    areas: Mapping[str, str] = field(default_factory=dict)
    outside: tuple[str, ...] = ()


def cases() -> dict[str, Case]:
    """Every case of the corpus by its file's name."""
    return {path.stem: definition.load(path, Case) for path in sorted(CORPUS.glob("*.yaml"))}

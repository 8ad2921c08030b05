"""Tables as a workbook that an office prints: A4 across, headings on every page, rows as high as their
texts, page numbers; and in which no text becomes a formula.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from linli.messages.catalogue import Lang, say
from linli.reports.sheets import Cell, Sheet

BODY, HEADS = "宋体", "微软雅黑"
"""Fonts that offices have; where they are not there, the program takes its own."""

SIZE, LINE, HIGHEST = 10, 13.2, 409
"""Points of the text, of a line of it, and of the highest row that there may be."""

A4 = 9
ROWS = 1_048_576
"""Rows that a sheet may have; what does not fit goes on in a further sheet."""

LONGEST = 32_000
"""Characters that a cell takes; a few more and Excel says that the file is damaged."""

TINTS = {
    "prohibited": "#F4B084",
    "breach": "#F8CBAD",
    "disclose": "#DDEBF7",
    "warning": "#FFF2CC",
    "target": "#EDEDED",
}
"""Orange for what is against a text. Red is what party bodies mark with themselves, and says nothing bad."""

TINTED = "rule_severity"


@dataclass(frozen=True)
class Print:
    """What stands on every sheet: a title, a line of what it is about, the foot of each printed page."""

    title: str
    about: str
    foot: str
    made: dt.datetime


def write(path: Path, sheets: Sequence[Sheet], on: Print, lang: Lang, most: int = ROWS) -> None:
    """Write a workbook.

    Parameters: `path`; `sheets`; `on`, what stands on all of them; `lang`; `most`, rows of one sheet.
    Raises OSError where the file cannot be written.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    # The file is opened before any work is done: one that cannot be written is found out at once.
    with path.open("wb") as out, xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {"title": on.title, "comments": on.about, "created": on.made.replace(tzinfo=None)}
        )
        looks = _Looks(book)
        for sheet in sheets:
            for name, start, stop in _stretches(sheet, most - _head(sheet), lang):
                _Writer(book.add_worksheet(name), looks, sheet, on, lang).write(start, stop)


def _stretches(sheet: Sheet, most: int, lang: Lang) -> Iterator[tuple[str, int, int]]:
    """The sheets that a table takes: name, first row, row after the last."""
    for number, start in enumerate(range(0, len(sheet.rows) or 1, most), start=1):
        said = say("audit_continued", lang, sheet=sheet.name, number=number - 1) if number > 1 else sheet.name
        yield re.sub(r"[\[\]:*?/\\']", " ", said)[:31], start, min(start + most, len(sheet.rows))


def _head(sheet: Sheet) -> int:
    """Rows above the first of the table."""
    return 5 if any(column.over for column in sheet.columns) else 4


class _Looks:
    """How cells look."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str, bool], Format] = {}
        head: dict[str, object] = {
            "font_name": HEADS,
            "bold": True,
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
        }
        self.title = book.add_format({"font_name": HEADS, "bold": True, "font_size": 16, "valign": "vcenter"})
        self.note = book.add_format(
            {"font_name": BODY, "font_size": SIZE - 1, "text_wrap": True, "valign": "vcenter"}
        )
        head |= {"font_size": SIZE, "border": 1, "bg_color": "#E7E6E6"}
        self.head = book.add_format(head)
        # A heading beside others that stand in two rows: two cells that look like one.
        self.above, self.below = book.add_format({**head, "bottom": 0}), book.add_format({**head, "top": 0})

    def cell(self, align: str, tint: str, bold: bool) -> Format:
        """A cell of a table. Text is marked as text, so that it stays one when somebody edits it."""
        key = (align, tint, bold)
        if key not in self._made:
            look = {"font_name": BODY, "font_size": SIZE, "border": 1, "valign": "top", "text_wrap": True}
            look |= {"num_format": "#,##0"} if align == "number" else {"num_format": "@"}
            # Numbers keep off the text beside them.
            look |= {"align": "center"} if align == "centre" else {}
            look |= {"align": "right", "indent": 1} if align == "number" else {}
            look |= {"bg_color": TINTS[tint]} if tint in TINTS else {}
            look |= {"bold": True, "top": 2} if bold else {}
            self._made[key] = self._book.add_format(look)
        return self._made[key]


class _Writer:
    """One sheet."""

    def __init__(self, out: Worksheet, looks: _Looks, sheet: Sheet, on: Print, lang: Lang) -> None:
        self._out, self._looks, self._sheet, self._on, self._lang = out, looks, sheet, on, lang
        self._columns = sheet.columns
        self._last = len(sheet.columns) - 1
        self._top = _head(sheet) - 1

    def write(self, start: int, stop: int) -> None:
        """Write a stretch of the table's rows. Row by row: what is written goes to disk at once."""
        self._page(stop - start)
        self._titles()
        for row in range(start, stop):
            self._row(self._top + 1 + row - start, row)
        if not self._sheet.rows:
            self._out.write_string(self._top + 1, 0, say("audit_none", self._lang), self._looks.note)

    def _titles(self) -> None:
        title = f"{self._on.title}{'　' if self._lang == 'zh' else ': '}{self._sheet.name}"
        width = sum(column.width for column in self._columns)
        for row, text, look in (
            (0, title, self._looks.title),
            (1, self._on.about, self._looks.note),
            (2, self._sheet.note, self._looks.note),
        ):
            self._out.set_row(row, 26 if row == 0 else LINE * lines(text, width) + 4)
            self._merged(row, 0, self._last, text, look)
        headings = [column.heading(self._lang) for column in self._columns]
        if self._top > 3:
            at = 0
            for over, group in groupby(self._columns, key=lambda column: column.over):
                count = len(list(group))
                if over:
                    self._merged(3, at, at + count - 1, over, self._looks.head)
                else:
                    for place in range(at, at + count):
                        self._out.write_blank(3, place, None, self._looks.above)
                at += count
        high = max(lines(text, column.width) for text, column in zip(headings, self._columns, strict=True))
        self._out.set_row(self._top, LINE * high + 8)
        for place, text in enumerate(headings):
            alone = self._top > 3 and not self._columns[place].over
            self._out.write_string(self._top, place, text, self._looks.below if alone else self._looks.head)

    def _merged(self, row: int, first: int, last: int, text: str, look: Format) -> None:
        if last > first:
            self._out.merge_range(row, first, row, last, "", look)
        self._out.write_string(row, first, text, look)

    def _row(self, at: int, row: int) -> None:
        cells = self._sheet.rows[row]
        bold = self._sheet.total and row == len(self._sheet.rows) - 1
        tint = self._sheet.tints[row] if self._sheet.tints else ""
        self._out.set_row(at, self._height(cells))
        for place, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            look = self._looks.cell(
                column.align if cell != "" else "left", tint if column.key == TINTED else "", bold
            )
            if isinstance(cell, int):
                self._out.write_number(at, place, cell, look)
            elif cell:
                self._out.write_string(at, place, cell if len(cell) < LONGEST else cell[:LONGEST] + "…", look)
            else:
                self._out.write_blank(at, place, None, look)

    def _height(self, cells: Sequence[Cell]) -> float:
        """Points that a row takes: not every program works it out, and what is cut off is not read."""
        most = (
            max(
                lines(cell, column.width)
                for column, cell in zip(self._columns, cells, strict=True)
                if isinstance(cell, str)
            )
            if any(isinstance(cell, str) for cell in cells)
            else 1
        )
        return min(LINE * most + 4, HIGHEST)

    def _page(self, rows: int) -> None:
        out, first = self._out, 3 if self._top > 3 else self._top
        for place, column in enumerate(self._columns):
            out.set_column(place, place, column.width)
        out.freeze_panes(self._top + 1, 1 if self._top > 3 else 0)
        last = self._top + rows - (1 if self._sheet.total else 0)
        if last > self._top and self._top == 3:
            out.autofilter(self._top, 0, last, self._last)
        out.set_landscape()
        out.set_paper(A4)
        out.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        out.fit_to_pages(1, 0)
        out.repeat_rows(first, self._top)
        out.print_area(0, 0, self._top + max(rows, 1), self._last)
        out.center_horizontally()
        foot = self._on.foot.replace("&", "&&")[:180]
        out.set_footer(f'&L&"{BODY}"&8{foot}&R&"{BODY}"&8{say("audit_page", self._lang)}')


def lines(text: str, width: float) -> int:
    """Lines that a text takes in a column, where it is wrapped.

    >>> lines("示例街道", 10), lines("示例街道", 6), lines("", 6), lines("a\\nb", 6)
    (1, 2, 1, 2)
    """
    room = max(width - 0.8, 1)
    return sum(ceil(max(_width(part), 1) / room) for part in text.split("\n"))


def _width(text: str) -> float:
    """Columns that a text takes up; what wraps between words or characters leaves a little room unused."""
    return sum(2.1 if unicodedata.east_asian_width(one) in "WFA" else 1.08 for one in text)

"""Reading web pages that were saved as .xls, as many office systems export them: each table is a sheet."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser

from linli.ledger.formats import delimited, limits
from linli.ledger.formats.grid import Grid
from linli.ledger.formats.refusal import unreadable
from linli.ledger.sheet import Sheet

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "title", "xml"})
_BLOCKS = frozenset({"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "center"})
_ROWS, _COLUMNS = 65_534, 1000
"""Rows and columns that browsers let a cell reach over."""


def read(data: bytes, file: str) -> list[Sheet]:
    """The tables of a page, in their order; one inside another follows the one that holds it.

    Raises LedgerUnreadable (also where there is no table) or LedgerTooLarge.
    """
    page = _Page(file)
    page.feed(_decode(data, file))
    page.close()
    found = page.tables
    if not found:
        raise unreadable(file, "no_table")
    limits.check_sheets(file, len(found))
    return [
        table.grid.sheet(number, table.above, page.lines() if number == len(found) else ())
        for number, table in enumerate(found, start=1)
    ]


def _decode(data: bytes, file: str) -> str:
    said = _CHARSET.search(data[:4096])
    try:
        if said and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            name = said.group(1).decode().lower()
            # Pages that say gb2312 hold characters of its successors.
            return data.decode("gb18030" if name in ("gb2312", "gbk", "gb_2312-80") else name)
        return data.decode(delimited.encoding(data))
    except LookupError:
        return data.decode("utf-8", "replace")
    except UnicodeDecodeError as error:
        raise unreadable(file, "encoding") from error


class _Table:
    """A table while its tags go by."""

    def __init__(self, file: str, above: list[str]) -> None:
        self.grid = Grid(file)
        self.above = above
        self.row = -1
        self.column = 0
        self.cell: list[str] | None = None
        self.reach = (1, 1)

    def begin_row(self, hidden: bool) -> None:
        self.end_cell()
        self.row += 1
        self.column = 0
        if hidden:
            self.grid.hidden_rows.add(self.row)

    def begin_cell(self, rows: int, columns: int) -> None:
        self.end_cell()
        self.row = max(self.row, 0)
        self.cell, self.reach = [], (rows, columns)

    def end_cell(self) -> None:
        if self.cell is None:
            return
        lines = (" ".join(line.split()) for line in "".join(self.cell).split("\n"))
        self.column = self.grid.free(self.row, self.column)
        self.grid.put(self.row, self.column, "\n".join(filter(None, lines)), *self.reach)
        self.column += self.reach[1]
        self.cell = None


class _Page(HTMLParser):
    """Collects tables, and the lines of text between them."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._file = file
        self._open: list[_Table] = []
        self._between: list[str] = []
        self._silent = 0

    def lines(self) -> list[str]:
        """The lines since the last table."""
        lines = (" ".join(line.split()) for line in "".join(self._between).split("\n"))
        return [line for line in lines if line]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        said = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            table = _Table(self._file, [] if self._open else self.lines())
            self._between = self._between if self._open else []
            self.tables.append(table)
            self._open.append(table)
        elif self._open and tag == "tr":
            self._open[-1].begin_row("display:none" in said.get("style", "").replace(" ", "").lower())
        elif self._open and tag in ("td", "th"):
            self._open[-1].begin_cell(_count(said, "rowspan", _ROWS), _count(said, "colspan", _COLUMNS))
        elif tag in _BLOCKS:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag == "table" and self._open:
            self._open.pop().end_cell()
        elif self._open and tag in ("td", "th", "tr"):
            self._open[-1].end_cell()
        elif tag in _BLOCKS:
            self._say("\n")

    def handle_data(self, data: str) -> None:
        """Text; its own line breaks are spaces."""
        if not self._silent:
            self._say(data.replace("\n", " "))

    def close(self) -> None:
        """The page ends, and with it what was left open."""
        super().close()
        while self._open:
            self._open.pop().end_cell()

    def _say(self, text: str) -> None:
        if not self._open:
            self._between.append(text)
        elif self._open[-1].cell is not None:
            self._open[-1].cell.append(text)


def _count(said: dict[str, str], name: str, most: int) -> int:
    value = said.get(name, "1").strip()
    return min(max(int(value), 1), most) if re.fullmatch("[0-9]{1,9}", value) else 1

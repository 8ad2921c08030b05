"""Reading ods (LibreOffice, and what WPS and Excel save as such): one pass over its content.

A cell keeps its value and its text as shown, so months, leading zeros and errors need no number formats here.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from xml.parsers import expat

from linli.errors import LedgerLocked
from linli.ledger.formats import frame, limits, markup
from linli.ledger.formats.archive import part
from linli.ledger.formats.display import Cell
from linli.ledger.formats.marks import Marks
from linli.ledger.formats.refusal import unreadable
from linli.ledger.sheet import Range, Sheet

_CONTENT = "content.xml"
_MONTH = re.compile(r"([0-9]{4})\s*[年./-]\s*([0-9]{1,2})\s*月?")
_YEAR = re.compile(r"([0-9]{4})\s*年?")
_AS_SHOWN = re.compile(r"0[0-9]+|(?:19|20)[0-9]{2}\.[0-9]{2}|#.*|Err:.*|错误:.*")
"""A number is taken as it is shown where that says more: zeros in front, a month behind a year, an error."""

_REPEATS = 1 << 20
"""Rows that a spreadsheet has at most; "from here to the end" is one blank row repeated."""

_PASSED_OVER = frozenset({"annotation", "shapes", "frame", "custom-shape", "tracked-changes", "dde-links"})
_BREAKS = {"s": " ", "tab": "\t", "line-break": "\n"}
_CELLS = ("table-cell", "covered-table-cell")
_HIDDEN = ("collapse", "filter")


def read(archive: zipfile.ZipFile, file: str) -> list[Sheet]:
    """The sheets of a spreadsheet.

    Raises LedgerLocked, LedgerUnreadable or LedgerTooLarge.
    """
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in part(archive, manifest, file):
        raise LedgerLocked(file=file)
    data = part(archive, _CONTENT, file)
    markup.guard(data, file, _CONTENT)
    reader = _Reader(file)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise unreadable(file, "part", part=_CONTENT) from error
    return reader.sheets


class _Table:
    """A sheet while its cells go by. Blank cells take no room until the sheet's extent is known."""

    def __init__(self, file: str, name: str, hidden: bool) -> None:
        self._file = file
        self._name = name
        self._hidden = hidden
        self._marks = Marks()
        self._cells: dict[tuple[int, int], str] = {}
        self._line: list[tuple[int, int, str]] = []  # column, times, text
        self._row = self._column = self._repeat = 0  # of the row at hand: its number, its next column, times
        self._columns = 0
        self._height = self._width = 0

    def column(self, said: dict[str, str]) -> None:
        """Columns are declared."""
        repeat = _count(said, "number-columns-repeated")
        if said.get("visibility") in _HIDDEN:
            self._marks.hidden_columns.append((self._columns, self._columns + repeat - 1))
        self._columns += repeat

    def begin_row(self, said: dict[str, str]) -> None:
        """A row begins."""
        self._line, self._column = [], 0
        self._repeat = _count(said, "number-rows-repeated")
        if said.get("visibility") in _HIDDEN:
            self._marks.hidden_rows.update(range(self._row, min(self._row + self._repeat, _REPEATS)))

    def cell(self, said: dict[str, str], shown: str) -> None:
        """A cell is complete."""
        repeat = _count(said, "number-columns-repeated")
        uncached = "formula" in said and "value-type" not in said and not shown
        if uncached:
            self._marks.uncached.append((self._row, self._column))
        value = _value(said, shown)
        if value or uncached:
            self._line.append((self._column, repeat, value))
        rows, columns = (_count(said, f"number-{way}-spanned") for way in ("rows", "columns"))
        if rows > 1 or columns > 1:
            ends = (self._row + rows - 1, self._column + columns - 1)
            self._marks.merged.append(Range(self._row, self._column, *ends))
        self._column += repeat

    def end_row(self) -> None:
        """A row is complete."""
        if self._line:
            last, repeat, _ = self._line[-1]
            self._height, self._width = self._row + self._repeat, max(self._width, last + repeat)
            limits.check_extent(self._file, self._height, self._width)
            for row in range(self._row, self._height):
                for column, times, value in self._line:
                    self._cells.update(dict.fromkeys(((row, column + i) for i in range(times)), value))
        self._row += self._repeat

    def sheet(self) -> Sheet:
        """The sheet."""
        rows: list[list[Cell]] = [
            [self._cells.get((row, column), "") for column in range(self._width)]
            for row in range(self._height)
        ]
        return replace(frame.sheet(self._name, rows, self._marks), hidden=self._hidden)


class _Reader:
    """Hands the parser's events to the sheet they belong to."""

    def __init__(self, file: str) -> None:
        self.sheets: list[Sheet] = []
        self._file = file
        self._passing = 0  # depth inside something that is no cell: a comment, a drawing, a table in a cell
        self._table: _Table | None = None
        self._said: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._style = ""
        self._unseen: set[str] = set()  # styles of sheets that are not shown

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = markup.local(name)
        if self._passing or tag in _PASSED_OVER or (tag == "table" and self._table):
            self._passing += 1
            return
        said = {markup.local(key): value for key, value in attributes.items()}
        if tag == "style":
            self._style = said.get("name", "")
        elif tag == "table-properties" and said.get("display") == "false":
            self._unseen.add(self._style)
        if tag == "table":
            hidden = said.get("style-name", "") in self._unseen
            self._table = _Table(self._file, said.get("name", ""), hidden)
        elif self._table and tag == "table-column":
            self._table.column(said)
        elif self._table and tag == "table-row":
            self._table.begin_row(said)
        elif tag in _CELLS:
            self._said, self._paragraphs = said, []
        elif tag == "p":
            self._paragraphs.append("")
        elif tag in _BREAKS:
            self._add(_BREAKS[tag] * (_count(said, "c") if tag == "s" else 1))

    def end(self, name: str) -> None:
        """An element ends."""
        tag = markup.local(name)
        if self._passing:
            self._passing -= 1
        elif self._table and tag in _CELLS:
            self._table.cell(self._said, "\n".join(self._paragraphs))
            self._paragraphs = []
        elif self._table and tag == "table-row":
            self._table.end_row()
        elif self._table and tag == "table":
            self.sheets.append(self._table.sheet())
            self._table = None
            limits.check_sheets(self._file, len(self.sheets))

    def text(self, text: str) -> None:
        """Text stands between elements; line breaks in the XML are spaces."""
        if not self._passing:
            self._add(re.sub(r"[ \t\r\n]+", " ", text))

    def _add(self, text: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1] += text


def _count(said: dict[str, str], name: str) -> int:
    value = said.get(name, "1")
    return min(max(int(value), 1), _REPEATS) if re.fullmatch("[0-9]{1,9}", value) else 1


def _value(said: dict[str, str], shown: str) -> str:
    """A cell as text.

    >>> _value({"value-type": "float", "value": "7"}, "007")
    '007'
    >>> _value({"value-type": "date", "date-value": "2023-03-01"}, "2023年3月")
    '2023-03'
    """
    kind = said.get("value-type")
    if kind == "date":
        return _day(said.get("date-value", shown), shown)
    if kind == "boolean":
        return said.get("boolean-value", shown).upper()
    if kind in ("float", "percentage", "currency") and not _AS_SHOWN.fullmatch(shown):
        try:
            return frame.text(float(said.get("value", ""))) or ""
        except ValueError:
            return shown
    return shown or said.get("string-value", "")


def _day(value: str, shown: str) -> str:
    month, year = _MONTH.fullmatch(shown.strip()), _YEAR.fullmatch(shown.strip())
    if month:
        return f"{month.group(1)}-{int(month.group(2)):02d}"
    if year:
        return year.group(1)
    return value.replace("T", " ").removesuffix(" 00:00:00")

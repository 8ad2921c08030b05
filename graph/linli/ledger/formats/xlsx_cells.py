"""Searching the XML of an xlsx sheet for the few things that calamine does not tell."""

from __future__ import annotations

import codecs
import html
import re
from functools import cached_property

from linli.ledger.formats.display import Display

_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_STYLE = re.compile(rb"""\bs=["']([0-9]+)["']""")
_ROW = re.compile(rb"""\br=["']([0-9]{1,7})["']""")
_EDGES = re.compile(rb"""\b(min|max)=["']([0-9]{1,9})["']""")
_HIDDEN = rb"""\bhidden=["'](?:1|true)["']"""


class Cells:
    """The cells of a sheet.

    Parameters: `data`, the sheet's XML.

    >>> found = Cells(b'<sheetData><row r="2" hidden="1"><c r="B2"><f>A1</f><v/></c></row></sheetData>')
    >>> found.hidden_rows(), found.uncached()
    ({1}, [(1, 1)])
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            data = data.decode("utf-16", "replace").encode()
        self._data = data
        # Some writers (Open XML SDK, reporting services) put a prefix before every tag: <x:c r="A1">.
        root = re.search(rb"<([A-Za-z_][\w.-]*:)?sheetData\b", data)
        self._prefix = (root.group(1) or b"") if root else b""
        start = root.end() if root else 0
        self._body = start, max(data.rfind(b"sheetData"), start)
        # Hardly any writer quotes so, and looking for one character takes a fifth of the time of two.
        self._single = b"'" in data

    def _find(self, pattern: bytes) -> re.Pattern[bytes]:
        """A pattern, in which @ opens a tag of this sheet and ~ closes one."""
        prefix = re.escape(self._prefix)
        return re.compile(pattern.replace(b"@", b"<" + prefix).replace(b"~", b"</" + prefix))

    def _holds(self, character: bytes) -> bool:
        """Whether a character stands anywhere among the cells: a quick way to say that something does not."""
        return self._data.find(character, *self._body) >= 0

    def extent(self, enough: int) -> tuple[int, int]:
        """Number of rows and of columns that the cells reach over.

        Parameters: `enough`; cells that are only formatted are left out of account if the extent is larger.
        """
        last = self._data.rfind(b"<" + self._prefix + b"row ")
        found = _ROW.search(self._data, last, last + 400) if last >= 0 else None
        rows = int(found.group(1)) if found else len(self._find(rb"@row\b").findall(self._data))
        # A pattern that begins with plain characters is searched for several times as fast.
        wide = set(re.findall(rb'r="([A-Z]{2,3})[0-9]', self._data))
        if self._single:
            wide |= set(re.findall(rb"r='([A-Z]{2,3})[0-9]", self._data))
        columns = max((_column(name) for name in wide), default=25) + 1
        if rows * columns <= enough:
            return rows, columns
        rows = columns = 0
        for cell in self._find(rb"@c\b[^>]*[^/>]>(?!~c>)").finditer(self._data):
            row, column = self._address(cell)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        return rows, columns

    def hidden_rows(self) -> set[int]:
        """Rows that are hidden, by hand or by a filter."""
        if b"hidden=" not in self._data:
            return set()
        rows: set[int] = set()
        row = -1
        for tag in self._find(rb"@row\b[^>]*>").finditer(self._data):
            named = _ROW.search(tag.group())
            row = int(named.group(1)) - 1 if named else row + 1
            if re.search(_HIDDEN, tag.group()):
                rows.add(row)
        return rows

    def hidden_columns(self) -> list[tuple[int, int]]:
        """Ranges of hidden columns, first and last."""
        ranges = []
        head = self._data[: self._data.find(b"sheetData")]
        for tag in self._find(rb"@col\b[^>]*" + _HIDDEN + rb"[^>]*>").findall(head):
            edges = {name: int(value) - 1 for name, value in _EDGES.findall(tag)}
            if len(edges) == 2:
                ranges.append((edges[b"min"], edges[b"max"]))
        return ranges

    def uncached(self) -> list[tuple[int, int]]:
        """Cells with a formula whose result is not in the file.

        A formula that gives an empty text is another thing: its type is str, and its result is there.
        """
        if not self._holds(b"f") or b"<" + self._prefix + b"f" not in self._data:
            return []
        formula = rb"@c\b[^>]*>\s*@f\b(?:[^>]*/>|[^>]*>[^<]*~f>)\s*(?:~c>|@v\s*/>|@v>\s*~v>)"
        return [
            self._address(cell)
            for cell in self._find(formula).finditer(self._data)
            if not re.match(rb"""[^>]*\bt=["']str["']""", cell.group())
        ]

    def styled(self, styles: dict[str, Display]) -> dict[tuple[int, int], Display]:
        """Cells of the styles given, with how they are shown."""
        if not styles:
            return {}
        numbers = "|".join(sorted(styles)).encode()
        found = {}
        tags = self._find(rb"""@c\b[^>]*?\bs=["'](?:""" + numbers + rb""")["'][^>]*>""")
        for cell in tags.finditer(self._data):
            style = _STYLE.search(cell.group())
            if style:
                found[self._address(cell)] = styles[style.group(1).decode()]
        return found

    def errors(self) -> dict[tuple[int, int], str]:
        """Cells that hold an error, such as #N/A, with its text."""
        if not self._holds(b"#"):
            return {}
        if b't="e"' not in self._data and not (self._single and b"t='e'" in self._data):
            return {}
        error = rb"""@c\b[^>]*?\bt=["']e["'][^>]*>\s*(?:@f\b(?:[^>]*/>|[^>]*>[^<]*~f>)\s*)?@v>([^<]*)~v>"""
        return {
            self._address(cell): html.unescape(cell.group(1).decode("utf-8", "replace"))
            for cell in self._find(error).finditer(self._data)
        }

    def _address(self, cell: re.Match[bytes]) -> tuple[int, int]:
        tag = self._data[cell.start() : self._data.index(b">", cell.start())]
        named = _REFERENCE.search(tag)
        if named:
            return int(named.group(2)) - 1, _column(named.group(1))
        return self._counted[cell.start()]

    @cached_property
    def _counted(self) -> dict[int, tuple[int, int]]:
        """Address of each cell by where its tag begins; for the few writers that leave addresses out, which
        the format allows: a cell stands behind the one before it.
        """
        places: dict[int, tuple[int, int]] = {}
        row = column = -1
        for tag in self._find(rb"@(?:row|c)\b[^>]*>").finditer(self._data):
            cell = _REFERENCE.search(tag.group())
            if tag.group().startswith(b"<" + self._prefix + b"row"):
                named = _ROW.search(tag.group())
                row, column = int(named.group(1)) - 1 if named else row + 1, -1
                continue
            column = _column(cell.group(1)) if cell else column + 1
            places[tag.start()] = (row, column)
        return places


def _column(name: bytes) -> int:
    """Index of a column by its letters.

    >>> _column(b"A"), _column(b"Z"), _column(b"AA"), _column(b"XFD")
    (0, 25, 26, 16383)
    """
    index = 0
    for letter in name:
        index = index * 26 + letter - 64
    return index - 1

"""The rows and cells of one sheet: where they stand in its bytes, and putting styles on some of them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

from linli.reports.annotate.markup import (
    Builder,
    Edits,
    Element,
    Malformed,
    place,
    run,
    tag_end,
    with_attributes,
)  # fmt: skip

ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks",
    "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties",
    "cellWatches", "ignoredErrors", "smartTags", "drawing", "drawingHF", "legacyDrawing", "legacyDrawingHF",
    "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""Children of a worksheet, in the order of ECMA-376 part 1, CT_Worksheet."""

Place = tuple[int, int]
"""Row and column of a cell, both from 1."""

Restyle = Callable[[int], int]
"""From the number of a cell's style to that of its new one."""

ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")
"""Address of a cell."""


def column_number(letters: str) -> int:
    """Number of a column, from 1.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(16_384)
def column_letters(number: int) -> str:
    """Letters of a column.

    >>> column_letters(1), column_letters(27), column_letters(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(at: Place) -> str:
    """A place as spreadsheets write it: (3, 2) is B3."""
    row, column = at
    return f"{column_letters(column)}{row}"


def placed(text: str) -> Place:
    """The place of an address. Raises Malformed."""
    found = ADDRESS.fullmatch(text)
    if found is None:
        raise Malformed(text)
    return int(found[2]), column_number(found[1])


def area(text: str) -> tuple[Place, Place]:
    """First and last place of a range such as A1:C3, or of a single cell. Raises Malformed."""
    first, _, last = text.partition(":")
    return placed(first), placed(last or first)


@dataclass(frozen=True)
class _Cell:
    column: int
    start: int
    open: int
    style: int


class Sheet:
    """A worksheet as bytes, with the places of its rows and of all that stands beside them."""

    def __init__(self, data: bytes) -> None:
        """Raises Malformed."""
        self.data = data
        scan = _Scan(data)
        run(scan.parser, data)
        self.root, self._rows = scan.root, scan
        self._edits = Edits(data)
        found = self.root.child("sheetData")
        if found is None or self.root.name != "worksheet":
            raise Malformed("sheetData")
        self._body = found

    @property
    def space(self) -> str:
        """The namespace of its elements."""
        return self.root.space

    def anchors(self, wanted: Iterable[Place]) -> dict[Place, Place]:
        """For each place the cell that holds its value: the first one of a merged range, else itself."""
        group = self.root.child("mergeCells")
        found = {at: at for at in wanted}
        places = sorted(found)
        for item in group.children if group else []:
            first, last = area(item.attributes.get("ref", ""))
            for at in places[bisect_left(places, first) : bisect_right(places, last)]:
                if first[1] <= at[1] <= last[1]:
                    found[at] = first
        return found

    def restyle(self, wanted: Mapping[Place, Restyle]) -> None:
        """Put a style on cells, making those that are not there."""
        by_row: dict[int, dict[int, Restyle]] = {}
        for (row, column), style in wanted.items():
            by_row.setdefault(row, {})[column] = style
        columns = self._column_styles()
        missing: dict[int, list[bytes]] = {}
        for row in sorted(by_row):
            span = self._rows.find(row)
            if span is None:
                cells = self._new_cells(row, by_row[row], lambda column: columns.get(column, 0))
                p = self._body.prefix
                whole = b'<%srow r="%d">%s</%srow>' % (p, row, b"".join(cells.values()), p)
                missing.setdefault(self._rows.before(row, self._body), []).append(whole)
            else:
                self._edits.replace(*span, self._row(self.data[slice(*span)], row, by_row[row], columns))
        if self._body.end == self._body.open and missing:
            self._edits.append(self._body, b"".join(part for parts in missing.values() for part in parts))
        else:
            for at, parts in missing.items():
                self._edits.put(at, b"".join(parts))
        self._widen(wanted)

    def _column_styles(self) -> dict[int, int]:
        group = self.root.child("cols")
        styles: dict[int, int] = {}
        for item in group.children if group else []:
            style = int(item.attributes.get("style", "0"))
            first, last = int(item.attributes.get("min", "1")), int(item.attributes.get("max", "0"))
            if style:
                styles.update(dict.fromkeys(range(first, last + 1), style))
        return styles

    def _new_cells(self, row: int, wanted: Mapping[int, Restyle], old: Restyle) -> dict[int, bytes]:
        p = self._body.prefix
        return {
            column: b'<%sc r="%s" s="%d"/>'
            % (p, address((row, column)).encode(), wanted[column](old(column)))
            for column in sorted(wanted)
        }

    def _row(
        self, row: bytes, number: int, wanted: Mapping[int, Restyle], columns: Mapping[int, int]
    ) -> bytes:
        """A row with its cells restyled. A cell that is made takes after its row, else after its column."""
        tag, cells, end = _cells(row)
        own = tag.get("s", "0") if tag.get("customFormat") in ("1", "true") else None
        edits = Edits(row)
        there = {cell.column: cell for cell in cells}
        for column in wanted.keys() & there.keys():
            cell = there[column]
            new = with_attributes(row[cell.start : cell.open], {"s": str(wanted[column](cell.style))})
            edits.replace(cell.start, cell.open, new)
        absent = {column: wanted[column] for column in wanted.keys() - there.keys()}
        new_cells = self._new_cells(
            number, absent, lambda column: columns.get(column, 0) if own is None else int(own)
        )
        open_, close = end
        start = with_attributes(row[:open_], _spans(tag, absent))
        if open_ == close == len(row) and row[:open_].endswith(b"/>"):
            name = re.match(rb"<([^\s/>]+)", row)
            assert name
            return start[:-2].rstrip() + b">" + b"".join(new_cells.values()) + b"</%s>" % name[1]
        edits.replace(0, open_, start)
        for column, new in new_cells.items():
            edits.put(next((c.start for c in cells if c.column > column), close), new)
        return edits.made()

    def _widen(self, wanted: Iterable[Place]) -> None:
        """The sheet's own statement of how far it reaches, where a cell was made outside of it."""
        dimension = self.root.child("dimension")
        if dimension is None or not dimension.attributes.get("ref"):
            return
        first, last = area(dimension.attributes["ref"])
        rows = [first[0], last[0], *(at[0] for at in wanted)]
        columns = [first[1], last[1], *(at[1] for at in wanted)]
        corners = (min(rows), min(columns)), (max(rows), max(columns))
        if corners != (first, last):
            self._edits.set(dimension, ref=":".join(map(address, corners)))

    def add(self, name: str, element: bytes) -> None:
        """Insert a child of the sheet where the schema wants it."""
        self._edits.put(place(self.root, name, ORDER), element)

    def made(self) -> bytes:
        """The bytes with all changes in them."""
        return self._edits.made()


def _spans(tag: Mapping[str, str], absent: Iterable[int]) -> dict[str, str]:
    """A row's statement of which columns it uses, where a cell was made outside of it."""
    first, _, last = tag.get("spans", "").partition(":")
    columns = list(absent)
    if not (columns and first.isdigit() and last.isdigit()):
        return {}
    return {"spans": f"{min(int(first), *columns)}:{max(int(last), *columns)}"}


def _cells(row: bytes) -> tuple[dict[str, str], list[_Cell], tuple[int, int]]:
    """The cells of a row: its attributes, its cells in order, and the places after its start tag and before
    its end tag. A cell without an address stands behind the one before it.
    """
    parser = expat.ParserCreate("UTF-8")
    tag: dict[str, str] = {}
    cells: list[_Cell] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth == 1:
            tag.update(attributes)
        elif depth == 2 and name.rpartition(":")[2] == "c":
            at = parser.CurrentByteIndex
            given = attributes.get("r")
            column = placed(given)[1] if given else (cells[-1].column + 1 if cells else 1)
            cells.append(_Cell(column, at, tag_end(row, at), int(attributes.get("s", "0"))))

    def stop(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, stop
    run(parser, row)
    open_ = tag_end(row, 0)
    close = open_ if row[:open_].endswith(b"/>") else row.rindex(b"</")
    return tag, cells, (open_, close)


class _Scan(Builder):
    """One pass over a sheet: the places of its rows, and everything beside them as a tree. Cells are passed
    over, since a sheet may have millions and few are wanted.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.parser.CharacterDataHandler = None
        self.numbers, self.starts, self.ends = array("q"), array("q"), array("q")
        self.depth = 0
        self.inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A start tag."""
        self.depth += 1
        if not self.inside:
            super().start(name, attributes)
            self.inside = self.depth == 2 and self.path[-1].name == "sheetData"
        elif self.depth == 3:
            given = attributes.get("r")
            self.numbers.append(int(given) if given else (self.numbers[-1] + 1 if self.numbers else 1))
            self.starts.append(self.parser.CurrentByteIndex)

    def stop(self, name: str) -> None:
        """An end tag."""
        self.depth -= 1
        if self.inside and self.depth == 2:
            at = self.parser.CurrentByteIndex
            hollow = self.data[at - 2 : at] == b"/>" and tag_end(self.data, self.starts[-1]) == at
            self.ends.append(at if hollow else self.data.index(b">", at) + 1)
        elif not self.inside or self.depth == 1:
            self.inside = False
            super().stop(name)

    def find(self, row: int) -> tuple[int, int] | None:
        """Where a row stands."""
        at = bisect_right(self.numbers, row) - 1
        if at < 0 or self.numbers[at] != row:
            return None
        return self.starts[at], self.ends[at]

    def before(self, row: int, body: Element) -> int:
        """The place where a row that is missing belongs."""
        at = bisect_right(self.numbers, row)
        return self.starts[at] if at < len(self.starts) else body.close

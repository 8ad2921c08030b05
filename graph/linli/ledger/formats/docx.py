"""Reading docx: each table is a sheet.

Of a cell the text as it stands is read: what was struck out in revision mode is left out, what was added is
in; boxes to tick are ☑ and ☐.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator

from linli.ledger.formats import limits, markup
from linli.ledger.formats.archive import part
from linli.ledger.formats.grid import Grid
from linli.ledger.formats.markup import attribute, local
from linli.ledger.formats.refusal import unreadable
from linli.ledger.sheet import Range, Sheet

_DOCUMENT = "word/document.xml"
_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"}
)
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "tbl", "instrText", "delText", "pPr", "rPr"})
# Letters of the fonts that forms take their boxes and ticks from.
_SYMBOLS = {"52": "☑", "FE": "☑", "A8": "☐", "6F": "☐", "71": "☐", "FC": "√", "50": "√", "FB": "×", "A1": "○"}
_MOST = 1000
"""Columns that one cell may say it spans."""


def read(archive: zipfile.ZipFile, file: str) -> list[Sheet]:
    """The tables of a document, in their order; a table inside a cell follows the one that holds it.

    Raises LedgerUnreadable (also where there is no table) or LedgerTooLarge.
    """
    root = markup.parse(part(archive, _DOCUMENT, file), file, _DOCUMENT)
    body = next((child for child in root if local(child.tag) == "body"), None)
    found: list[tuple[Grid, list[str]]] = []
    lines: list[str] = []
    for block in _blocks(body) if body is not None else ():
        if local(block.tag) == "p":
            lines += filter(None, (line.strip() for line in _text(block).splitlines()))
            continue
        found.append((_table(block, file), lines))
        lines = []
        inner = (nested for cell in block.iter() if local(cell.tag) == "tc" for nested in _nested(cell))
        found += ((_table(nested, file), []) for nested in inner)
        limits.check_sheets(file, len(found))
    if not found:
        raise unreadable(file, "no_table")
    last = len(found)
    return [
        grid.sheet(number, above, lines if number == last else ())
        for number, (grid, above) in enumerate(found, start=1)
    ]


def _blocks(parent: ET.Element) -> Iterator[ET.Element]:
    """Paragraphs and tables of a part of the document, through the wrappers around them."""
    for child in parent:
        name = local(child.tag)
        if name in ("p", "tbl"):
            yield child
        elif name in _WRAPPERS:
            yield from _blocks(child)


def _nested(cell: ET.Element) -> Iterator[ET.Element]:
    return (block for block in _blocks(cell) if local(block.tag) == "tbl")


def _inside(parent: ET.Element, name: str) -> Iterator[ET.Element]:
    """Children of a name, through the wrappers around them."""
    for child in parent:
        if local(child.tag) == name:
            yield child
        elif local(child.tag) in _WRAPPERS:
            yield from _inside(child, name)


def _table(table: ET.Element, file: str) -> Grid:
    grid = Grid(file)
    began: dict[int, tuple[int, int]] = {}  # column → row and width of the cell that reaches down from there
    reach: dict[tuple[int, int], Range] = {}
    for row, line in enumerate(_inside(table, "tr")):
        column = _number(line, "trPr", "gridBefore", 0)
        for cell in _inside(line, "tc"):
            width = _number(cell, "tcPr", "gridSpan", 1)
            down = _down(cell)
            if down == "continue" and column in began:
                top, wide = began[column]
                reach[top, column] = Range(top, column, row, column + wide - 1)
                grid.put(row, column, "")
            else:
                grid.put(row, column, _cell(cell), 1, width)
                began.pop(column, None)
            if down == "restart":
                began[column] = (row, width)
            column += width
    flat = {(one.top, one.left): one for one in grid.merged}
    grid.merged = sorted((flat | reach).values(), key=lambda one: (one.top, one.left))
    return grid


def _cell(cell: ET.Element) -> str:
    lines = (_text(block).strip() for block in _blocks(cell) if local(block.tag) == "p")
    return "\n".join(line for line in lines if line)


def _text(parent: ET.Element) -> str:
    found = []
    for child in parent:
        name = local(child.tag)
        if name == "t":
            found.append(child.text or "")
        elif name in ("tab", "ptab"):
            found.append("\t")
        elif name in ("br", "cr"):
            found.append("\n")
        elif name == "noBreakHyphen":
            found.append("-")
        elif name == "sym":
            found.append(_SYMBOLS.get(attribute(child, "char").upper()[-2:], ""))
        elif name not in _LEFT_OUT:
            found.append(_text(child))
    return "".join(found)


def _number(parent: ET.Element, properties: str, name: str, absent: int) -> int:
    """A number among the properties of a row or cell."""
    for group in parent:
        if local(group.tag) == properties:
            for one in group:
                value = attribute(one, "val")
                if local(one.tag) == name and value.isdecimal():
                    return min(max(int(value), absent), _MOST)
    return absent


def _down(cell: ET.Element) -> str:
    """ "restart" where a cell begins that reaches down, "continue" where one is reached, else ""."""
    for group in cell:
        if local(group.tag) == "tcPr":
            for one in group:
                if local(one.tag) == "vMerge":
                    return attribute(one, "val") or "continue"
    return ""

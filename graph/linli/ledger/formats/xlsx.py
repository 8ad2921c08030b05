"""Reading xlsx and xlsm.

calamine gives the values. What it leaves out (hidden rows and columns, formulas without a result, errors,
number formats) is searched for in the sheet's XML: a few patterns over the bytes take a tenth of the time
that a parser of every element would.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from functools import partial

from linli.ledger.formats import limits, markup, workbook
from linli.ledger.formats.archive import part
from linli.ledger.formats.display import BUILT_IN, Display, display
from linli.ledger.formats.marks import Marks
from linli.ledger.formats.refusal import unreadable
from linli.ledger.formats.xlsx_cells import Cells
from linli.ledger.sheet import Sheet

_BOOK = "xl/workbook.xml"


def read(data: bytes, archive: zipfile.ZipFile, file: str) -> list[Sheet]:
    """The worksheets of a workbook.

    Parameters: `data`, the file; `archive`, the same, opened; `file`, for messages.
    Raises LedgerLocked, LedgerTooLarge or LedgerUnreadable.
    """
    parts = _parts(archive, file)
    styles = _styles(archive, file)
    return workbook.read(data, file, partial(_marks, archive, file, parts, styles))


def _marks(
    archive: zipfile.ZipFile, file: str, parts: dict[str, str], styles: dict[str, Display], name: str
) -> Marks:
    if name not in parts:
        raise unreadable(file, "part", part=name)
    data = part(archive, parts[name], file)
    markup.guard(data, file, parts[name])
    cells = Cells(data)
    limits.check_extent(file, *cells.extent(limits.CELLS))
    return Marks(
        hidden_rows=cells.hidden_rows(),
        hidden_columns=cells.hidden_columns(),
        uncached=cells.uncached(),
        shown=cells.styled(styles),
        texts=cells.errors(),
    )


def _parts(archive: zipfile.ZipFile, file: str) -> dict[str, str]:
    """Name of each sheet → its part of the zip."""
    folder = posixpath.dirname(_BOOK)
    book = markup.parse(part(archive, _BOOK, file), file, _BOOK)
    links = f"{folder}/_rels/workbook.xml.rels"
    targets = {
        link.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip(
            "/"
        )
        for link in markup.parse(part(archive, links, file), file, links)
    }
    return {
        sheet.get("name", ""): targets.get(markup.attribute(sheet, "id"), "")
        for sheet in book.iter()
        if markup.local(sheet.tag) == "sheet"
    }


def _styles(archive: zipfile.ZipFile, file: str) -> dict[str, Display]:
    """Index of each cell style that shows more than its number → how."""
    name = "xl/styles.xml"
    if name not in archive.namelist():
        return {}
    root = markup.parse(part(archive, name, file), file, name)
    codes = dict(BUILT_IN)
    found: dict[str, Display] = {}
    for child in root:
        if markup.local(child.tag) == "numFmts":
            codes |= {
                int(one.get("numFmtId", "")): one.get("formatCode", "")
                for one in child
                if re.fullmatch("[0-9]{1,9}", one.get("numFmtId", ""))
            }
        elif markup.local(child.tag) == "cellXfs":
            for index, style in enumerate(child):
                number = style.get("numFmtId", "")
                how = display(codes.get(int(number), "")) if re.fullmatch("[0-9]{1,9}", number) else None
                if how:
                    found[str(index)] = how
    return found

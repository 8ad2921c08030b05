"""A workbook made from the cells of a file of another format: every text where it stood, and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePosixPath

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange

from linli.errors import LedgerTooLarge
from linli.ledger.sheet import Sheet
from linli.reports.annotate.book import LONGEST, free_name

ROWS, COLUMNS, CHARACTERS = 1_048_576, 16_384, 32_767
"""What a sheet and a cell of an xlsx can hold."""

_WRONG = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def names(sheets: Sequence[tuple[str, str]], file: str) -> list[str]:
    """A name that a spreadsheet takes for each sheet.

    Parameters: `sheets`, each by the name of its file inside a zip ("" where it came by itself) and its own;
    `file`, which names a sheet without a name.

    >>> names([("", ""), ("", "a/b"), ("", "A_B"), ("二月/名册.csv", ""), ("三月/名册.xlsx", "表")], "名册")
    ['名册', 'a_b', 'A_B (2)', '名册 (2)', '名册 表']
    """
    found: list[str] = []
    for inside, own in sheets:
        stem = PurePosixPath(inside).stem
        whole = f"{stem} {own}".strip() or file
        plain = _WRONG.sub("_", whole)[:LONGEST].strip("'") or "_"
        found.append(free_name(plain, found))
    return found


def converted(sheets: Sequence[Sheet], titles: Sequence[str], file: str, day: dt.date) -> io.BytesIO:
    """The sheets as an xlsx, in memory: texts as texts, merged cells merged, what was hidden hidden.

    Parameters: `sheets`; `titles`, a name for each; `file`, for messages; `day`, which its properties name as
    that of its making.
    Raises LedgerTooLarge for a table that no sheet can hold.
    """
    result = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(result, options) as book:
        book.set_properties({"created": dt.datetime.combine(day, dt.time())})
        plain = book.add_format({"num_format": "@"})
        for sheet, title in zip(sheets, titles, strict=True):
            height, width = sheet.cells.shape
            if height > ROWS or width > COLUMNS:
                raise LedgerTooLarge(file=file, limit=f"{ROWS} × {COLUMNS}", found=f"{height} × {width}")
            page = book.add_worksheet(title)
            for r, row in enumerate(sheet.cells.iter_rows()):
                for c, value in enumerate(row):
                    if value is not None:
                        page.write_string(r, c, _short(value), plain)
            for area in sheet.merged:
                first = area.top < height and area.left < width
                value = sheet.cells[area.top, area.left] if first else None
                if (area.top, area.left) != (area.bottom, area.right):
                    with suppress(OverlappingRange):  # old formats may hold what no xlsx may; the texts stand
                        page.merge_range(
                            area.top, area.left, area.bottom, area.right, _short(value or ""), plain
                        )
            for r in sheet.hidden_rows:
                page.set_row(r, None, None, {"hidden": True})
            for c in sheet.hidden_columns:
                page.set_column(c, c, None, None, {"hidden": True})
    result.seek(0)
    return result


def _short(value: str) -> str:
    return value if len(value) <= CHARACTERS else value[: CHARACTERS - 1] + "…"

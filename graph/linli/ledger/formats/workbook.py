"""Values of a workbook's sheets, by calamine. Macros are not looked at, let alone run."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import python_calamine as calamine

from linli.errors import LedgerLocked
from linli.ledger.formats import frame, limits
from linli.ledger.formats.marks import Marks
from linli.ledger.formats.refusal import unreadable
from linli.ledger.sheet import Range, Sheet


def read(data: bytes, file: str, marks_of: Callable[[str], Marks]) -> list[Sheet]:
    """The worksheets of an xlsx or xls, hidden ones among them; sheets of charts and macros have no cells.

    Parameters: `marks_of`, what the file says of a sheet beside its values, by its name; asked before the
    values are laid out, so that it can refuse a sheet that is too wide.
    Raises LedgerLocked, LedgerTooLarge or LedgerUnreadable.
    """
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        worksheets = [
            sheet for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        limits.check_sheets(file, len(worksheets))
        shown = calamine.SheetVisibleEnum.Visible
        return [
            replace(_sheet(book, one.name, file, marks_of(one.name)), hidden=one.visible != shown)
            for one in worksheets
        ]
    except calamine.PasswordError as error:
        raise LedgerLocked(file=file) from error
    except calamine.CalamineError as error:
        raise unreadable(file, "content", detail=" ".join(str(error).split())) from error


def _sheet(book: calamine.CalamineWorkbook, name: str, file: str, marks: Marks) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    limits.check_extent(file, sheet.total_height, sheet.total_width)
    marks.merged = [
        Range(top, left, bottom, right)
        for (top, left), (bottom, right) in sorted(sheet.merged_cell_ranges or ())
    ]
    # skip_empty_area would drop leading blank rows and columns, and every cell would change its address
    rows = sheet.to_python(skip_empty_area=False)
    # calamine counts a formula without a result as no cell; to us it is one whose value is not known.
    height = max([len(rows), *(row + 1 for row, _ in marks.uncached)])
    width = max([sheet.total_width, *(column + 1 for _, column in marks.uncached)])
    limits.check_extent(file, height, width)
    rows += ([] for _ in range(height - len(rows)))
    if marks.uncached:
        rows = [row + [""] * (width - len(row)) for row in rows]
    return frame.sheet(name, rows, marks)

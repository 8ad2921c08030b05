"""Tables as a workbook, for handing on. Every text is written as text, so that nothing from a cell becomes a
formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter


def write(path: Path, sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]]) -> None:
    """Write a workbook.

    Parameters: `path`; `sheets`, each as (name, headings, rows of texts).
    """
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for name, headings, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for c, heading in enumerate(headings):
                widest = max((len(row[c]) for row in rows), default=0)
                sheet.set_column(c, c, min(max(8, 2 * len(heading), 2 * widest), 60))
                sheet.write_string(0, c, heading, bold)
            for r, row in enumerate(rows, start=1):
                for c, text in enumerate(row):
                    sheet.write_string(r, c, text, wrapped)
            if rows:
                sheet.autofilter(0, 0, len(rows), len(headings) - 1)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)

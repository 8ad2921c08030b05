"""A table as csv that spreadsheets open rightly: with a byte order mark, and no cell that could run."""

from __future__ import annotations

import csv
import io

from linli.reports.answer import Shown

STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not begin with: a spreadsheet would take it for a formula."""


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> safe("=HYPERLINK(1)"), safe("张三")
    ("'=HYPERLINK(1)", '张三')
    """
    return f"'{text}" if text.startswith(STARTS) else text


def render(shown: Shown) -> str:
    """A table as csv text."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([column.heading for column in shown.columns])
    writer.writerows(
        [cell if shown.columns[i].number else safe(cell) for i, cell in enumerate(row)] for row in shown.rows
    )
    return "\ufeff" + file.getvalue()

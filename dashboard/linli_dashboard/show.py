"""Showing what the API told: a problem, a text, a table that can be saved."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, cast

import streamlit as st

from linli_dashboard.client import Problem
from linli_dashboard.wording import word
from linli_dashboard.wording.shared import Lang

if TYPE_CHECKING:
    from streamlit.elements.arrow import DataframeState

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRINTED = 500
"""Rows of a table that go on paper."""
Cell = str | int | float | bool | None


def problem(told: Problem) -> None:
    """A problem in words: what happened, what to do."""
    code = f" · {told.code}" if told.code else ""
    st.error(
        f"**{plain(told.title)}**{code}\n\n{plain(told.detail)}\n\n→ {plain(told.do)}",
        icon=":material/error:",
    )


def plain(text: str) -> str:
    """A text that Markdown leaves as it is.

    >>> plain("a_b [x](y)")
    'a\\\\_b \\\\[x\\\\](y)'
    """
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>#|~$:" else c for c in text)


def moment(said: str) -> str:
    """A moment as the API writes it, by the clock of this machine, to the minute.

    >>> len(moment("2026-11-23T01:43:21.305662+00:00"))
    16
    """
    return dt.datetime.fromisoformat(said).astimezone().isoformat(" ", "minutes")[:16]


@dataclass(frozen=True)
class Column:
    """A column of a table: its name in the rows, its heading, whether it holds numbers, and its width in
    pixels; as wide as what it holds where that is None.
    """

    name: str
    heading: str
    number: bool = False
    width: int | None = None


def table(
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Cell]],
    lang: Lang,
    *,
    file: str,
    key: str = "",
    choose: bool = False,
    whole: bool = False,
) -> int | None:
    """A table with its row count, which can be saved as xlsx and csv; where nothing is, a word about it.

    Parameters: `columns` and `rows`; `lang`; `file`, name of the saved file without its ending; `key`, of the
    widget; `choose`, whether a row can be chosen; `whole`, whether all rows are seen without scrolling.
    Returns the number of the chosen row, or None.
    """
    if not rows:
        st.info(word("nothing", lang))
        return None
    shown = {column.name: [_cell(row.get(column.name), column, lang) for row in rows] for column in columns}
    headings = {
        column.name: st.column_config.Column(
            column.heading, width=column.width, alignment="right" if column.number else "left"
        )
        for column in columns
    }
    event = st.dataframe(
        shown,
        hide_index=True,
        width="stretch",
        height="content" if whole else "auto",
        column_config=headings,
        key=key or None,
        on_select="rerun" if choose else "ignore",
        selection_mode="single-row" if choose else "multi-row",
    )
    st.html(paper(columns, shown))
    _saved(columns, shown, lang, file)
    if not choose:
        return None
    chosen = cast("DataframeState", event).selection.rows
    return chosen[0] if chosen and chosen[0] < len(rows) else None


def paper(columns: Sequence[Column], shown: Mapping[str, Sequence[Cell]]) -> str:
    """A table as it is printed: the one on the screen is a canvas that shows its first rows alone. Of very
    many rows the first; how many there are stands below.

    >>> paper([Column("n", "户数", number=True)], {"n": [3]})
    '<table class="linli-paper"><thead><tr><th>户数</th></tr></thead><tr><td class="n">3</td></tr></table>'
    """
    heads = "".join(f"<th>{escape(column.heading)}</th>" for column in columns)
    marks = [' class="n"' if column.number else "" for column in columns]
    lines = (
        "".join(
            f"<td{mark}>{'' if value is None else escape(str(value))}</td>"
            for mark, value in zip(marks, row, strict=True)
        )
        for row in zip(*(shown[column.name][:PRINTED] for column in columns), strict=True)
    )
    rows = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<table class="linli-paper"><thead><tr>{heads}</tr></thead>{rows}</table>'


def hidden(texts: Iterable[str | None], lang: Lang) -> None:
    """A word about names that this reader's role does not show, if there are any among some texts.

    The API writes a hidden name as its first character and an asterisk.
    """
    if any(text and "*" in text for text in texts):
        st.caption(word("hidden", lang))


def filled(columns: Iterable[Column], rows: Sequence[Mapping[str, Cell]]) -> list[Column]:
    """Those of some columns that have something in them; a column of nothing is not shown."""
    return [column for column in columns if any(row.get(column.name) for row in rows)]


def _cell(value: Cell, column: Column, lang: Lang) -> Cell:
    if value is None and not column.number:
        return ""
    if isinstance(value, bool):
        return word("yes" if value else "no", lang)
    return value


def _saved(columns: Sequence[Column], shown: Mapping[str, Sequence[Cell]], lang: Lang, file: str) -> None:
    headings = [column.heading for column in columns]
    rows = list(zip(*shown.values(), strict=True))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(word("rows", lang, count=len(rows)))
        st.download_button(
            word("save_xlsx", lang),
            xlsx(headings, rows),
            f"{file}.xlsx",
            XLSX,
            on_click="ignore",
            type="tertiary",
        )
        st.download_button(
            word("save_csv", lang),
            as_csv(headings, rows),
            f"{file}.csv",
            CSV,
            on_click="ignore",
            type="tertiary",
        )


def xlsx(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet. A text is a text there, never a formula."""
    import xlsxwriter

    whole = io.BytesIO()
    with xlsxwriter.Workbook(
        whole, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True, "bottom": 1})
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, bold)
            longest = max([len(heading), *(len(str(row[place] or "")) for row in rows)])
            sheet.set_column(place, place, min(60, 2 + 2 * longest))
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, int | float):
                    sheet.write_number(number, place, value)
                elif value:
                    sheet.write_string(number, place, str(value))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), max(0, len(headings) - 1))
    return whole.getvalue()


def as_csv(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Text that Excel opens as UTF-8. What would be a formula there gets a quotation mark in front.

    >>> as_csv(["a"], [["=1+1"], [2]]).decode("utf-8-sig").split()
    ['a', "'=1+1", '2']
    """
    whole = io.StringIO()
    writer = csv.writer(whole)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([f"'{v}" if isinstance(v, str) and v[:1] in "=+-@\t\r" else v for v in row])
    return whole.getvalue().encode("utf-8-sig")

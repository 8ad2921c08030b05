"""Ledger files as offices keep them: rows by linli's columns, in the headings and words of a place."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from chance import Cell

Row = dict[str, Cell]
WHO = "_who"
"""Key of a row's person in the truth; no ledger shows it."""

TERMS = ("kind", "post", "type", "level", "mode", "boundary", "relation", "origin", "appointed_by")
"""Columns in which a place may have words of its own."""

NOTE = "合成数据，按公布数校准，示例名称和人员均为虚构"


@dataclass(frozen=True)
class Style:
    """How a place writes its ledgers.

    headings  ledger → column → heading, in the ledger's order
    titles    ledger → title
    words     a word of the vocabulary → the word that this place uses
    books     the ledgers that are workbooks; the others are csv in GB18030
    """

    headings: Mapping[str, Mapping[str, str]]
    titles: Mapping[str, str]
    words: Mapping[str, str]
    books: Sequence[str]


@dataclass
class Ledger:
    """One file: its name without the ending, the lines above the headings, its rows."""

    kind: str
    name: str
    lines: Sequence[str]
    rows: list[Row] = field(default_factory=list)


def write(folder: Path, ledger: Ledger, style: Style) -> Iterator[tuple[str, int, str]]:
    """Write a ledger.

    Yields the truth: file, number of the row in it (from 1), the person's identifier.
    """
    headings = style.headings[ledger.kind]
    keys = [key for key in headings if any(row.get(key, "") != "" for row in ledger.rows)]
    ledger.rows.sort(key=lambda row: str(row.get("area", "")))
    table: list[list[Cell]] = [[line] for line in ledger.lines]
    table.append(["序号", *(headings[key] for key in keys)])
    for number, row in enumerate(ledger.rows, start=1):
        table.append([number, *(_word(key, row.get(key, ""), style.words) for key in keys)])
    table += [["合计", *_totals(keys, ledger.rows)], [f"填表人：{NOTE}"]]
    book = ledger.kind in style.books
    path = folder / (ledger.name + (".xlsx" if book else ".csv"))
    (_workbook if book else _csv)(path, table)
    first = len(ledger.lines) + 2
    yield from (
        (path.name, first + index, str(row[WHO])) for index, row in enumerate(ledger.rows) if WHO in row
    )


def _word(key: str, cell: Cell, words: Mapping[str, str]) -> Cell:
    return words.get(cell, cell) if key in TERMS and isinstance(cell, str) else cell


def _totals(keys: Sequence[str], rows: Sequence[Row]) -> Iterator[Cell]:
    for key in keys:
        numbers = [row[key] for row in rows if key != "seats" and isinstance(row.get(key), int)]
        yield sum(number for number in numbers if isinstance(number, int)) if numbers else ""


def _csv(path: Path, table: Sequence[Sequence[Cell]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(table)
    path.write_bytes(text.getvalue().encode("gb18030"))


def _workbook(path: Path, table: Sequence[Sequence[Cell]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": dt.datetime(2025, 6, 30), "comments": NOTE})  # noqa: DTZ001
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("台账")
        for at, cells in enumerate(table):
            for column, cell in enumerate(cells):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(at, column, cell, day)
                elif isinstance(cell, int):
                    sheet.write_number(at, column, cell)
                elif cell:
                    sheet.write_string(at, column, cell)

"""Every manner of keeping a ledger that the corpus draws is read as it was meant, and no line is lost."""

from __future__ import annotations

import datetime as dt
import io

import polars as pl
import pytest
import xlsxwriter

from linli.errors import LedgerUnknown
from linli.ledger.clean import clean
from linli.ledger.formats import one as formats
from linli.ledger.map import map_table
from linli.ledger.recognise import Recognised, recognise
from linli.ledger.split import LINE_BITS, line, split
from linli.ledger.spread import decode, spread
from linli.ledger.tables import Table, account, find_tables
from linli.model.types.name import key_of
from linli.workspace.intakes import address
from tests.ledger.tables.drawn import Case, Expected, cases

KEY = b"a key for tests"
DAY = dt.date(2025, 6, 30)
CASES = cases()


def read(case: Case) -> list[tuple[Table, Recognised | None]]:
    areas = {key_of(name): code for name, code in case.areas.items()}
    found: list[tuple[Table, Recognised | None]] = []
    for drawn in case.sheets:
        for table in find_tables(drawn.sheet()):
            try:
                found.append((table, recognise(table, "a.xlsx", areas=areas)))
            except LedgerUnknown:
                found.append((table, None))
    return found


def test_there_are_enough_manners() -> None:
    assert len(CASES) >= 44


@pytest.mark.parametrize("name", CASES)
def test_a_workbook_gives_the_sheets_that_were_drawn(name: str) -> None:
    """What the cases hold as text is what a file of that look holds."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        front = book.add_worksheet("首页")  # a workbook shows one sheet at least
        front.write(0, 0, "首页")
        wanted = [drawn.write(book, place) for place, drawn in enumerate(CASES[name].sheets, 1)]
    for read_, drawn in zip(formats.read(file.getvalue(), "a.xlsx")[1:], wanted, strict=True):
        assert read_.cells.rows() == drawn.cells.select(read_.cells.columns).rows()
        assert sorted(map(str, read_.merged)) == sorted(map(str, drawn.merged))
        for told in ("name", "hidden_rows", "hidden_columns", "hidden"):
            assert getattr(read_, told) == getattr(drawn, told)


@pytest.mark.parametrize("name", CASES)
def test_a_manner_is_read_as_it_was_meant(name: str) -> None:
    case = CASES[name]
    found = read(case)
    assert [one.kind.name if one else None for _, one in found] == [e.kind for e in case.tables], case.trap
    for (table, one), expected in zip(found, case.tables, strict=True):
        if one is not None:
            agree(table, one, expected)


def agree(table: Table, one: Recognised, expected: Expected) -> None:
    assert one.layout == expected.layout
    assert one.missing == expected.missing
    assert one.twice == dict(expected.twice)
    assert str(one.day) == str(expected.day)
    assert {c.column: (c.value, c.address) for c in one.context} == dict(expected.context)
    assert one.codes == {column: dict(words) for column, words in expected.codes.items()}
    if expected.unsure is not None:
        assert one.unsure == expected.unsure
    assert tuple(c.heading for c in one.choices if c.status != "column") == expected.dropped
    mapped = map_table(table, one, KEY, "a.xlsx")
    standing = {c.column for c in one.context}
    records = {
        str(row["row"]): {k: v for k, v in row.items() if k != "row" and v is not None and k not in standing}
        for row in mapped.rows.iter_rows(named=True)
    }
    assert records == {row: dict(cells) for row, cells in expected.records.items()}
    assert {
        c.column: {str(row): value for row, value in mapped.rows.select("row", c.column).rows()}
        for c in one.context
        if c.parts
    } == {column: dict(said) for column, said in expected.parted.items()}
    assert {str(row): reason for row, reason in mapped.ignored.rows()} == dict(expected.passed)
    assert table.hidden == expected.hidden
    assert mapped.marks == dict(expected.marks)
    assert table.unseen == expected.unseen
    cleaning(one, mapped.rows, expected)
    places = {name: table.fields[n].where for name, n in one.columns.items()}
    for cell, where in expected.cells.items():
        column, row = cell.split("@")
        assert address(places, column, int(row)) == where


def cleaning(found: Recognised, rows: pl.DataFrame, expected: Expected) -> None:
    """What becomes of the cells further on: taken apart, typed, judged."""
    day = pl.lit(found.day or DAY).alias("_day")
    raw = spread(decode(rows, found.codes)).with_columns(pl.lit(0, dtype=pl.UInt32).alias("_source"), day)
    parts, left = split(found.kind, raw)
    at, part = line(), pl.col("row") // (1 << LINE_BITS)
    names = pl.when(part > 0).then(pl.concat_str(at, part, separator=".")).otherwise(at.cast(pl.String))
    said = {row["_n"]: row for row in parts.with_columns(names.alias("_n")).iter_rows(named=True)}
    for row, cells in expected.split.items():
        assert {name: said[row][name] for name in cells} == dict(cells), row
    if expected.problems is not None:
        wrong = pl.concat([left, clean(found.kind, parts).problems]).select("column", line(), "code")
        assert {f"{c}@{r}": code for c, r, code in wrong.rows()} == dict(expected.problems)


@pytest.mark.parametrize("name", CASES)
def test_no_line_of_a_sheet_is_unaccounted_for(name: str) -> None:
    case = CASES[name]
    left = []
    for drawn in case.sheets:
        sheet = drawn.sheet()
        lines = account(sheet, find_tables(sheet))
        assert list(lines) == list(range(1, sheet.cells.height + 1))
        left += [f"{drawn.name}{line}" for line, said in lines.items() if said == "outside"]
    assert tuple(left) == case.outside

"""Every manner of keeping a ledger that the corpus draws is read as it was meant, and no line is lost."""

from __future__ import annotations

import pytest

from linli.errors import LedgerUnknown
from linli.ledger.map import map_table
from linli.ledger.recognise import Recognised, recognise
from linli.ledger.tables import Table, account, find_tables
from linli.model.types.name import key_of
from linli.workspace.intakes import address
from tests.ledger.tables.drawn import Case, Expected, cases

KEY = b"a key for tests"
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
    assert len(CASES) >= 25


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
    assert {str(row): reason for row, reason in mapped.ignored.rows()} == dict(expected.passed)
    assert table.hidden == expected.hidden
    assert mapped.marks == dict(expected.marks)
    places = {name: table.fields[n].where for name, n in one.columns.items()}
    for cell, where in expected.cells.items():
        column, row = cell.split("@")
        assert address(places, column, int(row)) == where


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

"""Copies of files that are no xlsx: every text where it stood."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from linli.errors import LedgerTooLarge
from linli.ledger.sheet import Range, Sheet
from linli.reports.annotate.convert import converted, names
from tests.reports.annotate.books import unzip, values

DAY = dt.date(2025, 6, 30)


def sheet(name: str, *rows: list[str | None], **more: object) -> Sheet:
    columns = {f"c{i}": [row[i] for row in rows] for i in range(len(rows[0]))}
    return Sheet(name, pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)), **more)  # type: ignore[arg-type]


def write(path: Path, *sheets: Sheet) -> Path:
    path.write_bytes(
        converted(sheets, names([("", s.name) for s in sheets], "名册"), "名册.csv", DAY).getvalue()
    )
    return path


def test_every_text_stands_where_it_stood_and_none_becomes_something_else(tmp_path: Path) -> None:
    rows: tuple[list[str | None], ...] = (
        [None, "=1+1", "00120"],
        [None, None, None],
        ["2023-03", "http://example.org", "x" * 40_000],
    )
    found = values(write(tmp_path / "o.xlsx", sheet("", *rows)))
    assert found == {
        "名册": [["", "=1+1", "00120"], ["", "", ""], ["2023-03", "http://example.org", "x" * 32_766 + "…"]]
    }
    assert b"<f>" not in unzip(tmp_path / "o.xlsx")["xl/worksheets/sheet1.xml"]


def test_merged_and_hidden_stay_so(tmp_path: Path) -> None:
    area, overlapping, one = Range(0, 0, 1, 1), Range(1, 1, 2, 2), Range(2, 0, 2, 0)
    rows: tuple[list[str | None], ...] = (["甲", None, None], [None, None, "乙"], ["丙", None, "丁"])
    table = sheet(
        "表",
        *rows,
        merged=(area, overlapping, one),
        hidden_rows=frozenset({2}),
        hidden_columns=frozenset({1}),
    )
    found = values(write(tmp_path / "o.xlsx", table))
    assert found["表"] == [["甲", "", ""], ["", "", "乙"], ["丙", "", "丁"]]
    page = unzip(tmp_path / "o.xlsx")["xl/worksheets/sheet1.xml"]
    assert page.count(b"<mergeCell ") == 1 and b'<mergeCell ref="A1:B2"/>' in page
    assert b'<row r="3" spans="1:3" hidden="1">' in page and b'<col min="2" max="2" ' in page


def test_a_table_that_no_sheet_can_hold_is_refused_not_cut() -> None:
    tall = Sheet("", pl.DataFrame({"c0": pl.Series(["x"]).new_from_index(0, 1_048_577)}))
    with pytest.raises(LedgerTooLarge):
        converted([tall], ["a"], "名册.csv", DAY)


def test_names_are_such_as_spreadsheets_take() -> None:
    own = ("", "甲:乙", "甲/乙", "'引'", "长" * 40, "长" * 50, "\x01")
    found = names([("", name) for name in own], "名册[1]")
    assert found == ["名册_1_", "甲_乙", "甲_乙 (2)", "引", "长" * 31, "长" * 27 + " (2)", "_"]


def test_two_copies_are_the_same_bytes() -> None:
    first, second = (converted([sheet("", ["x"])], ["a"], "a.csv", DAY).getvalue() for _ in range(2))
    assert first == second

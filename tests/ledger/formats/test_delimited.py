"""csv and its kin: encodings, separators, every cell where it stood."""

from __future__ import annotations

import codecs
import csv
import io

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.errors import LedgerTooLarge
from linli.ledger.formats import delimited

TEXT = "社区代码,小区名称\r\n990101001001,示例·松涛苑\r\n"
CHINESE = "姓名,住址\n" + "张三丰张三丰张三丰张三丰,松涛苑一号楼二单元三零一室示例街道示例社区\n" * 3


def rows(data: bytes) -> list[tuple[str | None, ...]]:
    (sheet,) = delimited.read(data, "a.csv")
    return sheet.cells.rows()


@pytest.mark.parametrize("text", [TEXT, CHINESE], ids=["mixed", "nearly all Chinese"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "gb18030"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_every_encoding_that_offices_save_in(mark: bytes, encoding: str, text: str) -> None:
    assert rows(mark + text.encode(encoding)) == [tuple(line.split(",")) for line in text.split()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n\n1,2\n", [("a", "b"), (None, None), ("1", "2")]),  # a blank line is a row of its own
        ("a\n1,2,3\n", [("a", None, None), ("1", "2", "3")]),  # a title line is narrower than the table
        ('a,b\n"x\ny",2\n3,4\n', [("a", "b"), ("x\ny", "2"), ("3", "4")]),  # a line break inside a cell
        ("a\tb\n1\t2\n", [("a", "b"), ("1", "2")]),
        ("a\tb\n1,5,6\t2\n2,5,6\t3\n", [("a", "b"), ("1,5,6", "2"), ("2,5,6", "3")]),  # commas inside cells
        ("a;b\n1,5;2\n1,6;3\n", [("a", "b"), ("1,5", "2"), ("1,6", "3")]),
        ("姓名，电话\n张三，1\n李四，2\n", [("姓名", "电话"), ("张三", "1"), ("李四", "2")]),
        ("a|b\n1|2\n", [("a", "b"), ("1", "2")]),
        ("sep=;\na;b\n", [("sep=", None), ("a", "b")]),
        ("姓名\n张三\n", [("姓名",), ("张三",)]),
        ('a,b\n"x,y",2\n', [("a", "b"), ("x,y", "2")]),
        (",,\n,b,c\n", [(None, None, None), (None, "b", "c")]),
        ("a,b\n001,3.50\n", [("a", "b"), ("001", "3.50")]),  # nothing is taken for a number
        ("a,b\r1,2\r", [("a", "b"), ("1", "2")]),  # old Macintosh line ends
        ('a,b\n5" 管,2\n', [("a", "b"), ('5" 管', "2")]),
        # wider than its first rows, by which the width is told
        ("1,2\n" * 300 + "1,2,3,4\n", [("1", "2", None, None)] * 300 + [("1", "2", "3", "4")]),
    ],
)  # fmt: skip
def test_every_cell_stands_where_it_stood(text: str, expected: list[tuple[str | None, ...]]) -> None:
    assert rows(text.encode()) == expected


CELL = st.text(st.sampled_from("ab1 \"\n,;\t，张'0."), max_size=6)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=8))
@settings(max_examples=300, deadline=None)
def test_what_csv_writes_is_read_back_cell_by_cell(table: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(table)
    width = max(map(len, table))
    expected = [tuple(cell or None for cell in row) + (None,) * (width - len(row)) for row in table]
    frame = delimited._frame(file.getvalue(), ",", "a.csv")
    assert frame.rows() == expected


@given(st.text(st.sampled_from('a1 "\n\r,;\t张'), max_size=40))
@settings(max_examples=300, deadline=None)
def test_the_quick_reader_and_the_slow_one_agree(text: str) -> None:
    """polars reads most files, csv the rest; which of them it is must not show."""
    try:
        slow = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return
    width = max(map(len, slow), default=0)
    found = delimited._frame(text, ",", "a.csv")
    expected = [tuple(cell or None for cell in row) + (None,) * (width - len(row)) for row in slow]
    assert found.rows() == (expected if width else [])


@pytest.mark.parametrize(
    "text", ["," * 1_000_000, "a\n" + "," * 20_000, "a" + "," * 10_000 + "\n" + "b\n" * 3000]
)
def test_more_columns_than_any_table_are_refused(text: str) -> None:
    with pytest.raises(LedgerTooLarge):
        delimited.read(text.encode(), "a.csv")


def test_columns_are_text() -> None:
    (sheet,) = delimited.read(TEXT.encode(), "a.csv")
    assert set(sheet.cells.schema.values()) == {pl.String}

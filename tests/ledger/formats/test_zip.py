"""Zips of ledgers, packed by different systems."""

from __future__ import annotations

import io
import zipfile

import pytest

from linli.errors import LedgerEmpty, LedgerForeign, LedgerLocked, LedgerUnreadable
from linli.ledger.formats import one
from tests.ledger.formats import makers

BOOK = makers.workbook([["小区"]])


def test_each_file_is_read_as_its_own_and_says_where_it_stood() -> None:
    data = makers.zipped(
        {
            "甲社区/花名册.xlsx": BOOK,
            "乙.csv": "a,b\n1,2\n",
            "丙.xls": (makers.FILES / "habits.xls").read_bytes(),
        }
    )
    found = one.read(data, "台账.zip")
    assert [(sheet.inside, sheet.name) for sheet in found] == [
        ("甲社区/花名册.xlsx", "表一"),
        ("乙.csv", ""),
        ("丙.xls", "表一"),
    ]


def test_what_systems_and_open_programs_leave_behind_is_passed_over() -> None:
    left = [
        "__MACOSX/._台账.xlsx",
        ".DS_Store",
        "~$台账.xlsx",
        "夹/~$a.docx",
        "Thumbs.db",
        "夹/desktop.ini",
        ".git/x",
        "空夹/",
    ]
    data = makers.zipped(dict.fromkeys(left, "?") | {"夹/台账.xlsx": BOOK})
    assert [sheet.inside for sheet in one.read(data, "a.zip")] == ["夹/台账.xlsx"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_without_the_flag_that_says_how_they_are_written(encoding: str) -> None:
    raw = "台账".encode(encoding)
    data = makers.zipped({"x" * len(raw) + ".xlsx": BOOK}).replace(b"x" * len(raw) + b".xlsx", raw + b".xlsx")
    assert [sheet.inside for sheet in one.read(data, "a.zip")] == ["台账.xlsx"]


def test_windows_own_separators() -> None:
    data = makers.zipped({"jia/a.xlsx": BOOK}).replace(b"jia/a", b"jia\\a")
    assert one.read(data, "a.zip")[0].inside == "jia/a.xlsx"


@pytest.mark.parametrize(
    ("inside", "error"),
    [
        ({"a.xlsx": BOOK, "扫描件.pdf": b"%PDF-1.7"}, LedgerForeign),
        ({"a.xlsx": BOOK, "b.xlsx": BOOK[:300]}, LedgerUnreadable),
        ({"a.xlsx": BOOK, "b.csv": b""}, LedgerEmpty),
        ({"a.xlsx": BOOK, "b.zip": makers.zipped({"c.csv": "a,b"})}, LedgerForeign),
    ],
)
def test_one_that_cannot_be_read_keeps_no_other_out_and_is_named_with_the_zip(
    inside: dict[str, bytes], error: type[Exception]
) -> None:
    (read, refused) = one.read(makers.zipped(inside), "台账.zip")
    assert read.inside == "a.xlsx" and read.cells.height and read.refusal is None
    assert refused.inside == [*inside][1] and not refused.cells.height
    assert isinstance(refused.refusal, error)
    assert refused.refusal.where["file"] == f"台账.zip/{refused.inside}"
    with pytest.raises(error):
        one.read(makers.zipped({refused.inside: inside[refused.inside]}), "台账.zip")


def test_one_with_a_password_keeps_no_other_out() -> None:
    data = bytearray(makers.zipped({"a.xlsx": BOOK, "b.csv": "小区,户数\n"}))
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):  # b.csv's flags: in its header, and in the list
        data[data.rindex(mark) + flags] |= 1
    (read, refused) = one.read(bytes(data), "台账.zip")
    assert (read.inside, refused.inside) == ("a.xlsx", "b.csv")
    assert isinstance(refused.refusal, LedgerLocked)
    assert refused.refusal.where["file"] == "台账.zip/b.csv"


def test_a_zip_of_nothing() -> None:
    for data in (makers.zipped({}), makers.zipped({"夹/": ""})):
        with pytest.raises(LedgerEmpty):
            one.read(data, "a.zip")


def test_a_member_whose_bytes_do_not_match() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", "小区,户数\n")
    data = file.getvalue().replace("小区".encode(), "大区".encode())
    with pytest.raises(LedgerUnreadable):
        one.read(data, "a.zip")

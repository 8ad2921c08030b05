"""Files as offices send them, and files that no reader should trust."""

from __future__ import annotations

import codecs
import datetime as dt
import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from linli.errors import LedgerEmpty, LedgerError, LedgerNotFound, LedgerTooLarge, LedgerUnreadable
from linli.ledger import read_xlsx
from linli.ledger.read import read

TEXT = "社区代码,小区名称\r\n990101001001,示例·松涛苑\r\n"


def rows(path: Path) -> list[tuple[str | None, ...]]:
    (sheet,) = read([path])[path]
    return sheet.cells.rows()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "gb18030"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
    ],
)
def test_csv_in_every_encoding_that_offices_save_in(tmp_path: Path, mark: bytes, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(mark + TEXT.encode(encoding))
    assert rows(path) == [("社区代码", "小区名称"), ("990101001001", "示例·松涛苑")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n\n1,2\n", [("a", "b"), (None, None), ("1", "2")]),  # a blank line is a row of its own
        ("a\n1,2,3\n", [("a", None, None), ("1", "2", "3")]),  # a title line is narrower than the table
        ('a,b\n"x\ny",2\n3,4\n', [("a", "b"), ("x\ny", "2"), ("3", "4")]),  # a line break inside a cell
        ("a\tb\n1\t2\n", [("a", "b"), ("1", "2")]),
        ('a,b\n"x,y",2\n', [("a", "b"), ("x,y", "2")]),
        (",,\n,b,c\n", [(None, None, None), (None, "b", "c")]),
        ("a,b\n001,3.50\n", [("a", "b"), ("001", "3.50")]),  # nothing is taken for a number
    ],
)
def test_every_cell_of_a_csv_stands_where_it_stood(
    tmp_path: Path, text: str, expected: list[tuple[str | None, ...]]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert [row[: len(expected[0])] for row in rows(path)] == expected


def test_a_row_wider_than_the_first_two_hundred_is_not_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + "1,2\n" * 300 + "1,2,3,4\n", encoding="utf-8")
    assert rows(path)[-1] == ("1", "2", "3", "4")


def workbook(path: Path, cells: dict[tuple[int, int], object]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表一")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for (row, column), value in cells.items():
            if isinstance(value, dt.date):
                sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), date)
            else:
                sheet.write(row, column, value)
    return path


def test_xlsx_cells_as_a_person_reads_them_at_their_own_addresses(tmp_path: Path) -> None:
    cells = {
        (2, 1): "小区",
        (3, 1): 3,
        (3, 2): 2023.3,
        (4, 1): dt.date(2023, 3, 1),
        (4, 2): True,
        (5, 2): 990101001001,
    }
    path = workbook(tmp_path / "a.xlsx", cells)
    (sheet,) = read([path])[path]
    assert sheet.name == "表一"
    assert sheet.cells.rows()[2:] == [
        (None, "小区", None),
        (None, "3", "2023.3"),
        (None, "2023-03-01", "TRUE"),
        (None, None, "990101001001"),
    ]
    assert sheet.cells.height == 6


def hostile_extent(path: Path) -> Path:
    """Two cells at opposite corners: a reader that lays out the whole table asks for 17 thousand million
    cells.
    """
    workbook(path, {(0, 0): "a"})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", far).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_a_workbook_that_would_kill_its_reader_is_refused_and_linli_lives(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", {(0, 0): "a"})
    bad = hostile_extent(tmp_path / "bad.xlsx")
    with pytest.raises(LedgerTooLarge) as caught:
        read([good, bad])
    assert caught.value.where["file"] == "bad.xlsx"


def test_a_workbook_that_unpacks_to_more_than_any_ledger_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_xlsx, "UNPACKED", 1000)
    with pytest.raises(LedgerTooLarge):
        read([workbook(tmp_path / "a.xlsx", {(0, 0): "a"})])


def bad_files(folder: Path) -> dict[str, tuple[Path, type[LedgerError]]]:
    made = {
        "missing": (folder / "missing.xlsx", LedgerNotFound),
        "a folder": (folder, LedgerNotFound),
        "empty file": (folder / "empty.csv", LedgerEmpty),
        "only blank lines": (folder / "blank.xlsx", LedgerEmpty),
        "a renamed pdf": (folder / "pdf.xlsx", LedgerUnreadable),
        "another ending": (folder / "note.pdf", LedgerUnreadable),
        "a zip that is no workbook": (folder / "zip.xlsx", LedgerUnreadable),
        "a torn workbook": (folder / "torn.xlsx", LedgerUnreadable),
        "no text at all": (folder / "binary.csv", LedgerUnreadable),
    }
    (folder / "empty.csv").touch()
    workbook(folder / "blank.xlsx", {})
    (folder / "pdf.xlsx").write_bytes(b"%PDF-1.7 nothing")
    (folder / "note.pdf").write_bytes(b"%PDF-1.7 nothing")
    with zipfile.ZipFile(folder / "zip.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with (
        zipfile.ZipFile(workbook(folder / "whole.xlsx", {(0, 0): "a"})) as whole,
        zipfile.ZipFile(folder / "torn.xlsx", "w") as torn,
    ):
        for name in whole.namelist():
            torn.writestr(name, whole.read(name)[: 40 if "sheet1" in name else None])
    (folder / "binary.csv").write_bytes(bytes(range(128, 256)) * 40)
    return made


@pytest.mark.parametrize(
    "name",
    [
        "missing",
        "a folder",
        "empty file",
        "only blank lines",
        "a renamed pdf",
        "another ending",
        "a zip that is no workbook",
        "a torn workbook",
        "no text at all",
    ],
)
def test_a_bad_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    path, error = bad_files(tmp_path)[name]
    with pytest.raises(error) as caught:
        read([path])
    assert Path(str(caught.value.where["file"])).name == path.name


@pytest.mark.skipif(os.name == "nt", reason="modes are not kept there")
def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TEXT)
    path.chmod(0)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may read everything
    with pytest.raises(LedgerUnreadable):
        read([path])

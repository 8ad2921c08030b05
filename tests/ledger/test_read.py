"""Files as offices send them, and files that no reader should trust."""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from linli.errors import (
    LedgerEmpty,
    LedgerError,
    LedgerForeign,
    LedgerLocked,
    LedgerNotFound,
    LedgerTooLarge,
    LedgerUnreadable,
)
from linli.ledger.formats import limits
from linli.ledger.read import read
from linli.ledger.sheet import Range
from linli.messages import catalogue
from tests.ledger.formats import makers

TEXT = "社区代码,小区名称\r\n990101001001,示例·松涛苑\r\n"


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


def test_files_of_every_kind_at_once_each_with_what_stands_beside_its_cells(tmp_path: Path) -> None:
    """What the reading process finds reaches its parent whole."""
    xls = tmp_path / "a.xls"
    xls.write_bytes((makers.FILES / "habits.xls").read_bytes())
    csv = tmp_path / "b.csv"
    csv.write_text(TEXT, encoding="gb18030")
    zipped = tmp_path / "丙 台账.zip"
    zipped.write_bytes(makers.zipped({"夹/花名册.xlsx": makers.workbook([["小区"]]), "b.csv": TEXT}))
    formula = tmp_path / "d.xlsx"
    formula.write_bytes(
        makers.workbook_of(
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f></c><c r="C1"><v>2</v></c></row>'
        )
    )
    found = read([xls, csv, zipped, formula])
    assert list(found) == [xls, csv, zipped, formula]
    (habits,) = found[xls]
    assert habits.merged == (Range(0, 0, 0, 4),)
    assert (habits.hidden_rows, habits.hidden_columns) == (frozenset({3}), frozenset({4}))
    assert [sheet.inside for sheet in found[zipped]] == ["夹/花名册.xlsx", "b.csv"]
    assert found[zipped][1].cells.equals(found[csv][0].cells)
    assert found[formula][0].uncached == ((0, 1),)


def bad_files(folder: Path) -> dict[str, tuple[Path, type[LedgerError]]]:
    made = {
        "missing": (folder / "missing.xlsx", LedgerNotFound),
        "a folder": (folder, LedgerNotFound),
        "empty file": (folder / "empty.csv", LedgerEmpty),
        "only blank lines": (folder / "blank.xlsx", LedgerEmpty),
        "a renamed pdf": (folder / "pdf.xlsx", LedgerForeign),
        "another ending": (folder / "note.pdf", LedgerForeign),
        "a zip that is no workbook": (folder / "zip.xlsx", LedgerUnreadable),
        "a torn workbook": (folder / "torn.xlsx", LedgerUnreadable),
        "no text at all": (folder / "binary.csv", LedgerUnreadable),
        "a password": (folder / "locked.xlsx", LedgerLocked),
        "too far apart": (folder / "far.xlsx", LedgerTooLarge),
    }
    (folder / "empty.csv").touch()
    (folder / "locked.xlsx").write_bytes(makers.compound({"EncryptedPackage": b"x" * 5000}))
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    (folder / "far.xlsx").write_bytes(makers.workbook_of(far))
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
        "a password",
        "too far apart",
    ],
)
def test_a_bad_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    path, error = bad_files(tmp_path)[name]
    with pytest.raises(error) as caught:
        read([path])
    assert Path(str(caught.value.where["file"])).name == path.name
    told = catalogue.explain(caught.value, "zh")
    assert path.name in told.what
    assert told.do


def test_a_file_larger_than_any_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TEXT)
    monkeypatch.setattr(limits, "BYTES", 10)
    with pytest.raises(LedgerTooLarge):
        read([path])


@pytest.mark.skipif(os.name == "nt", reason="modes are not kept there")
def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TEXT)
    path.chmod(0)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may read everything
    with pytest.raises(LedgerUnreadable):
        read([path])

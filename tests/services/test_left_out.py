"""What stands in a file and is not taken in is named, with the reason, in every report; what is hidden is
taken in and named too.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from linli.services.add import Added, Handed, add, look
from linli.services.annotate import annotate
from linli.services.rejects import of_workspace, part
from linli.services.rejects_file import shown
from tests.reports.annotate.books import values
from tests.street import DAY, NOW, STREET, built, workspace

PDF = b"%PDF-1.7 a scan"


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A zip of the compounds, a scan, and a workbook with a hidden ledger and a page of instructions."""
    lines = [line.split(",") for line in STREET["buildings"].splitlines()]
    with xlsxwriter.Workbook(str(tmp_path / "楼栋.xlsx")) as book:
        notes, sheet = book.add_worksheet("填写说明"), book.add_worksheet("旧表")
        notes.write_column(0, 0, ["一、户数填整数", "二、不要合并单元格"])
        for r, line in enumerate(lines):
            sheet.write_row(r, 0, line)
        sheet.hide()
    file = tmp_path / "报送.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("一/小区.csv", STREET["compounds"])
        archive.writestr("一/扫描件.pdf", PDF)
        archive.write(tmp_path / "楼栋.xlsx", "楼栋.xlsx")
    return file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path, {n: t for n, t in STREET.items() if n not in ("compounds", "buildings")})


def taken(root: Path, file: Path) -> Added:
    (added,) = add(root, [file], Handed(day=DAY), NOW)
    return added


def test_one_file_that_cannot_be_read_keeps_no_other_out(root: Path, packed: Path) -> None:
    looked = look(root, [packed], Handed(day=DAY))
    intake = taken(root, packed).intake
    assert looked.judged[packed].passed == intake.passed
    assert [(table.kind, table.inside) for table in intake.tables] == [
        ("compounds", "一/小区.csv"),
        ("buildings", "楼栋.xlsx"),
    ]
    assert [(part(one), one.lines, one.code) for one in intake.passed] == [
        ("一/扫描件.pdf", (0, 0), "LN-L10"),
        ("楼栋.xlsx/填写说明", (1, 2), "explains"),
    ]


def test_what_is_hidden_is_taken_in_and_said(root: Path, packed: Path) -> None:
    assert [table.unseen for table in taken(root, packed).intake.tables] == [False, True]


def test_every_list_of_problems_names_what_was_left_out(root: Path, packed: Path) -> None:
    taken(root, packed)
    built(root)
    for lang, words in (("zh", ("没有收", "PDF", "说明怎样填写")), ("en", ("not taken in", "PDF", "fill"))):
        left = [one for one in of_workspace(root, lang) if one.severity == "untaken"]  # type: ignore[arg-type]
        assert [(one.file, one.sheet, one.address) for one in left] == [
            ("报送.zip", "一/扫描件.pdf", ""),
            ("报送.zip", "楼栋.xlsx/填写说明", "1–2"),
        ]
        (scan, notes) = shown(left, lang).rows  # type: ignore[arg-type]
        assert scan[0] == words[0] and words[1] in scan[6] and "扫描件.pdf" in scan[6]
        assert words[2] in notes[6]


def test_the_annotated_copy_names_it_too(root: Path, packed: Path, tmp_path: Path) -> None:
    taken(root, packed)
    built(root)
    annotate(root, packed, tmp_path / "o.xlsx", "zh")
    cells = [str(cell) for row in values(tmp_path / "o.xlsx")["退回说明"] for cell in row if cell != ""]
    assert any("一/扫描件.pdf" in cell and "PDF" in cell for cell in cells)
    assert any("填写说明" in cell and "第 1–2 行" in cell for cell in cells)
    assert any("这张表是隐藏的" in cell for cell in cells)

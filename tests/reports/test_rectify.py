"""The list of things to mend as a workbook: nothing in it is a formula, and it prints as it should."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from linli.audit.rectification import Issue, Line, Sheet, Told
from linli.messages.catalogue import Lang
from linli.reports.rectify import write
from tests.audit.test_life import LINE
from tests.runs import DAY, NOW

EVIL = [
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "{=1}",
    "<b>&\"'",
    "http://example.org",
]


def issue(*sheets: Sheet) -> Issue:
    return Issue(3, 1, DAY, DAY, "王审计", sheets, 1, 0, behind=False)


def made(tmp_path: Path, *sheets: Sheet, lang: Lang = "zh") -> Path:
    path = tmp_path / "list.xlsx"
    write(path, issue(*sheets), lang)
    return path


def xml(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read(name).decode()


def rows(path: Path, sheet: int = 0) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(sheet).to_python()  # type: ignore[return-value]


def test_the_columns_are_those_that_auditors_send(tmp_path: Path) -> None:
    path = made(tmp_path, Sheet("示例街道", (LINE, replace(LINE, due=dt.date(2026, 1, 5)))))
    found = rows(path)
    assert found[0][0] == "示例街道问题整改台账"
    assert "第 3 号" in str(found[1][0]) and "2025-06-30" in str(found[1][0]) and "王审计" in str(found[1][0])
    assert found[2] == [
        "序号", "问题", "依据", "责任单位", "责任人", "整改时限", "整改情况", "销号", "问题编号",
    ]  # fmt: skip
    assert found[3] == [1.0, "says", "basis", "body", "person", dt.date(2025, 7, 31), "", "", "1"]
    assert found[4][0] == 2.0 and found[4][5] == dt.date(2026, 1, 5)


@pytest.mark.parametrize("text", EVIL)
def test_text_never_becomes_a_formula_or_a_link(tmp_path: Path, text: str) -> None:
    told = (Told(NOW, "", progress=text, person=text),)
    line = Line(1, NOW, LINE.finding, LINE.chain, text, DAY, text, text, text, text, DAY, told)
    path = made(tmp_path, Sheet(text, (line,)))
    inside = xml(path, "xl/worksheets/sheet1.xml")
    assert "<f>" not in inside and "hyperlink" not in inside
    assert [str(cell) for cell in rows(path)[3][1:5]] == [text] * 4
    assert rows(path)[3][6] == text


def test_it_prints_on_a4_landscape_with_its_headings_on_every_page(tmp_path: Path) -> None:
    path = made(tmp_path, Sheet("示例街道", (LINE,) * 90))
    inside = xml(path, "xl/worksheets/sheet1.xml")
    assert re.search(r'<pageSetup paperSize="9"[^>]* orientation="landscape"', inside)
    assert 'fitToHeight="0"' in inside and "<pageSetUpPr fitToPage" in inside
    names = xml(path, "xl/workbook.xml")
    assert re.search(r"Print_Titles[^>]*>'?示例街道'?!\$3:\$3<", names)
    assert re.search(r"Print_Area[^>]*>'?示例街道'?!\$A\$1:\$H\$93<", names)


def test_the_identities_are_hidden_and_guarded_and_signing_off_is_a_choice(tmp_path: Path) -> None:
    inside = xml(made(tmp_path, Sheet("示例街道", (LINE, LINE))), "xl/worksheets/sheet1.xml")
    assert re.search(r'<col min="9" max="9"[^>]* hidden="1"', inside)
    assert len(re.findall(r'hidden="1"', inside)) == 1
    checks = re.findall(r"<dataValidation .*?</dataValidation>", inside)
    choice, guard = sorted(checks, key=lambda text: "I4:I5" in text)
    assert 'sqref="H4:H5"' in choice and '"已销号,未销号"' in choice.replace("&quot;", '"')
    assert 'errorStyle="information"' in choice, "a day may be written instead"
    assert 'sqref="I4:I5"' in guard and "FALSE" in guard


@pytest.mark.parametrize("text", ["短", "长" * 400])
def test_a_row_is_as_high_as_its_text(tmp_path: Path, text: str) -> None:
    inside = xml(made(tmp_path, Sheet("街道", (replace(LINE, says=text),))), "xl/worksheets/sheet1.xml")
    height = float(re.findall(r'<row r="4"[^>]* ht="([\d.]+)"', inside)[0])
    assert 30 <= height <= 409 and (height > 250) == (len(text) > 300)


def test_sheets_of_streets_have_names_that_a_workbook_may_have(tmp_path: Path) -> None:
    names = ["示例[街道]:*?/\\", "示例 街道", "示例 街道", "很长的名字" * 9, "很长的名字" * 9, "'", "A", "a"]
    path = made(tmp_path, *(Sheet(name, (LINE,)) for name in names))
    found = CalamineWorkbook.from_path(str(path)).sheet_names
    assert len(found) == len({name.lower() for name in found}) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in found)
    assert rows(path, 4)[0][0] == "很长的名字" * 9 + "问题整改台账"


def test_in_english(tmp_path: Path) -> None:
    found = rows(made(tmp_path, Sheet("Street", (LINE,)), lang="en"))
    assert found[2][-2:] == ["Signed off", "Finding id"]

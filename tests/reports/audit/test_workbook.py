"""The workbook: nothing in it is a formula, nothing is lost, its totals add up, and it prints."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from linli.audit.reported import Reported
from linli.messages.catalogue import Lang, say
from linli.reports.audit.words import sums
from linli.reports.audit.workbook import sheets, write
from tests.reports.audit.streets import BROKEN, FORMULA, MARKUP, made

REPORT = made().report
HEAD = 4
Rows = list[list[object]]


def book(path: Path, report: Reported = REPORT, lang: Lang = "zh", most: int = 1_048_576) -> dict[str, Rows]:
    write(path, report, lang, most)
    made = CalamineWorkbook.from_path(str(path))
    return {name: made.get_sheet_by_name(name).to_python() for name in made.sheet_names}  # type: ignore[misc]


def xml(path: Path) -> str:
    with zipfile.ZipFile(path) as parts:
        return "".join(
            parts.read(one).decode() for one in parts.namelist() if re.search(r"sheet\d+\.xml$", one)
        )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("book") / "a.xlsx"


@pytest.fixture(scope="module")
def zh(path: Path) -> dict[str, Rows]:
    return book(path)


def test_the_sheets_are_those_of_an_auditor(zh: dict[str, Rows]) -> None:
    assert list(zh) == [
        "按区域汇总", "按规则汇总", "问题清单", "已豁免", "不知道的", "证据", "可能同一人", "按区域和规则",
        "台账完整性", "缺的声明", "规则和依据",
    ]  # fmt: skip
    for name, rows in zh.items():
        about = str(rows[1][0])
        assert rows[0][0] == f"小区组织审计报告　{name}"
        assert all(part in about for part in ("各地通用", "2025-06-30", "示例区", REPORT.snapshot[:16])), (
            about
        )


def test_no_text_becomes_a_formula_or_a_link(path: Path, zh: dict[str, Rows]) -> None:
    text = xml(path)
    assert "<f>" not in text and "<hyperlink" not in text
    names = " ".join(str(cell) for row in zh["不知道的"] for cell in row)
    assert FORMULA in names
    assert MARKUP in " ".join(str(cell) for row in zh["问题清单"] for cell in row)
    assert [zh["已豁免"][HEAD][place] for place in (5, 6, 7)] == ["=人数不对", "@换届中", "+某人"]


def test_the_matrix_adds_up_to_the_rules(zh: dict[str, Rows]) -> None:
    matrix = zh["按区域汇总"][5:]
    for column in range(1, len(matrix[0])):
        assert sum(int(str(row[column]).split(".")[0]) for row in matrix[:-1]) == matrix[-1][column]
    rules = zh["按规则汇总"][HEAD:]
    failed, unknown, asked = (sum(matrix[-1][first::3]) for first in (1, 2, 3))  # type: ignore[arg-type]
    assert rules[-1][0] == "合计"
    assert (rules[-1][6], rules[-1][8], rules[-1][4]) == (failed, unknown, asked)
    both = zh["按区域和规则"][HEAD:]
    for column in range(3, 10):
        assert sum(row[column] for row in both) == rules[-1][column - 1]  # type: ignore[misc]


def test_a_share_is_one_number_or_an_interval_with_its_denominator(zh: dict[str, Rows]) -> None:
    shares = {row[0]: row[-1] for row in zh["按规则汇总"][HEAD:]}
    assert shares["小区没有党支部覆盖"] == "[2/5, 4/5] = [40%, 80%]"
    assert shares["业委会成员在服务本小区的物业企业任职"] == "[0/1, 1/1] = [0%, 100%]"
    assert shares["业委会人数不是规定范围内的单数"] == "1/1 = 100%"
    failed = str(shares["任期届满而没有换届"])
    assert failed.startswith("没有审成") and "<b>timeout</b>" in failed


def test_every_finding_stands_once_and_the_waived_apart(zh: dict[str, Rows]) -> None:
    open_ = {row[-1] for row in zh["问题清单"][HEAD:]}
    waived = {row[-1] for row in zh["已豁免"][HEAD:]}
    assert open_ | waived == {one.id for _, one in REPORT.findings()} and not open_ & waived
    assert {row[6] for row in zh["问题清单"][HEAD:]} == {"确定", "存疑"}
    assert {row[-1] for row in zh["不知道的"][HEAD:]} == {one.id for _, one in REPORT.unknown()}


def test_evidence_has_cell_and_document(zh: dict[str, Rows]) -> None:
    rows = zh["证据"][HEAD:]
    assert {row[0] for row in rows} == {one.id for _, one in REPORT.findings()}
    [possible] = [one.id for _, one in REPORT.findings() if not one.certain]
    own = [row for row in rows if row[0] == possible]
    assert all(row[3] == "是" for row in own) and {row[5] for row in own} >= {"posts.csv", "property.csv"}
    assert any("声明：松涛社区截至 2025-06-30" in str(row[2]) for row in rows)


def test_rows_that_do_not_fit_go_on_in_a_further_sheet(tmp_path: Path, zh: dict[str, Rows]) -> None:
    split = book(tmp_path / "b.xlsx", most=HEAD + 2)
    parts = [rows[HEAD:] for name, rows in split.items() if name.startswith("证据")]
    assert len(parts) > 2 and all(len(rows) <= 2 for rows in parts)
    assert [row for rows in parts for row in rows] == zh["证据"][HEAD:]
    assert "问题清单（续1）" in split


def test_it_prints_across_with_headings_on_each_page(path: Path, zh: dict[str, Rows]) -> None:
    text = xml(path)
    count = len(zh)
    assert text.count('orientation="landscape"') == text.count('paperSize="9"') == count
    assert text.count('fitToHeight="0"') == count and text.count("<autoFilter") == count - 1
    assert text.count("第 &amp;P 页，共 &amp;N 页") == count and text.count('state="frozen"') == count
    with zipfile.ZipFile(path) as parts:
        main = parts.read("xl/workbook.xml").decode()
        fonts = parts.read("xl/styles.xml").decode()
    assert main.count("_xlnm.Print_Titles") == main.count("_xlnm.Print_Area") == count
    assert "宋体" in fonts and "微软雅黑" in fonts


def test_it_is_all_in_english_as_well(tmp_path: Path, zh: dict[str, Rows]) -> None:
    en = book(tmp_path / "e.xlsx", lang="en")
    assert [len(rows) for rows in en.values()] == [len(rows) for rows in zh.values()]
    headings = [cell for name, rows in en.items() for cell in rows[HEAD - 1] if name != "By area"]
    assert all(str(cell).isascii() for cell in headings)


def test_nothing_found_is_said(tmp_path: Path) -> None:
    none = replace(REPORT, results=(), totals={}, parts=(), waived=(), pairs=(), statements=(), lacking=())
    empty = book(tmp_path / "n.xlsx", none)
    assert empty["问题清单"][HEAD][0] == empty["不知道的"][HEAD][0] == say("audit_none", "zh")
    assert {row[7] for row in empty["规则和依据"][HEAD:]} == {"否"}


def test_a_rule_that_could_not_be_run_says_why_and_counts_nothing() -> None:
    rules = next(sheet for sheet in sheets(REPORT, "zh") if sheet.name == "规则和依据")
    [row] = [row for row in rules.rows if row[0] == BROKEN]
    assert "没有审成" in str(row[7])
    assert "没有审成的规则 1 条" in sums(REPORT, "zh")

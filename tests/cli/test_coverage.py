"""`linli coverage`, run as a person runs it: in every form and language, with an office's own thresholds."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.test_cli import run
from tests.street import built, workspace

OWN = """\
place: 本单位
label: {zh: 本单位, en: This office}
area: "990101001"
slots:
  branch: {least_households: 200}
exempt:
  - {slot: property, area: "990101001002", compound: 兰亭里, because: {zh: 自管, en: self-managed}}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = workspace(tmp_path_factory.mktemp("coverage"))
    for kinds in (("organizations", "coverage"), ("property",)):
        stated = run("complete", *kinds, "--area", "990101001", "--on", "2025-06-30", "-w", made)
        assert stated.returncode == 0, stated.stderr
    built(made)
    return made


def rows(done: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.removeprefix("\ufeff"))))


def test_the_table_in_both_languages(root: Path) -> None:
    done = run("coverage", "--of", "branch", "-w", root)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "覆盖情况，截至 2025-06-30；到期看到 2026-06-30（365 天）"
    assert "33.3% (1/3)" in done.stdout and "正式党员5名，应单独建" in done.stdout
    assert "分母是应有的数" in done.stdout and "只排地方，不排人" in done.stdout
    told = run("coverage", "--of", "branch", "--lang", "en", "-w", root).stdout
    assert "5 full members: own branch" in told and "Party branch" in told


def test_as_json_csv_and_a_workbook(root: Path, tmp_path: Path) -> None:
    plain = json.loads(run("coverage", "--by", "area", "--format", "json", "-w", root).stdout)
    assert plain["as_of"] == "2025-06-30" and plain["areas"] == ["990101"]
    branch = next(row for row in plain["totals"] if row["slot"] == "branch")
    assert (branch["own"], branch["gap"], branch["applicable"]) == (1, 2, 3)
    assert {row["group"] for row in plain["groups"]} >= {"990101", "990101001", "990101001001"}
    gaps = [row for row in plain["first"] if row["slot"] == "branch"]
    assert [row["title"] for row in gaps] == ["兰亭里", "翠湖居"]
    assert "own branch" in gaps[0]["says"]["en"]["facts"] and gaps[0]["decides"] == "own_due"
    assert "person" not in gaps[0]
    told = rows(run("coverage", "--of", "branch", "--of", "group", "--format", "csv", "-w", root).stdout)
    assert {row["项目"] for row in told} == {"党支部", "楼栋党小组"}
    assert len(told) == 3 + 3
    assert next(row for row in told if row["地方"] == "松涛苑2栋")["情况"] == "没有"
    done = run("coverage", "--out", tmp_path / "覆盖.xlsx", "-w", root)
    assert done.returncode == 0, done.stderr
    book = CalamineWorkbook.from_path(str(tmp_path / "覆盖.xlsx"))
    assert book.sheet_names == ["覆盖", "质量", "逐月到期", "先补哪些", "到期清单", "逐处", "依据"]
    assert any(
        "松涛苑小区党支部" in str(cell) for row in book.get_sheet_by_name("逐处").to_python() for cell in row
    )


def test_the_offices_own_thresholds_and_exemptions(root: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN, "utf-8")
    asked = ("coverage", "--of", "branch", "--of", "property", "--format", "csv", "-w", root)
    told = {(row["项目"], row["地方"]): row for row in rows(run(*asked, "--slots", own).stdout)}
    assert told["党支部", "翠湖居"]["原因"] == "户数少于要求的起点"
    assert told["物业服务", "兰亭里"]["情况"] == "不要求"
    (root / "slots.yaml").write_text(OWN, "utf-8")
    kept = {(row["项目"], row["地方"]): row for row in rows(run(*asked).stdout)}
    (root / "slots.yaml").unlink()
    assert kept == told
    own.write_text(OWN.replace("slot: property", "slot: branch"), "utf-8")
    refused = run(*asked, "--slots", own)
    assert refused.returncode == 1 and "exempt.0.slot" in refused.stderr


def test_where_nothing_of_the_kind_is_asked_for(root: Path, tmp_path: Path) -> None:
    asked = ("coverage", "--of", "others", "-w", root)
    assert run(*asked).stdout == "这一区域没有要求这一项。\n"
    plain = json.loads(run(*asked, "--format", "json").stdout)
    assert plain["rows"] == plain["totals"] == plain["first"] == []
    assert run(*asked, "--out", tmp_path / "空.xlsx").returncode == 0


def test_a_horizon_that_does_not_read_and_a_file_of_no_kind(root: Path, tmp_path: Path) -> None:
    wrong = run("coverage", "--horizon", "soon", "-w", root)
    assert wrong.returncode == 1 and "LN-R03" in wrong.stderr
    assert run("coverage", "--out", tmp_path / "a.pdf", "-w", root).returncode == 1
    assert run("coverage", "--of", "nothing", "-w", root).returncode == 2

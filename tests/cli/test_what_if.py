"""`linli what-if` and `linli compound`, run as a person runs them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.services.test_what_if import street

END = "changes: [{end: 松涛苑小区党支部/副书记, on: 2025-06}]"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(street(), tmp_path_factory.mktemp("what-if") / "workspace"))


def test_a_scenario_is_tried_kept_listed_and_applied(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "补选.yaml"
    file.write_text(END, encoding="utf-8")
    assert "没有留存设想" in run("what-if", "--list", "-w", root).stdout
    given = ("what-if", file, "-w", root, "--save", "撤岗", "--apply", "--by", "某人")
    told = run(*given).stdout
    assert "松涛苑小区党支部副书记 岗位撤销，最后一天 2025-06" in told and "只是推演" in told
    assert "消除的问题：" in told and "覆盖的变化：0" in told
    assert "已存为“撤岗”" in told and "下次生成时生效" in told
    listed = run("what-if", "--list", "-w", root).stdout
    assert "撤岗" in listed and "某人" in listed
    assert "变动" in run("people", "decisions", "-w", root).stdout


def test_faults_are_told_without_a_traceback(root: Path, tmp_path: Path) -> None:
    wrong = run("what-if", "没有这个.yaml", "-w", root)
    assert wrong.returncode == 1 and "LN-L01" in wrong.stderr
    nobody = run("what-if", "x", "--apply", "-w", root)
    assert nobody.returncode == 1 and "LN-R02" in nobody.stderr and "Traceback" not in nobody.stderr


def test_a_compound_is_written_as_a_page(root: Path, tmp_path: Path) -> None:
    told = run("compound", "翠湖居", "-w", root, "--out", tmp_path / "x.html", "--lang", "both").stdout
    assert "x.html" in told
    assert (tmp_path / "x.html").read_text(encoding="utf-8").count("<article") == 2

"""`linli escalate` and `linli resilience`, run as a person runs them, in every form and language."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.test_cli import run
from tests.street import built, workspace


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = workspace(tmp_path_factory.mktemp("escalate"))
    built(made)
    return made


def test_a_path_is_read_aloud_in_either_language(root: Path) -> None:
    zh = run("escalate", "松涛苑/1栋", "-w", root)
    assert "第2级：松涛苑小区党支部，书记张三，2021-06起。与上一级的关系：隶属。" in zh.stdout
    assert "⚠ 已到期：松涛社区党委负责人任期已满（2025-03-01），没有接任的人" in zh.stdout
    assert "党小组组长李四。" in zh.stdout, "a bound alone is not read as a date"
    en = run("escalate", "松涛苑/1栋", "-w", root, "--lang", "en", "--to", "县委")
    assert "⚠ lapsed: the term in 松涛社区党委 has ended (2025-03-01)" in en.stdout
    assert "县委 is 4 steps away" in en.stdout


def test_a_path_as_json_picture_and_chart(root: Path, tmp_path: Path) -> None:
    told = json.loads(run("escalate", "松涛苑/1栋", "-w", root, "--format", "json").stdout)
    assert [step["level"] for step in told["steps"]] == [
        "building",
        "compound",
        "community",
        "street",
        "county",
    ]
    assert [one["kind"] for one in told["breaks"]] == ["lapsed"]
    done = run("escalate", "松涛苑/1栋", "-w", root, "-o", tmp_path / "链条.svg")
    assert done.returncode == 0, done.stderr
    drawn = ElementTree.parse(tmp_path / "链条.svg")
    texts = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "示例区委" in texts and "松涛苑1栋党小组" in texts


def test_all_breaks_and_who_leaves(root: Path) -> None:
    every = run("escalate", "--all-breaks", "-w", root)
    assert "示例区共3栋楼" in every.stdout and "合计" in every.stdout
    gone = run("resilience", "--leave", "示例区委/书记", "-w", root, "--as-of", "2025-01-01", "--lang", "en")
    assert "2 are left without one" in gone.stdout, gone.stderr


def test_what_is_missing_or_wrong_is_said(root: Path) -> None:
    assert "LN-R03" in run("escalate", "松涛苑", "--format", "csv", "-w", root).stderr

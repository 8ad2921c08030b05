"""The life of a finding on the command line, as an auditor goes through it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from linli.cli import main
from tests.services.life import LATER, kept, little, street

Run = Callable[..., tuple[str, str]]


@pytest.fixture
def linli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command on a copy of the street, as a person types it. Returns what it says and what it remarks."""
    root = street().copied(tmp_path)

    def run(*arguments: object, code: int = 0) -> tuple[str, str]:
        monkeypatch.setattr("sys.argv", ["linli", *map(str, arguments), "--workspace", str(root)])
        monkeypatch.chdir(tmp_path)
        try:
            main.main()
            ended = 0
        except SystemExit as exit_:
            ended = int(exit_.code or 0)
        said = capsys.readouterr()
        assert ended == code, said.err
        return said.out, said.err

    return run


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return little(tmp_path / "few")


def finding(said: str, words: str) -> str:
    """The identifier of the finding that says something, in an audit as json."""
    rules = json.loads(said)["rules"]
    [one] = [f["id"] for rule in rules for f in rule["findings"] if words in f["says"]["zh"]]
    return str(one)


def test_an_audit_is_kept_and_says_so_where_no_program_reads(linli: Run, pack: Path) -> None:
    said, remarked = linli("audit", "--pack", pack, "--format", "json")
    assert json.loads(said)["pack"] == "few"
    assert "第 1 次" in remarked
    said, remarked = linli("audit", "--pack", pack, "--format", "json", "--no-keep")
    assert json.loads(said)["waivers"] == [] and not remarked
    [run] = json.loads(linli("runs", "--format", "json")[0])
    assert (run["run"], run["pack"], run["as_of"]) == (1, "few", "2025-07-31")
    assert run["by"] and run["findings"] > 5


def test_what_is_waived_is_still_counted_and_shown_apart(linli: Run, pack: Path, tmp_path: Path) -> None:
    words = "松涛苑业委会"
    before = linli("audit", "--pack", pack)[0]
    one = finding(linli("audit", "--pack", pack, "--format", "json")[0], "没有备案")
    said = linli("waive", one[:9], "--reason", "等批复", "--by", "王审计", "--until", "2099-12-31")[0]
    assert "第 1 号豁免" in said and words in said
    after, apart = linli("audit", "--pack", pack)[0].split("豁免（仍计入上面的总数）")
    assert re.search(rf"有效\s+{words}.*等批复\s+王审计", apart)
    line = next(line for line in before.splitlines() if line.strip().startswith(words) and "备案" in line)
    assert line not in after
    totals = [line for line in before.splitlines() if line.startswith("业委会没有备案  ")]
    assert totals and totals == [line for line in after.splitlines() if line.startswith("业委会没有备案  ")]
    assert linli("audit", "--pack", pack, "--out", tmp_path / "a.xlsx")
    assert "已豁免" in CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).sheet_names
    assert "王审计" in linli("waive", "--list")[0]
    assert "撤回" in linli("waive", "--withdraw", "1")[0]
    assert "没有豁免" in linli("waive", "--list")[0]


def test_what_changed_between_two_runs(linli: Run, tmp_path: Path) -> None:
    assert "LN-R20" in linli("diff", code=1)[1]
    root = tmp_path / "workspace"
    kept(root, street().june)
    kept(root, street().july, LATER)
    said = linli("diff")[0]
    assert "前：第 1 次，2025-06-30" in said and "后：第 2 次，2025-07-31" in said
    assert re.search(r"已改 \d+ 个\n(  .*\n)*  翠湖居", said)
    assert linli("diff", 1, 2)[0] == said
    assert "完全一样" in linli("diff", 2, 2)[0]
    plain = json.loads(linli("diff", 2, 1, "--format", "json")[0])
    assert {(one["kind"], one["row"].get("name")) for one in plain["changes"]} >= {("new", "翠湖居")}
    linli("diff", 1, 2, "--out", tmp_path / "d.xlsx")
    assert len(CalamineWorkbook.from_path(str(tmp_path / "d.xlsx")).sheet_names) == 2
    assert "LN-R20" in linli("diff", 1, 9, code=1)[1]
    assert "2 次" in linli("runs", "prune", "--keep", 0, "--lang", "zh")[0]
    assert "还没有保存过审计" in linli("runs")[0]


def test_a_list_goes_out_and_comes_back(linli: Run, pack: Path, tmp_path: Path) -> None:
    linli("audit", "--pack", pack)
    said = linli(
        "rectify", "export", "--area", "示例街道", "--out", tmp_path / "l.xlsx", "--days", "breach=9"
    )[0]
    lines = int(re.findall(r"(\d+) 个问题", said)[0])
    assert "1 张表" in said and lines > 3
    said = linli("rectify", "import", tmp_path / "l.xlsx")[0]
    assert f"读入 {lines} 行 = 采用 0 + 略过 {lines} + 退回 0" in said
    assert f"共 {lines} 项" in linli("rectify", "list", "--area", "示例街道")[0]
    assert "没有这样的整改事项" in linli("rectify", "list", "--overdue")[0]
    listed = json.loads(linli("rectify", "list", "--format", "json")[0])
    assert {one["state"] for one in listed} == {"open"} and len(listed) == lines
    assert "列入台账" in linli("rectify", "history", listed[0]["finding"]["id"][:9])[0]
    for wrong in (("--days", "x=1"), ("--days", "breach=soon"), ("--out", "l.pdf"), ("--area", "别处")):
        assert linli("rectify", "export", *wrong, code=1)[1].startswith("LN-R")
    assert "LN-L01" in linli("rectify", "import", "nothing.xlsx", code=1)[1]


def test_it_speaks_english(linli: Run, pack: Path, tmp_path: Path) -> None:
    linli("audit", "--pack", pack, "--lang", "en")
    for arguments in (
        ("runs",),
        ("diff", 1, 1),
        ("rectify", "export", "--out", tmp_path / "l.xlsx"),
        ("rectify", "import", tmp_path / "l.xlsx"),
        ("waive", "--list"),
    ):
        said = linli(*arguments, "--lang", "en")[0]
        assert re.search(r"[A-Za-z]{4}", said)
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"few|几条", "", said)), said

"""The commands, run as a person runs them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from linli.cli.main import app
from tests.street import with_rows, write


def run(
    *arguments: str | Path, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "linli.cli.main", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, **environment}
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    ledgers = with_rows("compounds", "990101001009,没有社区,,,1,0", "990101001001,=1+1,,,x,0")
    files = write(folder / "files", ledgers)
    assert run("init", "-w", folder / "w").returncode == 0
    added = run("add", *files, "-w", folder / "w", "--day", "2025-06-30", "--by", "某人")
    assert added.returncode == 0, added.stderr
    assert (
        run(
            "complete",
            "organizations",
            "coverage",
            "--area",
            "990101001",
            "--on",
            "2025-06-30",
            "-w",
            folder / "w",
        ).returncode
        == 0
    )
    done = run("build", "-w", folder / "w")
    assert done.returncode == 0, done.stderr
    assert "读入 25 行 = 通过 23 + 略过 0 + 退回 2" in done.stdout
    return folder / "w"


def test_an_answer_as_a_table_in_both_languages(root: Path) -> None:
    done = run("ask", "compounds/coverage", "-w", root, "--lang", "both", "--where", "state=gap")
    assert done.returncode == 0, done.stderr
    assert "没有支部 No branch" in done.stdout
    assert "松涛苑" not in done.stdout


def test_an_answer_as_json_and_csv(root: Path) -> None:
    plain = json.loads(run("ask", "compounds/coverage", "-w", root, "--format", "json").stdout)
    assert [row["state"] for row in plain["rows"]] == ["own", "gap", "gap"]
    text = run("ask", "compounds/coverage", "-w", root, "--format", "csv", "--columns", "name,state").stdout
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) == [
        ["小区", "覆盖情况"], ["松涛苑", "单独组建"], ["翠湖居", "没有支部"], ["兰亭里", "没有支部"]
    ]  # fmt: skip


def test_rejects_as_a_workbook_name_cell_reason_and_repair(root: Path, tmp_path: Path) -> None:
    done = run("rejects", "-w", root, "--out", tmp_path / "r.xlsx")
    assert done.returncode == 0, done.stderr
    book = CalamineWorkbook.from_path(str(tmp_path / "r.xlsx"))
    assert book.sheet_names == ["问题清单", "Problems"]
    rows = book.get_sheet_by_index(0).to_python()
    cells = {(row[1], row[3]): row for row in rows[1:] if row[0] == "退回"}
    assert set(cells) == {("compounds.csv", "A5"), ("compounds.csv", "E6")}
    assert cells["compounds.csv", "E6"][5] == "x"
    assert all(row[6] and row[7] for row in cells.values())
    assert "rejected" in run("rejects", "-w", root, "--lang", "en").stdout


def test_status_and_verify(root: Path) -> None:
    assert "是最新的" in run("status", "-w", root).stdout
    assert "up to date" in run("status", "-w", root, "--lang", "en").stdout
    verified = run("verify", "-w", root)
    assert verified.returncode == 0
    assert "完全一致" in verified.stdout


def test_find(root: Path) -> None:
    assert re.search(
        r"松涛苑小区党支部\s+organizations\s+o[0-9a-f]{20}", run("find", "松濤苑", "-w", root).stdout
    )
    assert "buildings" in run("find", "松涛苑/1", "-w", root).stdout


def test_an_answer_is_traced_to_its_cells(root: Path) -> None:
    plain = json.loads(
        run("ask", "people/posts", "--param", "name=张三", "-w", root, "--format", "json").stdout
    )
    term = next(row for row in plain["rows"] if row["post"] == "director")
    shown = run("source", term["hold"], "-w", root).stdout
    cells = {tuple(line.split()[:3]) for line in shown.splitlines()[2:]}
    assert {
        ("posts.csv", "E7", "姓名"),
        ("posts.csv", "I7", "任职起"),
        ("posts.csv", "J7", "任职止"),
    } <= cells
    assert {cell[1] for cell in cells} <= {"A7", "B7", "C7", "D7", "E7", "I7", "J7"}
    assert run("source", "nothing", "-w", root).stderr.startswith("LN-R06")


def test_templates(tmp_path: Path) -> None:
    assert "任职台账" in run("template").stdout
    assert run("template", "posts", "--out", tmp_path / "t.xlsx").returncode == 0
    assert (tmp_path / "t.xlsx").stat().st_size
    assert run("template", "nothing").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["build"], "LN-W01"),
        (["ask", "compounds/coverage"], "LN-W01"),
        (["ask", "nothing/here"], "LN-R01"),
        (["ask", "compounds/coverage", "--store", "http://x"], "LN-S06"),
        (["add", "missing.xlsx"], "LN-W01"),
        (["template", "nothing"], "LN-R05"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_error_is_a_sentence_with_a_code_and_what_to_do(
    tmp_path: Path, arguments: list[str], code: str, lang: str
) -> None:
    done = run(*arguments, cwd=tmp_path, LINLI_LANG=lang)
    assert done.returncode == 1
    assert done.stderr.startswith(code)
    assert "→" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert bool(re.search(r"[\u4e00-\u9fff]", done.stderr)) == (lang == "zh")


def test_init_twice_and_a_missing_file(root: Path) -> None:
    assert run("init", "-w", root).stderr.startswith("LN-W02")
    assert run("add", "missing.xlsx", "-w", root).stderr.startswith("LN-L01")


def test_the_readers_leaving_is_no_error(root: Path) -> None:
    command = f"{sys.executable} -m linli.cli.main ask -w {root} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_every_command_explains_itself_in_both_languages() -> None:
    text = run("--help").stdout
    for name in (
        "init",
        "add",
        "complete",
        "build",
        "verify",
        "status",
        "template",
        "rejects",
        "ask",
        "find",
        "figures",
        "push",
        "source",
        "serve",
    ):
        assert name in app
        assert re.search(rf"{name}\s+.*[\u4e00-\u9fff].*[A-Za-z]", text), name

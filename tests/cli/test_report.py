"""`linli report rejects`: the list, and the sender's own workbook."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import xlsxwriter

from tests.cli.test_cli import run
from tests.reports.annotate.books import values
from tests.street import STREET, write

LINES = [*STREET["compounds"].splitlines(), "990101001009,没有社区,,,1,0", "990101001001,算式苑,,,=1+1,0"]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    with xlsxwriter.Workbook(str(folder / "小区.xlsx")) as book:
        sheet = book.add_worksheet("小区")
        for r, line in enumerate(LINES):
            for c, text in enumerate(line.split(",")):
                sheet.write_string(r, c, text)
    files = write(folder / "files", {"areas": STREET["areas"]})
    assert run("init", "-w", folder / "w").returncode == 0
    added = run("add", *files, folder / "小区.xlsx", "-w", folder / "w", "--day", "2025-06-30")
    assert added.returncode == 0, added.stderr
    assert run("build", "-w", folder / "w").returncode == 0
    return folder


def test_the_senders_own_workbook(root: Path, tmp_path: Path) -> None:
    done = run(
        "report", "rejects", "--format", "xlsx", "--file", root / "小区.xlsx", "--out", tmp_path / "改.xlsx",
        "-w", root / "w", "--lang", "both",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "2 个单元格加了底色，其中 2 个加了批注" in done.stdout and "2 cells coloured" in done.stdout
    after = values(tmp_path / "改.xlsx")
    assert list(after) == ["退回说明 Findings", "小区"]
    assert after["小区"] == values(root / "小区.xlsx")["小区"]


def test_a_copy_of_another_format_gets_a_name_of_its_own(root: Path, tmp_path: Path) -> None:
    done = run("report", "rejects", "--file", root / "files" / "areas.csv", "-w", root / "w", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "副本" in done.stdout and "areas-linli.xlsx" in done.stdout
    assert list(values(tmp_path / "areas-linli.xlsx")) == ["退回说明", "areas"]


def test_the_list_in_each_form(root: Path, tmp_path: Path) -> None:
    listed = run("report", "rejects", "-w", root / "w")
    assert listed.stdout == run("rejects", "-w", root / "w").stdout and "A5" in listed.stdout
    shown = run("report", "rejects", "--format", "csv", "-w", root / "w").stdout
    rows = list(csv.reader(io.StringIO(shown.removeprefix("\ufeff"))))
    assert {row[3] for row in rows[1:]} >= {"A5", "E6"}
    for out in ("a.csv", "a.xlsx"):
        assert run("report", "rejects", "--out", tmp_path / out, "-w", root / "w").returncode == 0
        assert (tmp_path / out).stat().st_size
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == shown


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--file", "小区.xlsx", "--out", "小区.xlsx"], "LN-R12"),
        (["--file", "小区.xlsx", "--out", "o.pdf"], "LN-R16"),
        (["--file", "小区.xlsx", "--format", "csv"], "LN-R03"),
        (["--file", "没有.xlsx"], "LN-L01"),
        (["--file", "w/linli.toml"], "LN-R10"),
        (["--format", "csv", "--out", "o.xlsx"], "LN-R03"),
    ],
)
def test_refusals_say_what_to_do(root: Path, arguments: list[str], code: str) -> None:
    before = (root / "小区.xlsx").read_bytes()
    done = run("report", "rejects", *arguments, "-w", "w", cwd=root)
    assert done.returncode == 1 and done.stderr.startswith(code), done.stderr
    assert "→" in done.stderr and "Traceback" not in done.stderr
    assert (root / "小区.xlsx").read_bytes() == before

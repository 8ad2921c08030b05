"""`linli figures`, run as a person runs it: in every form and language, with the sentence that says what
agreement is worth.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.figures import STREET, changed, write
from tests.street import built, workspace

SAID = {
    "zh": "合成数据，按公布数校准；一致仅说明查询正确，不证明原数。",
    "en": "Synthetic data calibrated to the published figures; agreement shows only that the query is right "
    "and proves nothing about the originals.",
}


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "linli.cli.main", "figures", *map(str, arguments)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("LINLI_")}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=environment)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    made = workspace(folder)
    built(made)
    kept = run("--keep", write(folder / "published"), "-w", made)
    assert kept.returncode == 0, kept.stderr
    assert "4 条公布数已收进" in kept.stdout
    return made


def test_the_figures_that_are_kept_as_a_table(root: Path) -> None:
    done = run("-w", root)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "示例街道：示例报告（报告 X1，日期未载）"
    covered, share, _, space = (next(line for line in lines if line.startswith(f"E{n}")) for n in range(1, 5))
    assert covered.split()[1:] == [
        "有自己支部的小区1个", "1个", "1个", "compounds/coverage", "未载（按台账日期", "2025-06-30）",
        "第一节", "一致",
    ]  # fmt: skip
    for text in ("33.33%（报告未印", "全部小区，计 3", "2025-01-01（拟）", "第二节"):
        assert text in share
    for text in ("约 300平方米（270 到 330）", "面积由台账填报，图不能证明", "图不能给出"):
        assert text in space
    assert lines[-3] == "4 条：一致 3，不一致 0，无法判断 0，图不能给出 1"


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
@pytest.mark.parametrize("form", ["table", "json", "csv", "xlsx"])
def test_every_form_in_every_language_says_what_agreement_is_worth(
    root: Path, tmp_path: Path, form: str, lang: str
) -> None:
    done = run("-w", root, "--format", form, "--lang", lang, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    text = done.stdout
    if form == "xlsx":
        book = CalamineWorkbook.from_path(str(tmp_path / "figures.xlsx"))
        sheets = [book.get_sheet_by_index(n).to_python() for n in (0, 1)]
        assert book.sheet_names == (["Published", "公布数"] if lang == "en" else ["公布数", "Published"])
        assert all(len(sheet) == 6 for sheet in sheets)
        text = "\n".join(str(sheet[-1][0]) for sheet in sheets)
    for one in ("zh", "en") if lang == "both" or form in ("json", "xlsx") else (lang,):
        assert SAID[one] in text


def test_a_figure_changed_by_one_is_a_difference_with_both_numbers(root: Path, tmp_path: Path) -> None:
    path = write(tmp_path, changed("value: 840", "value: 841", STREET))
    done = run(path, "-w", root)
    assert done.returncode == 1
    assert done.stderr == ""
    line = next(line for line in done.stdout.splitlines() if line.startswith("E3"))
    assert line.split()[2:4] == ["841", "840"]
    assert line.rstrip().endswith("不一致")
    assert SAID["zh"] in done.stdout
    for form in ("json", "csv"):
        assert run(path, "-w", root, "--format", form).returncode == 1


def test_json_has_numbers_and_both_languages(root: Path) -> None:
    plain = json.loads(run("-w", root, "--format", "json").stdout)
    (place,) = plain["places"]
    covered, share, _, space = place["figures"]
    assert (covered["computed"], share["over"], space["computed"]) == (
        {"low": 1, "high": 1},
        {"low": 3, "high": 3},
        None,
    )
    assert share["as_of"] == {"stated": "2025-01-01", "made_up": True, "asked": "2025-01-01"}
    assert covered["as_of"] == {"stated": "unknown", "made_up": False, "asked": "2025-06-30"}
    assert place["totals"] == {"holds": 3, "differs": 0, "cannot_tell": 0, "not_graph": 1}
    assert plain["notes"] == [SAID]


def test_csv_has_a_row_a_figure_with_its_place(root: Path, tmp_path: Path) -> None:
    done = run("-w", root, "--lang", "en", "--out", tmp_path / "f.csv")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "f.csv").read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == [
        "Place", "Item", "Statement", "Published", "Computed", "Denominator", "Question", "As of",
        "Place in the report", "Result",
    ]  # fmt: skip
    assert [row[1] for row in rows[1:-1]] == ["E1", "E2", "E3", "E4"]
    assert rows[1][3:5] == ["1 compounds", "1 compounds"]


def test_an_offices_own_ledgers_are_not_called_synthetic(root: Path, tmp_path: Path) -> None:
    done = run(write(tmp_path, "ledgers: own\n" + STREET), "-w", root, "--lang", "both")
    assert done.returncode == 0, done.stderr
    assert "合成数据" not in done.stdout and "Synthetic" not in done.stdout
    assert "按本单位台账计算" in done.stdout and "own ledgers" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--place", "nowhere"], "LN-R06"),
        (["nothing.yaml"], "LN-R17"),
        (["--keep"], "LN-R17"),
        (["--out", "figures.docx"], "LN-R16"),
        (["--out", "no/such/folder/figures.xlsx"], "LN-R16"),
        (["--out", "no/such/folder/figures.csv"], "LN-R16"),
        (["bad.yaml"], "LN-D01"),
    ],
)
def test_what_cannot_be_done_is_told(root: Path, tmp_path: Path, arguments: list[str], code: str) -> None:
    write(tmp_path, STREET.replace("state: own", "state: mine", 1), "bad.yaml")
    done = run(*arguments, "-w", root, cwd=tmp_path)
    assert (done.returncode, done.stderr[:6]) == (1, code)
    assert "Traceback" not in done.stderr + done.stdout


def test_one_place_alone(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "a")
    write(tmp_path / "b", STREET.replace("place: street", "place: other").replace("示例街道", "别的街道"))
    assert run(tmp_path, "-w", root).stdout.count("示例报告") == 2
    only = run(tmp_path, "-w", root, "--place", "别的街道").stdout
    assert only.count("示例报告") == 1 and only.startswith("别的街道")

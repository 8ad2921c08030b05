"""A ledger that was handed in, returned with the cells marked that findings rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from linli.errors import LedgerNotFound, NeverHandedIn, OutputExists
from linli.reports.annotate.styles import FILLS
from linli.services.annotate_audit import annotate
from tests.reports.annotate.books import values
from tests.reports.annotate.test_patch import looks
from tests.reports.audit.streets import made

MADE = made()


def test_the_cells_of_a_finding_are_marked_with_what_it_says(tmp_path: Path) -> None:
    files = [MADE.files / "posts.csv", MADE.files / "compounds.csv"]
    done = annotate(MADE.root, files, tmp_path, MADE.report, "both")
    assert [one.file.name for one in done] == ["posts-linli.xlsx", "compounds-linli.xlsx"]
    assert all(one.converted for one in done)
    posts = values(tmp_path / "posts-linli.xlsx")
    assert next(iter(posts)) == "审计批注 Audit"
    said = str(posts["审计批注 Audit"])
    [possible] = [one for _, one in MADE.report.findings() if not one.certain]
    assert possible.id in said and "丁某在松涛苑业委会任委员" in said and "Finding" in said
    fills = {at: look["fill"] for at, look in looks(tmp_path / "posts-linli.xlsx").items()}
    lines = (MADE.files / "posts.csv").read_text("utf-8").splitlines()
    rows = [number for number, line in enumerate(lines, start=1) if "丁某" in line]
    assert rows and all(fills[f"E{row}"] == FILLS["possible"] for row in rows)
    other = next(number for number, line in enumerate(lines, start=1) if "李四" in line)
    assert fills.get(f"E{other}") not in FILLS.values()


def test_a_waived_finding_is_listed_as_such(tmp_path: Path) -> None:
    annotate(MADE.root, [MADE.files / "organizations.csv"], tmp_path, MADE.report, "zh")
    rows = values(tmp_path / "organizations-linli.xlsx")["审计批注"]
    [waived] = MADE.report.let_stand
    assert {row[0] for row in rows if waived in str(row[-1])} == {"已豁免"}
    assert "退回" not in str(rows)


def test_a_ledger_without_evidence_says_so(tmp_path: Path) -> None:
    [done] = annotate(MADE.root, [MADE.files / "areas.csv"], tmp_path, MADE.report, "zh")
    assert (done.cells, done.notes) == (0, 0)
    assert "没有哪一格是问题的证据" in str(values(done.file)["审计批注"])


def test_all_files_are_looked_at_before_any_is_written(tmp_path: Path) -> None:
    stranger = tmp_path / "别的.csv"
    stranger.write_text("a,b\n1,2\n", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    for wrong, error in ((stranger, NeverHandedIn), (tmp_path / "没有.csv", LedgerNotFound)):
        with pytest.raises(error):
            annotate(MADE.root, [MADE.files / "posts.csv", wrong], out, MADE.report, "zh")
        assert not list(out.iterdir())


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    there = tmp_path / "areas-linli.xlsx"
    there.write_text("x", encoding="utf-8")
    with pytest.raises(OutputExists):
        annotate(MADE.root, [MADE.files / "areas.csv"], tmp_path, MADE.report, "zh")
    assert there.read_text("utf-8") == "x"

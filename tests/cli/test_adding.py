"""Taking ledgers in as a person does: looking first, being asked, correcting once and for all, next month's
roster.
"""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest

from linli.cli import adding
from linli.cli.console import Common, out
from linli.errors import LedgerUnsure
from linli.services.mappings import remembered
from linli.workspace import decisions, intakes
from linli.workspace.layout import create, open_layout
from tests.street import STREET

ODD = """\
日期：2025-06-30
区划代码,小区名称,组织名称,职务,负责同志,任职起
990101001001,松涛苑,松涛苑小区党支部,书记,张三,2021.6
990101001001,松涛苑,松涛苑小区党支部,委员,李四,2021.6
"""
JUNE = """\
区划代码,小区名称,组织名称,职务,姓名,任职起,任职止
990101001001,松涛苑,松涛苑小区党支部,书记,张三,2021.6,
990101001001,松涛苑,松涛苑小区党支部,委员,李四,2021.6,2025.6
990101001001,松涛苑,松涛苑小区党支部,组织委员,王五,2021.6,
"""
JULY = """\
区划代码,小区名称,组织名称,职务,姓名,任职起,任职止
990101001001,松涛苑,松涛苑小区党支部,书记,张三,2021年6月,
990101001001,松涛苑,松涛苑小区党支部,委员,赵六,2025.7,
"""


class Keyboard(io.StringIO):
    """A person at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def root(tmp_path: Path) -> Path:
    create(tmp_path / "w")
    for name in ("areas", "compounds", "organizations"):
        (tmp_path / f"{name}.csv").write_text(STREET[name], encoding="utf-8")
    adding.add(
        [tmp_path / f"{name}.csv" for name in ("areas", "compounds", "organizations")],
        day=_day("2025-06-30"),
        yes=True,
        common=Common(tmp_path / "w"),
    )
    return tmp_path / "w"


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def said(monkeypatch: pytest.MonkeyPatch, *answers: str, keyboard: bool = True) -> io.StringIO:
    """Answers typed at a terminal; what is printed."""
    told = list(answers)
    monkeypatch.setattr("sys.stdin", Keyboard() if keyboard else io.StringIO())
    monkeypatch.setattr("builtins.input", lambda _prompt="": told.pop(0))
    page = io.StringIO()
    monkeypatch.setattr(out, "_file", page)  # by `file`, the captured stream would stay
    return page


def ledger(root: Path, name: str, text: str) -> Path:
    path = root.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def posts(root: Path) -> list[dict[str, str]]:
    layout = open_layout(root)
    tables = [
        intakes.cells(layout, intake, table)
        for intake in intakes.read(layout)
        for table in intake.tables
        if table.kind == "posts"
    ]
    return [row for table in tables for row in table.rows(named=True)]


def test_looking_keeps_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = len(intakes.read(open_layout(root)))
    adding.inspect([ledger(root, "odd.csv", ODD)], common=Common(root))
    assert len(intakes.read(open_layout(root))) == before
    page = capsys.readouterr().out
    assert "任职台账" in page
    assert "E2       负责同志   姓名" in page
    assert "2025-06-30" in page


def test_what_is_unsure_is_never_taken_in_unasked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, keyboard=False)
    with pytest.raises(LedgerUnsure) as caught:
        adding.add([ledger(root, "odd.csv", ODD)], common=Common(root))
    assert caught.value.where["asked"] == "负责同志"
    assert posts(root) == []


def test_yes_takes_the_likeliest(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, keyboard=False)
    adding.add([ledger(root, "odd.csv", ODD)], yes=True, common=Common(root))
    assert [row["holder"] for row in posts(root)] == ["张三", "李四"]


def test_a_confirmed_reading_is_remembered_for_files_of_that_shape(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(monkeypatch, "")
    adding.add([ledger(root, "odd.csv", ODD)], common=Common(root))
    assert [row["holder"] for row in posts(root)] == ["张三", "李四"]
    (mapping,) = remembered(open_layout(root)).values()
    assert mapping.columns["负责同志"] == "holder"
    said(monkeypatch, keyboard=False)  # nobody is there the next time, and nobody need be
    adding.add([ledger(root, "odd2.csv", ODD.replace("06-30", "07-31"))], common=Common(root))
    assert len(posts(root)) == 4
    kinds = [one.kind for one in decisions.read(open_layout(root))]
    assert kinds.count("mapping") == 1


def test_a_person_corrects_and_leaves_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, "负责同志=没有这一栏", "负责同志=姓名", "任职起=-", "")
    adding.add([ledger(root, "odd.csv", ODD)], common=Common(root))
    assert [row["holder"] for row in posts(root)] == ["张三", "李四"]
    assert all("from" not in row for row in posts(root))


def test_a_mapping_by_hand_decides(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, keyboard=False)
    by_hand = ledger(
        root,
        "m.yaml",
        "kind: posts\n"
        "columns: {区划代码: area, 小区名称: compound, 组织名称: body, 职务: post, 负责同志: holder}\n"
        "drop: [任职起]\n",
    )
    adding.add([ledger(root, "odd.csv", ODD)], mapping=by_hand, common=Common(root))
    assert [row["holder"] for row in posts(root)] == ["张三", "李四"]
    assert all("from" not in row for row in posts(root))


def test_next_months_roster_says_what_it_changes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, keyboard=False)
    adding.add([ledger(root, "j.csv", JUNE)], day=_day("2025-06-30"), common=Common(root))
    page = said(monkeypatch, "")
    adding.add([ledger(root, "k.csv", JULY)], day=_day("2025-07-31"), common=Common(root))
    assert "新增 1 行，改动 0 格，少了 2 行，未变 1 行" in page.getvalue()
    assert "1 人：王五" in page.getvalue()  # 李四 has an end date
    chosen = [c for c in intakes.choose(intakes.read(open_layout(root)), None) if c.table.kind == "posts"]
    assert [c.table.day.month for c in chosen] == [7]
    page = said(monkeypatch)
    adding.series(common=Common(root))
    assert "王五" in page.getvalue()


def test_both_count_where_somebody_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said(monkeypatch, keyboard=False)
    adding.add([ledger(root, "j.csv", JUNE)], day=_day("2025-06-30"), common=Common(root))
    said(monkeypatch, "n")
    adding.add([ledger(root, "k.csv", JULY)], day=_day("2025-07-31"), common=Common(root))
    chosen = [c for c in intakes.choose(intakes.read(open_layout(root)), None) if c.table.kind == "posts"]
    assert [c.table.day.month for c in chosen] == [6, 7]

"""What is put on the list, for whom and by when; and how its lines stand, from list to list."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from linli.audit.rectification import Issue
from linli.errors import AreaUnknown, FindingUnknown, OutputUnwritable, RunUnknown
from linli.services import rectify, waivers
from linli.services.rectify import Order
from linli.workspace.layout import Layout
from linli.workspace.state import database, events
from linli.workspace.state.events import Fresh
from tests.services.life import AUGUST, LATER, kept, named, street
from tests.street import NOW

TODAY = NOW.date()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = street().copied(tmp_path)
    kept(made, street().june)
    return made


def export(root: Path, order: Order | None = None, now: dt.datetime = NOW) -> Issue:
    return rectify.export(root, root.parent / "list.xlsx", order or Order(), "王审计", now)


def report(root: Path, finding: str, now: dt.datetime, **said: object) -> None:
    """What an office reports, as if it had come back."""
    note = {key: said.pop(key) for key in ("progress", "person") if key in said}
    with database.writing(Layout(root)) as connection:
        events.append(connection, [Fresh("report", finding, said, note)], now)


def states(root: Path, today: dt.date = TODAY) -> dict[str, str]:
    return {one.line.says: one.state for one in rectify.listing(root, today)}


def test_who_answers_and_by_when(root: Path) -> None:
    issue = export(root)
    [sheet] = issue.sheets
    assert (sheet.name, issue.number, issue.run, issue.behind) == ("示例街道", 1, 1, True)
    found = {
        (one.finding.rule, one.says[:3]): (one.body, one.person, (one.due - TODAY).days)
        for one in sheet.lines
    }
    assert found["compound_without_branch", "翠湖居"] == ("松涛社区党委", "书记 （空缺或未载）", 30)
    # 兰亭里's community has no party committee: the street's answers.
    assert found["compound_without_branch", "兰亭里"] == ("示例街道党工委", "书记 乙某", 30)
    assert found["committee_not_filed", "松涛苑"] == ("松涛苑业委会", "主任 张三", 60)
    assert found["post_vacant", "松涛苑"] == ("松涛苑小区党支部", "书记 张三", 60)
    days = {rule for rule, _ in found}
    assert {"building_without_group"}.isdisjoint(days), "information and targets"
    order = [one.finding.rule for one in sheet.lines]
    assert order.index("compound_without_branch") < order.index("committee_not_filed"), "breaches first"


def test_days_and_severities_as_asked_for_and_as_the_workspace_sets_them(root: Path) -> None:
    settings = Layout(root).settings
    text = settings.read_text(encoding="utf-8")
    assert "breach = 30" in text
    settings.write_text(text.replace("breach = 30", "breach = 7"), encoding="utf-8")
    issue = export(root, Order(severities=("information", "breach"), days={"information": 3}))
    due = {one.finding.rule: (one.due - TODAY).days for one in issue.sheets[0].lines}
    assert (due["compound_without_branch"], due["building_without_group"]) == (7, 3)
    assert "committee_not_filed" not in due
    issue = export(root, Order(severities=("warning",), due=dt.date(2025, 12, 1)))
    assert {one.due for one in issue.sheets[0].lines} == {dt.date(2025, 12, 1)}


def test_an_area_by_name_or_code_and_one_where_all_is_well(root: Path) -> None:
    assert (
        export(root, Order(areas=("示例街道",))).lines == export(root, Order(areas=("990101001",))).lines > 0
    )
    (root.parent / "list.xlsx").unlink()
    well = export(root, Order(areas=("样板社区", "990101001001")))
    assert well.lines > 0
    (root.parent / "list.xlsx").unlink()
    nothing = export(root, Order(areas=("990101001002",), severities=("prohibited",)))
    assert (nothing.sheets, nothing.lines) == ((), 0)
    assert not (root.parent / "list.xlsx").exists()
    with pytest.raises(AreaUnknown):
        export(root, Order(areas=("别处",)))
    with pytest.raises(RunUnknown):
        export(root, Order(run=9))


def test_what_is_waived_is_left_out_and_counted(root: Path) -> None:
    one = named(street().june, "committee_not_filed", "松涛苑业委会")
    whole = export(root).lines
    waivers.waive(root, one.id, "搬迁中", "某人", dt.date(2025, 7, 31), NOW)
    issue = export(root)
    assert (issue.lines, issue.waived) == (whole - 1, 1)
    assert export(root, now=AUGUST).lines == whole, "its day is over"
    assert [state for says, state in states(root).items() if "备案" in says] == ["waived"]


def test_a_line_keeps_its_day_and_what_was_reported_from_list_to_list(root: Path) -> None:
    first = export(root)
    line = first.sheets[0].lines[0]
    assert (first.fresh, export(root, now=AUGUST).fresh) == (first.lines, 0)
    report(root, line.finding.id, LATER, progress="正在组建")
    issue = export(root, now=AUGUST)
    again = next(one for one in issue.sheets[0].lines if one.finding.id == line.finding.id)
    assert (again.due, again.progress, again.listed) == (line.due, "正在组建", NOW)
    assert issue.number == first.number, "nothing new: it is the same list once more"
    found = CalamineWorkbook.from_path(str(root.parent / "list.xlsx")).get_sheet_by_index(0).to_python()
    assert found[3][5:7] == [line.due, "正在组建"]


def test_a_line_that_reads_otherwise_than_before_is_the_same_line(root: Path) -> None:
    line = export(root).sheets[0].lines[0]
    report(root, line.finding.id, LATER, progress="正在组建")
    issue = rectify.export(root, root.parent / "list.xlsx", Order(), "王审计", AUGUST, "en")
    again = next(one for one in issue.sheets[0].lines if one.finding.id == line.finding.id)
    assert again.says != line.says
    assert (again.due, again.listed, again.progress) == (line.due, NOW, "正在组建")
    assert (issue.number, issue.fresh) == (2, 0)
    assert {
        one.line.due for one in rectify.listing(root, TODAY) if one.line.finding.id == line.finding.id
    } == {line.due}


def test_signed_off_and_found_again_is_said_and_listed_anew(root: Path) -> None:
    export(root)
    one = named(street().june, "committee_not_filed", "松涛苑业委会")
    gone = named(street().june, "compound_without_branch", "翠湖居")
    for finding in (one.id, gone.id):
        report(root, finding, LATER, closed=True, closed_on="2025-07-20", progress="已办")
    assert {says: state for says, state in states(root).items() if state != "open"}.keys() == {
        line.line.says for line in rectify.listing(root, TODAY) if line.line.finding.id in (one.id, gone.id)
    }
    assert set(states(root).values()) == {"open", "closed"}
    kept(root, street().july, AUGUST)
    found = {line.line.finding.id: line for line in rectify.listing(root, TODAY)}
    assert (found[one.id].state, found[one.id].run) == ("closed_persists", 2)
    assert found[gone.id].state == "closed_confirmed"
    assert rectify.listing(root, TODAY)[0].state == "closed_persists", "what wants looking at comes first"
    issue = export(root, now=AUGUST + dt.timedelta(1))
    again = next(line for line in issue.sheets[0].lines if line.finding.id == one.id)
    assert again.says.endswith("（曾于 2025-07-20 销号，再次发现）")
    assert (again.due - AUGUST.date()).days == 61 and again.told == ()
    assert gone.id not in {line.finding.id for line in issue.sheets[0].lines}
    assert issue.number == 2 and not issue.behind


def test_what_was_mended_and_never_signed_off_is_told_and_what_is_late(root: Path) -> None:
    export(root)
    late = TODAY + dt.timedelta(31)
    assert {state for says, state in states(root, late).items() if "没有单独" in says} == {"overdue"}
    kept(root, street().july, LATER)
    found = {says: state for says, state in states(root, late).items() if "没有单独" in says}
    assert {says[:3]: state for says, state in found.items()} == {"翠湖居": "gone", "兰亭里": "overdue"}


def test_all_that_happened_to_a_finding(root: Path) -> None:
    export(root)
    one = named(street().june, "committee_not_filed", "松涛苑业委会")
    report(root, one.id, LATER, closed=False, progress="已报街道", asked_until="2025-12-01")
    number = waivers.waive(root, one.id, "等批复", "某人", dt.date(2025, 12, 1), LATER).number
    waivers.withdraw(root, number, "批复已到", "某人", AUGUST)
    identity, steps = rectify.history(root, one.id[:6])
    assert identity == one.id
    assert [(step.kind, step.at) for step in steps] == [
        ("list", NOW),
        ("report", LATER),
        ("waive", LATER),
        ("withdraw", AUGUST),
    ]
    assert steps[1].says == {"closed": "False", "asked_until": "2025-12-01", "progress": "已报街道"}
    with pytest.raises(FindingUnknown):
        rectify.history(root, named(street().june, "building_without_group", "翠湖居").id)


def test_a_file_that_cannot_be_written_puts_nothing_on_a_list(root: Path) -> None:
    with pytest.raises((OSError, OutputUnwritable)):
        rectify.export(root, root / "nowhere" / "list.xlsx", Order(), "王审计", NOW)
    assert rectify.listing(root, TODAY) == []
    assert not list(root.rglob("*list.xlsx"))

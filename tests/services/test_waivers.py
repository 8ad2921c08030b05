"""A finding is let stand with who, why and until when; for its evidence alone; and that can be taken back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from linli.audit.run import Run
from linli.errors import FindingUnknown, ParameterWrong, WaiverUnknown
from linli.services import runs, waivers
from tests.services.life import JULY, LATER, kept, named, street
from tests.street import DAY, NOW

UNTIL = dt.date(2025, 12, 31)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = street().copied(tmp_path)
    kept(made, street().june)
    return made


def waive(root: Path, rule: str, name: str, run: Run | None = None) -> int:
    one = named(run or street().june, rule, name)
    return waivers.waive(root, one.id[:8], "搬迁中", "某人", UNTIL, NOW).number


def states(root: Path, run: Run, today: dt.date = JULY) -> list[str]:
    return [one.state for one in waivers.judged(root, run, today)]


def test_who_why_and_until_when_are_kept(root: Path) -> None:
    waive(root, "committee_not_filed", "松涛苑业委会")
    [one] = waivers.made(root)
    assert (one.by, one.reason, one.until, one.at) == ("某人", "搬迁中", UNTIL, NOW)
    assert "松涛苑业委会" in one.says.zh and "松涛苑业委会" in one.says.en
    assert one.finding == named(runs.load(root), "committee_not_filed", "松涛苑业委会")
    assert [area.name for area in one.chain][-2:] == ["示例街道", "示例区"]


def test_a_waiver_holds_until_its_day_and_opens_again(root: Path) -> None:
    waive(root, "committee_not_filed", "松涛苑业委会")
    assert states(root, street().june) == states(root, street().july) == ["holds"]
    assert states(root, street().july, UNTIL) == ["holds"]
    assert states(root, street().july, UNTIL + dt.timedelta(1)) == ["expired"]


def test_a_waiver_opens_again_when_the_facts_behind_the_row_change(root: Path) -> None:
    """兰亭里 has no branch in June and in July, by rows that say the same; but a member more."""
    waive(root, "compound_without_branch", "兰亭里")
    [one] = waivers.made(root)
    before, after = (
        named(run, "compound_without_branch", "兰亭里") for run in (street().june, street().july)
    )
    assert before.values == after.values
    assert one.mark.evidence
    assert states(root, street().june) == ["holds"]
    assert states(root, street().july) == ["changed"]


def test_a_waiver_whose_finding_is_gone_is_reported(root: Path) -> None:
    waive(root, "compound_without_branch", "翠湖居")
    assert states(root, street().june) == ["holds"]
    assert states(root, street().july) == ["unresolved"]
    [one] = waivers.judged(root, street().july, JULY)
    assert (one.finding, one.waiver.says.zh[:3]) == (None, "翠湖居")


def test_a_waiver_is_taken_back_and_stays_on_record(root: Path) -> None:
    number = waive(root, "committee_not_filed", "松涛苑业委会")
    waivers.withdraw(root, number, "已备案", "某人", LATER)
    assert waivers.made(root) == []
    assert states(root, street().june) == []
    with pytest.raises(WaiverUnknown):
        waivers.withdraw(root, number, "", "某人", LATER)
    again = waive(root, "committee_not_filed", "松涛苑业委会")
    assert again == number + 2
    assert states(root, street().june) == ["holds"]


def test_what_cannot_be_waived(root: Path) -> None:
    one = named(street().june, "committee_not_filed", "松涛苑业委会")
    for reason, by, until in (("", "某人", UNTIL), ("搬迁", " ", UNTIL), ("搬迁", "某人", DAY)):
        with pytest.raises(ParameterWrong):
            waivers.waive(root, one.id, reason, by, until, NOW)
    with pytest.raises(FindingUnknown):
        waivers.waive(root, "f00000000", "搬迁", "某人", UNTIL, NOW)
    assert waivers.made(root) == []

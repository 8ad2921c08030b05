"""Waivers hold for what they were given for and no longer; lines of a list stand as reports and later audits
say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from linli.audit.engine import Finding
from linli.audit.rectification import Line, Told, judged
from linli.audit.run import RuleRun, Run, fingerprint
from linli.audit.waiver import Print, State, Waiver, standing
from linli.errors import QueryFailed
from linli.model.vocabulary import Label
from tests.runs import CHAINS, DAY, HOUR, NOW, doubt, fail, rule, run

FINDING = Finding("1", "r", "s-1", "k1", True, dict(fail("1")))
MARK = Print("row", "facts")
WAIVER = Waiver(1, FINDING, CHAINS["k1"], dt.date(2025, 12, 31), MARK, "某人", "搬迁", NOW, Label("a", "b"))
FAILED = QueryFailed(query="r/find", problem="timeout")


def state(found: Run, today: dt.date = DAY, mark: Print = MARK, waiver: Waiver = WAIVER) -> State:
    [one] = standing([waiver], found, today, {"1": mark})
    return one.state


HELD = run(rule("r", [fail("1")]))


@pytest.mark.parametrize(
    ("today", "mark", "expected"),
    [
        (dt.date(2025, 12, 31), MARK, "holds"),
        (dt.date(2026, 1, 1), MARK, "expired"),
        (DAY, Print("other", "facts"), "changed"),
        (DAY, Print("row", "other"), "changed"),
        (DAY, Print("row", ""), "holds"),
        (dt.date(2026, 1, 1), Print("other"), "changed"),
    ],
)
def test_a_waiver_holds_to_its_day_and_for_its_evidence(today: dt.date, mark: Print, expected: State) -> None:
    assert state(HELD, today, mark) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (run(rule("r", [fail("2")])), "unresolved"),
        (run(rule("r", [doubt("1")])), "untold"),
        (run(rule("r", error=FAILED)), "not_asked"),
        (run(rule("other")), "not_asked"),
        (run(rule("r"), areas=("m",)), "not_asked"),
        (run(rule("r"), areas=("k",)), "unresolved"),
    ],
)
def test_a_waiver_that_no_longer_resolves_is_told_from_one_that_was_not_asked(
    found: Run, expected: State
) -> None:
    assert state(found) == expected


def test_the_newest_waiver_of_a_finding_counts() -> None:
    later = replace(WAIVER, number=2, until=dt.date(2026, 6, 30))
    for waivers in ([WAIVER, later], [later, WAIVER]):
        [one] = standing(waivers, HELD, dt.date(2026, 1, 1), {"1": MARK})
        assert (one.waiver.number, one.state) == (2, "holds")


@pytest.mark.parametrize("change", [{"count": 3}, {"share": 0.5}, {"since_min": DAY}, {"certain": False}])
def test_a_fingerprint_changes_with_anything_that_the_rule_tells(change: dict[str, object]) -> None:
    [one] = rule("r", [fail("1")]).findings
    [other] = rule("r", [fail("1", **change)]).findings
    assert fingerprint(one) != fingerprint(other)
    assert fingerprint(one) == fingerprint(rule("r", [fail("1")]).findings[0])


LINE = Line(
    1, NOW, FINDING, CHAINS["k1"], "街道", DAY, "says", "basis", "body", "person", dt.date(2025, 7, 31)
)  # fmt: skip
CLOSED = Told(NOW + 3 * HOUR, "某人", "已改", closed=True)


def stands(
    told: Sequence[Told], runs: Sequence[Run], today: dt.date = DAY, waived: bool = False
) -> tuple[str, int | None]:
    [one] = judged([replace(LINE, told=tuple(told))], runs, {"1"} if waived else set(), today)
    return one.state, one.run


def at(hour: int, *rules: RuleRun, as_of: dt.date = DAY) -> Run:
    return run(*rules, number=hour, at=NOW + hour * HOUR, as_of=as_of)


THERE, GONE, DOUBTED = rule("r", [fail("1")]), rule("r"), rule("r", [doubt("1")])


@pytest.mark.parametrize(
    ("told", "runs", "expected"),
    [
        ([], [], ("open", None)),
        ([], [at(1, THERE)], ("open", 1)),
        ([], [at(2, GONE), at(1, THERE)], ("gone", 2)),
        ([], [at(2, DOUBTED), at(1, GONE)], ("gone", 1)),
        ([], [at(2, DOUBTED)], ("open", None)),
        ([], [at(-1, GONE)], ("open", None)),
        ([], [at(2, GONE, as_of=DAY - dt.timedelta(1))], ("open", None)),
        ([], [at(2, rule("r", error=FAILED))], ("open", None)),
        ([CLOSED], [at(2, THERE)], ("closed", None)),
        ([CLOSED], [at(4, THERE), at(2, GONE)], ("closed_persists", 4)),
        ([CLOSED], [at(5, rule("other")), at(4, THERE)], ("closed_persists", 4)),
        ([CLOSED], [at(4, GONE)], ("closed_confirmed", 4)),
        ([CLOSED, replace(CLOSED, closed=None, progress="补充")], [at(4, THERE)], ("closed_persists", 4)),
        ([CLOSED, replace(CLOSED, closed=False)], [at(4, THERE)], ("open", 4)),
    ],
)
def test_a_line_stands_as_reports_and_later_audits_say(
    told: list[Told], runs: list[Run], expected: tuple[str, int | None]
) -> None:
    assert stands(told, runs) == expected


def test_a_line_is_overdue_the_day_after_unless_it_is_waived_or_gone() -> None:
    late = dt.date(2025, 8, 1)
    assert stands([], [], dt.date(2025, 7, 31)) == ("open", None)
    assert stands([], [], late) == ("overdue", None)
    assert stands([], [], late, waived=True) == ("waived", None)
    assert stands([], [at(1, GONE)], late) == ("gone", 1)
    assert stands([CLOSED], [], late) == ("closed", None)


def test_no_more_runs_are_looked_at_than_are_needed() -> None:
    looked: list[int] = []

    def runs() -> object:
        for number in range(9, 0, -1):
            looked.append(number)
            yield at(number, THERE)

    assert stands([], runs()) == ("open", 9)  # type: ignore[arg-type]
    assert looked == [9, 8]

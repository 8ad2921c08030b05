"""What became of findings between two runs: every finding of either is told once, and what only the asking
changed is set apart.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.audit.difference import AFTER, BEFORE, KINDS, counts, difference
from linli.audit.run import RuleRun, Run
from linli.errors import QueryFailed
from tests.runs import doubt, fail, rule, run

FAILED = QueryFailed(query="b/find", problem="timeout")
IDS = st.sets(st.sampled_from("0123456789"))


def told(first: Run, second: Run) -> dict[str, tuple[str, str | None]]:
    return {one.finding.id: (one.kind, one.apart) for one in difference(first, second).changes}


def test_new_persisting_and_fixed() -> None:
    first = run(rule("r", [fail("1"), fail("2")]))
    second = run(rule("r", [fail("2"), fail("3")]))
    assert told(first, second) == {"2": ("persisting", None), "3": ("new", None), "1": ("fixed", None)}


def test_what_nobody_can_tell_any_more_is_not_fixed_and_what_nobody_could_tell_is_said() -> None:
    first = run(rule("r", [fail("1"), doubt("2")]))
    second = run(rule("r", [doubt("1"), fail("2")]))
    assert told(first, second) == {"1": ("untold", None), "2": ("told", None)}


@pytest.mark.parametrize(
    ("post", "kind"), [(None, "untold"), ("", "untold"), ("t1", "untold"), ("t2", "fixed")]
)
def test_a_doubt_of_the_subject_counts_where_it_leaves_open_what_it_is_about(
    post: str | None, kind: str
) -> None:
    first = run(rule("r", [fail("1", subject="s", post="t1")]))
    second = run(rule("r", [doubt("9", subject="s", post=post)]))
    assert told(first, second)["1"] == (kind, None)


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (rule("r", [fail("1")]), None, "rule_absent"),
        (rule("r", [fail("1")]), rule("r", error=FAILED), "rule_failed"),
        (rule("r", [fail("1")]), rule("r", judges="2"), "rule_changed"),
    ],
    ids=["absent", "failed", "changed"],
)
def test_a_rule_that_was_not_asked_alike_is_neither_new_nor_fixed(
    a: RuleRun, b: RuleRun | None, apart: str
) -> None:
    with_it, without = run(a), run(*([b] if b else []), rule("other", [fail("7")]))
    for first, second, kind in ((with_it, without, "fixed"), (without, with_it, "new")):
        found = difference(first, second)
        assert told(first, second)["1"] == (kind, apart)
        assert not [one for one in found.of("new", "fixed") if one.finding.id == "1"]
        assert {one.why for one in found.rules if one.rule.wording.rule == "r"} == {apart}


def test_what_both_runs_have_persists_whatever_was_changed() -> None:
    first, second = run(rule("r", [fail("1")])), run(rule("r", [fail("1")], judges="2", severity="breach"))
    found = difference(first, second)
    assert told(first, second) == {"1": ("persisting", None)}
    [(before, after)] = found.severities
    assert (before.wording.severity, after.wording.severity) == ("warning", "breach")


def test_what_lies_outside_one_of_the_runs_is_set_apart() -> None:
    whole = run(rule("r", [fail("1", "k1"), fail("2", "m1")]))
    street = run(rule("r"), areas=("k",))
    assert told(whole, street) == {"1": ("fixed", None), "2": ("fixed", "out_of_scope")}
    assert told(street, whole) == {"1": ("new", None), "2": ("new", "out_of_scope")}


def test_changes_are_told_by_the_level_of_area_asked_for() -> None:
    first, second = (
        run(rule("r")),
        run(rule("r", [fail("1", "k1"), fail("2", "k2"), fail("3", "m1"), fail("4", "?")])),
    )
    by_street = counts(difference(first, second).changes)
    assert {area: count["new"] for (_, area), count in by_street.items()} == {"k": 2, "m": 1, "": 1}
    by_community = counts(difference(first, second, "community").changes)
    assert {area for _, area in by_community} == {"k1", "k2", "m1", ""}
    by_patch = counts(difference(first, second, "patch").changes)
    assert {area for _, area in by_patch} == {"k1", "k2", "m1", ""}, "else the smallest there is"


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """A run of some of three rules, which find some of ten things and doubt others, in some areas."""
    rules = []
    for name in draw(st.sets(st.sampled_from("abc"))):
        found, doubted = draw(IDS), draw(IDS)
        places = {one: "k1" if int(one) < 5 else "m1" for one in "0123456789"}
        rows = [fail(f"{name}{one}", places[one]) for one in sorted(found)]
        rows += [doubt(f"{name}{one}", places[one]) for one in sorted(doubted - found)]
        error = FAILED if draw(st.integers(0, 5)) == 0 else None
        rules.append(rule(name, [] if error else rows, judges=draw(st.sampled_from("12")), error=error))
    return run(*rules, areas=draw(st.sampled_from([("c",), ("k",), ("m",), ("k", "m")])))


@given(runs(), runs())
def test_every_finding_of_either_run_is_told_once(first: Run, second: Run) -> None:
    found = difference(first, second)

    def ids(kinds: Any) -> list[str]:
        return sorted(one.finding.id for one in found.changes if one.kind in kinds)

    assert ids(BEFORE) == sorted(one.id for _, one in first.findings())
    assert ids(AFTER) == sorted(one.id for _, one in second.findings())
    assert set(KINDS) == {*BEFORE, *AFTER}
    back = difference(second, first)
    swapped = {"new": "fixed", "told": "untold", "persisting": "persisting", "untold": "told", "fixed": "new"}
    assert {one.finding.id: (swapped[one.kind], one.apart) for one in found.changes} == {
        one.finding.id: (one.kind, one.apart) for one in back.changes
    }


@given(IDS, IDS)
def test_what_is_asked_alike_adds_up_without_anything_set_apart(before: set[str], after: set[str]) -> None:
    found = difference(run(rule("r", map(fail, before))), run(rule("r", map(fail, after))))

    def ids(*kinds: Any) -> set[str]:
        return {one.finding.id for one in found.of(*kinds)}

    assert ids("new", "persisting") == after
    assert ids("fixed", "persisting") == before
    assert ids("new") == after - before and ids("fixed") == before - after

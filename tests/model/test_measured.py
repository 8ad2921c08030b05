"""Published and computed agree where every possible value does, differ where none does, and else nobody can
tell.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.model import definition
from linli.model.figure import AsOf, Figure
from linli.model.interval import MAX, MIN
from linli.model.measured import Days, Missing, Numbers, Words, rounded, span, verdict
from linli.model.vocabulary import Label

CASES = definition.load(Path(__file__).parent / "measured.yaml", list[dict[str, Any]])
NOTHING = Label("无", "none")


def published(**fields: Any) -> Figure:
    return Figure("a", "A1", NOTHING, NOTHING, as_of=AsOf(None), **fields)


def numbers(ends: list[Any]) -> Numbers:
    low, high = (None if end is None else Fraction(str(end)) for end in (ends[0], ends[-1]))
    return Numbers(low, high) if low is None or high is None or low <= high else Numbers(high, low)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_number(case: dict[str, Any]) -> None:
    told = verdict(published(**case["figure"]), numbers(case["computed"]), ratio=case.get("ratio", False))
    assert told == case["verdict"]


SIDES = st.integers(-50, 50)


@given(value=SIDES, more=st.integers(1, 40), low=SIDES, width=st.integers(0, 30), data=st.data())
def test_a_verdict_is_what_all_that_is_possible_say(
    value: int, more: int, low: int, width: int, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(["exactly", "at_least", "below", "between"]))
    fields: dict[str, dict[str, Any]] = {
        "exactly": {},
        "at_least": {"comparator": "at_least"},
        "below": {"comparator": "at_least", "below": value + more},
        "between": {"comparator": "between", "to": value + more},
    }
    allowed = {
        "exactly": lambda n: n == value,
        "at_least": lambda n: n >= value,
        "below": lambda n: value <= n < value + more,
        "between": lambda n: value <= n <= value + more,
    }[kind]
    told = {allowed(n) for n in range(low, low + width + 1)}
    wanted = "cannot_tell" if len(told) == 2 else "holds" if told == {True} else "differs"
    assert verdict(published(value=value, **fields[kind]), numbers([low, low + width])) == wanted


@given(part=st.integers(0, 5000), whole=st.integers(1, 5000), digits=st.integers(0, 3))
def test_a_ratio_agrees_with_what_it_is_printed_as_and_with_nothing_else(
    part: int, whole: int, digits: int
) -> None:
    exact = Fraction(100 * part, whole)
    printed = rounded(exact, digits)
    assert 0 <= printed - exact + Fraction(1, 2 * 10**digits) <= Fraction(1, 10**digits)
    for step, wanted in ((-1, "differs"), (0, "holds"), (1, "differs")):
        value = float(printed + Fraction(step, 10**digits))
        figure_ = published(value=value, digits=digits)
        assert verdict(figure_, Numbers(exact, exact), ratio=True) == wanted


@pytest.mark.parametrize(
    ("value", "low", "high", "wanted"),
    [
        ("2020-08", "2020-08-01", "2020-08-31", "holds"),
        ("2020-08", "2020-08-15", "2020-08-15", "holds"),
        ("2020", "2020-08-01", "2020-08-31", "holds"),
        ("2020-08", "2020-01-01", "2020-12-31", "cannot_tell"),
        ("2020-08-15", "2020-08-01", "2020-08-31", "cannot_tell"),
        ("2020-08", "2020-07-01", "2020-08-01", "cannot_tell"),
        ("2020-08", "2020-09-01", "2020-09-30", "differs"),
        ("2020-08", "2020-07-01", "2020-07-31", "differs"),
        ("2020-08", str(MIN).zfill(10), str(MAX), "cannot_tell"),
    ],
)
def test_a_date_agrees_within_its_own_precision(value: str, low: str, high: str, wanted: str) -> None:
    days = Days(dt.date.fromisoformat(low), dt.date.fromisoformat(high))
    assert verdict(published(value=value), days) == wanted


@pytest.mark.parametrize(
    "text", ["", "20", "2020-8", "2020-13", "2020-02-30", "2020/08", "二〇二〇", "2020-08-01-01"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        span(text)


def test_a_text_a_missing_row_and_yes_and_no() -> None:
    assert verdict(published(value="closed"), Words("closed")) == "holds"
    assert verdict(published(value="封闭"), Words("closed"), text="closed") == "holds"
    assert verdict(published(value="closed"), Words("open")) == "differs"
    assert verdict(published(value="closed"), Words(None)) == "cannot_tell"
    assert verdict(published(value=True), Words("true")) == "holds"
    assert verdict(published(value=1), Missing(0)) == "differs"

"""What is taken of rows is as exact as the rows: a blank that is unknown leaves room, a blank that is none
does not.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.model.figure import AsOf, Condition, Figure, Take
from linli.model.interval import MAX, MIN
from linli.model.measured import Days, Measured, Missing, Numbers, Words
from linli.model.vocabulary import Label
from linli.queries.catalogue import ColumnSpec, Header, Query
from linli.queries.measure import canonical, hundredths, measure, ratio

TYPES = {
    "name": "name", "kind": "term", "text": "text", "n": "count", "most": "count", "share": "ratio",
    "yes": "yes_no", "maybe": "yes_no", "day": "date", "since": "start", "until": "end",
}  # fmt: skip
NO = Label("无", "none")
COLUMNS = {
    name: ColumnSpec(kind, name, name, "boundary" if kind == "term" else None)  # type: ignore[arg-type]
    for name, kind in TYPES.items()
}
QUERY = Query("x/y", Header(NO, "one row", NO, COLUMNS, ("name",)), "", (Path("a.yaml"),))
D = dt.date


def row(**cells: Any) -> dict[str, Any]:
    return {**dict.fromkeys(QUERY.columns), **cells}


def take(
    rows: list[dict[str, Any]], how: Any, column: str, possible: str | None = None, **where: Any
) -> Measured:
    conditions = {
        name: one if isinstance(one, Condition) else Condition((one,)) for name, one in where.items()
    }
    return measure(QUERY, rows, conditions, Take(how, column, possible))


def between(low: int | str | None, high: int | str | None) -> Numbers:
    return Numbers(*(None if end is None else Fraction(end) for end in (low, high)))


HOMES = [
    row(name="恆興綠景", kind="closed", n=3, most=4, share=0.6, yes=True, maybe=True, day=D(2020, 8, 1)),
    row(name="乙苑", kind="open", n=5, most=9, share=0.3, yes=False, maybe=True, day=D(2021, 8, 1)),
    row(name="丙苑", kind="closed", n=None, most=None, share=None, yes=None, maybe=None),
]


def any_of(*values: Any) -> Condition:
    return Condition(values)


def bounds(*each: tuple[str, Any]) -> Condition:
    return Condition(bounds=each)


BOTH = any_of("恆興綠景", "乙苑")
CASES: dict[str, tuple[str, str, str | None, dict[str, Any], Measured]] = {
    "all rows": ("count", "rows", None, {}, between(3, 3)),
    "rows of a term": ("count", "rows", None, {"kind": "closed"}, between(2, 2)),
    "rows of a term that none has": ("count", "rows", None, {"kind": "half"}, between(0, 0)),
    "any of": ("count", "rows", None, {"kind": any_of("closed", "open")}, between(3, 3)),
    "a name in other characters": ("count", "rows", None, {"name": "恒兴绿景"}, between(1, 1)),
    "a blank text is none": ("count", "rows", None, {"text": "x"}, between(0, 0)),
    "those without a text": ("count", "rows", None, {"text": None}, between(3, 3)),
    "those whose number is not known": ("count", "rows", None, {"n": None}, between(1, 1)),
    "a blank yes may be yes": ("count", "rows", None, {"yes": True}, between(1, 2)),
    "a blank yes may be no": ("count", "rows", None, {"yes": False}, between(1, 2)),
    "a blank number may be the number": ("count", "rows", None, {"n": 3}, between(1, 2)),
    "ge": ("count", "rows", None, {"share": bounds(("ge", 0.6))}, between(1, 2)),
    "gt": ("count", "rows", None, {"share": bounds(("gt", 0.6))}, between(0, 1)),
    "two": ("count", "rows", None, {"n": bounds(("gt", 3), ("le", 5))}, between(1, 2)),
    "lt": ("count", "rows", None, {"n": bounds(("lt", 3))}, between(0, 1)),
    "a day": ("count", "rows", None, {"day": "2020-08-01"}, between(1, 2)),
    "le": ("count", "rows", None, {"day": bounds(("le", "2020-12-31"))}, between(1, 2)),
    "no beats unknown": ("count", "rows", None, {"kind": "open", "yes": True}, between(0, 0)),
    "distinct": ("count", "kind", None, {}, between(2, 2)),
    "distinct blanks": ("count", "text", None, {}, between(0, 0)),
    "distinct, perhaps one more": ("count", "name", None, {"yes": True}, between(1, 2)),
    "a sum": ("sum", "n", None, {"name": "乙苑"}, between(5, 5)),
    "a sum with a blank is open above": ("sum", "n", None, {}, between(8, None)),
    "a sum of nothing": ("sum", "n", None, {"name": "none"}, between(0, 0)),
    "a pair": ("sum", "n", "most", {"name": BOTH}, between(8, 13)),
    "a pair with a blank": ("sum", "n", "most", {}, between(8, None)),
    "how many yes": ("sum", "yes", None, {}, between(1, 2)),
    "how many yes at most": ("sum", "yes", "maybe", {}, between(1, 3)),
    "the greatest": ("max", "n", None, {"name": BOTH}, between(5, 5)),
    "the greatest with a blank": ("max", "n", None, {}, between(5, None)),
    "the least with a blank": ("min", "n", None, {}, between(None, 3)),
    "the least of nothing": ("min", "n", None, {"name": "none"}, Missing(0)),
    "the greatest of those that may count": ("max", "n", None, {"yes": True}, between(3, None)),
    "as written": ("max", "share", None, {"name": "恆興綠景"}, between("0.6", "0.6")),
    "the first day": ("min", "day", None, {"kind": "open"}, Days(D(2021, 8, 1), D(2021, 8, 1))),
    "the first day with a blank": ("min", "day", None, {}, Days(MIN, D(2020, 8, 1))),
    "the one": ("only", "n", None, {"name": "乙苑"}, between(5, 5)),
    "the one's word": ("only", "kind", None, {"name": "乙苑"}, Words("open")),
    "the one's no": ("only", "yes", None, {"name": "乙苑"}, Words("false")),
    "the one's blank": ("only", "text", None, {"name": "乙苑"}, Words(None)),
    "the one's blank number": ("only", "n", None, {"name": "丙苑"}, between(None, None)),
    "not one": ("only", "n", None, {}, Missing(3)),
    "none": ("only", "n", None, {"name": "none"}, Missing(0)),
    "one, perhaps two": ("only", "n", None, {"yes": True}, between(None, None)),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_taken(case: tuple[str, str, str | None, dict[str, Any], Measured]) -> None:
    how, column, possible, where, wanted = case
    assert take(HOMES, how, column, possible, **where) == wanted


def test_dates_keep_their_precision() -> None:
    rows = [
        row(
            name="a",
            since_min=D(2020, 8, 1),
            since_max=D(2020, 8, 31),
            until_min=D(2024, 2, 2),
            until_max=D(2024, 3, 1),
        ),
        row(name="b", since_min=D(2020, 1, 1), since_max=D(2020, 12, 31), until_min=MAX, until_max=MAX),
    ]
    assert take(rows, "only", "since", name="a") == Days(D(2020, 8, 1), D(2020, 8, 31))
    assert take(rows, "min", "since") == Days(D(2020, 1, 1), D(2020, 8, 31))
    assert take(rows, "max", "since") == Days(D(2020, 8, 1), D(2020, 12, 31))
    assert take(rows, "only", "until", name="a") == Days(D(2024, 2, 1), D(2024, 2, 29)), (
        "the last day in force"
    )
    assert take(rows, "only", "until", name="b") == Days(MAX, MAX)
    assert take([row(name="c")], "only", "since") == Days(MIN, MAX)


YES = st.sampled_from([True, False, None])
NUMBERS = st.integers(0, 3) | st.none()


@given(st.lists(st.tuples(YES, NUMBERS), max_size=4), st.sampled_from(["count", "sum", "min", "max"]))
def test_the_ends_are_reached_and_nothing_lies_beyond(cells: list[tuple[Any, Any]], how: str) -> None:
    """Every way of filling the blanks, in plain Python."""
    rows = [row(name=str(i), yes=yes, n=n) for i, (yes, n) in enumerate(cells)]
    column = "rows" if how == "count" else "n"
    found = take(rows, how, column, yes=True)
    filled = []
    for yes in product(*([y] if y is not None else [True, False] for y, _ in cells)):
        for numbers in product(*([n] if n is not None else [0, 1, 2, 3, 9] for _, n in cells)):
            kept = [n for y, n in zip(yes, numbers, strict=True) if y]
            if how in ("count", "sum") or kept:
                filled.append(
                    {"count": len, "sum": sum, "min": min, "max": max}[how](kept or [0]) if kept else 0
                )
    if isinstance(found, Missing):
        assert not filled
        return
    assert isinstance(found, Numbers)
    assert all(
        (found.low is None or found.low <= n) and (found.high is None or n <= found.high) for n in filled
    )
    if how in ("count", "sum"):
        assert found.low == min(filled)
        assert found.high in (None, max(filled))
        assert (found.high is None) == (how == "sum" and any(n is None and y is not False for y, n in cells))


def figure(unit: str) -> Figure:
    return Figure("a", "A1", NO, NO, value=1, as_of=AsOf(None), unit=Label(unit, unit))


@pytest.mark.parametrize(
    ("part", "whole", "wanted"),
    [
        (between(104, 104), between(291, 291), between("10400/291", "10400/291")),
        (between(1, 2), between(4, 5), between(20, 50)),
        (between(1, None), between(4, 5), between(20, None)),
        (between(1, 2), between(4, None), between(0, 50)),
        (between(1, 2), between(0, 5), between(20, None)),
        (between(0, 0), between(0, 0), between(None, None)),
        (Missing(2), between(1, 1), Missing(2)),
        (between(1, 1), Missing(0), Missing(0)),
    ],
)
def test_a_ratio_lies_between_its_least_and_its_greatest(
    part: Measured, whole: Measured, wanted: Measured
) -> None:
    assert ratio(figure("%"), part, whole) == wanted


def test_a_ratio_that_is_no_percentage_and_a_share_that_is_one() -> None:
    assert ratio(figure("个/支部"), between(3277, 3277), between(1022, 1022)) == between(
        "3277/1022", "3277/1022"
    )
    only = Take("only", "share")
    assert hundredths(figure("%"), QUERY, only, between("0.6", "0.6")) == between(60, 60)
    assert hundredths(figure(""), QUERY, only, between("0.6", "0.6")) == between("0.6", "0.6")
    assert hundredths(figure("%"), QUERY, Take("count", "share"), between(2, 2)) == between(2, 2)


def test_texts_are_compared_as_their_column_is() -> None:
    assert canonical(COLUMNS["kind"], "封闭") == canonical(COLUMNS["kind"], "closed") == "closed"
    assert canonical(COLUMNS["name"], "恆興綠景") == canonical(COLUMNS["name"], "恒兴绿景")
    assert canonical(COLUMNS["text"], "恆") == "恆"

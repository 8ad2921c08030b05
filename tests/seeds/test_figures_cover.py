"""Nothing that the reports print of the six places is left out of their figures, and nothing is added."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest

from linli.model import definition
from linli.model.figure import Figure, Place
from linli.queries.figures import load

SEEDS = Path(__file__).parents[2] / "seeds"
PLACES = ("licheng", "nanan", "chuzhou", "chengxiang", "xinluo", "yanquan")
AREAS = {
    "licheng": "350502", "nanan": "350583", "chuzhou": "3411",
    "chengxiang": "350302", "xinluo": "350802", "yanquan": "431002901",
}  # fmt: skip
UNDATED = ("001A", "001B")

Rows = dict[str, dict[str, list[Any]]]


@cache
def place(name: str) -> Place:
    return load(SEEDS / name / "figures.yaml")


@cache
def register() -> dict[str, Rows]:
    file = Path(__file__).with_name("register_rows.yaml")
    return cast("dict[str, Rows]", definition.read(file.read_text("utf-8"), str(file)))


FIGURES = [figure for name in PLACES for figure in place(name).figures]


def values(figure: Figure) -> list[object]:
    """What a figure publishes: one value, or the two ends of a range."""
    return [figure.value] if figure.to is None else [figure.value, figure.to]


@pytest.mark.parametrize("name", PLACES)
def test_every_printed_value_of_every_row_has_an_entry_and_no_entry_has_another(name: str) -> None:
    """Counted, since one row may print a number twice for two things (九不能, 九不宜)."""
    rows = register()[name]
    assert {figure.row for figure in place(name).figures} <= set(rows)
    for row, listed in rows.items():
        here = [figure for figure in place(name).figures if figure.row == row]
        printed = Counter(str(v) for figure in here if not figure.ours for v in values(figure))
        ours = Counter(str(v) for figure in here if figure.ours for v in values(figure))
        assert printed == Counter(map(str, listed.get("printed", []))), row
        assert ours == Counter(map(str, listed.get("ours", []))), row


def test_the_rows_are_those_of_the_register() -> None:
    lengths = {"licheng": 25, "nanan": 28, "chuzhou": 13, "chengxiang": 17, "xinluo": 17, "yanquan": 21}
    letters = dict(zip(PLACES, "LNCXRY", strict=True))
    for name, rows in register().items():
        assert list(rows) == [f"{letters[name]}{n}" for n in range(1, lengths[name] + 1)]
        assert all(set(listed) <= {"printed", "ours"} for listed in rows.values())


def test_an_id_names_place_and_row_and_stands_once() -> None:
    assert [one for one, times in Counter(figure.id for figure in FIGURES).items() if times > 1] == []
    for name in PLACES:
        assert (place(name).place, place(name).area) == (name, AREAS[name])
        for figure in place(name).figures:
            assert figure.id.startswith(f"{name}-{figure.row.lower()}-")


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.id)
def test_an_entry_says_what_and_where_in_both_languages(figure: Figure) -> None:
    said = [figure.says, figure.where, figure.denominator, figure.not_a_graph_figure]
    for label in (label for label in said if label is not None):
        assert re.search("[\u4e00-\u9fff]", label.zh)
        assert re.search("[A-Za-z]{3}", label.en)
    assert (figure.ask is None) != (figure.not_a_graph_figure is None)
    assert figure.denominator is not None or not (figure.percent or (figure.ask and figure.ask.over))


@pytest.mark.parametrize("name", PLACES)
def test_the_reports_are_dated_as_printed_and_nothing_else_is(name: str) -> None:
    """001A and 001B have no date. Elsewhere a figure has the day of publishing where its report says 目前,
    and Licheng has two days that are made up.
    """
    report = place(name).report
    assert (report.published is None) == (report.file in UNDATED)
    dated = [figure.as_of for figure in place(name).figures if figure.as_of.day is not None]
    if report.file in UNDATED:
        assert dated == []
    assert all(as_of.made_up or as_of.day == report.published for as_of in dated)
    made_up = [figure.id for figure in place(name).figures if figure.as_of.made_up]
    assert made_up == (["licheng-l3-red-before", "licheng-l3-red-after"] if name == "licheng" else [])


def test_numbers_of_other_places_are_named_so_and_are_never_asked_of_a_graph() -> None:
    """The sidebar of Xinluo's report is no evidence for Xinluo."""
    other = [figure for figure in FIGURES if "-other-" in figure.id]
    assert {figure.row for figure in other} == {"R13", "R14", "R15", "R17"}
    for figure in other:
        assert figure.says.zh.startswith("别处（") and figure.says.en.startswith("Another place (")
        assert figure.ask is None


def test_a_reason_is_about_its_own_figure() -> None:
    """A reason that fits everything explains nothing."""
    for language in ("zh", "en"):
        reasons = Counter(getattr(f.not_a_graph_figure, language) for f in FIGURES if f.not_a_graph_figure)
        assert [reason for reason, times in reasons.items() if times > 2] == []


def test_more_than_has_an_end_where_the_report_gives_it_one() -> None:
    """余 and 多 mean less than the next step of the last digit that is printed; 超 and 以上 have no end."""
    for figure in (figure for figure in FIGURES if figure.comparator == "at_least"):
        bounded = re.search("余|多", figure.says.zh) is not None
        assert (figure.below is not None) == bounded, figure.id
        if figure.below is not None:
            value = int(figure.value)
            zeros = len(str(value)) - len(str(value).rstrip("0"))
            assert figure.below == value + 10**zeros, figure.id

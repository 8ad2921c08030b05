"""The published figures of the six places, recomputed: all that a graph can give hold, and one that is
changed by one is told with both numbers.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import linli
from linli.model.figure import Place
from linli.model.measured import Checked, Numbers
from linli.services.figures import check, load

SEEDS = Path(__file__).parents[2] / "seeds"
FILES = sorted(SEEDS.glob("*/figures.yaml"))


@pytest.fixture(scope="module")
def checked(places: Path) -> dict[str, Checked]:
    """Every figure that is asked of the graph, by its id."""
    with linli.open(places) as graph:
        done = check(graph, load(FILES))
    return {one.figure.id: one for place in done for one in place.figures if one.figure.ask}


def test_there_are_six_places() -> None:
    assert [path.parent.name for path in FILES] == [
        "chengxiang", "chuzhou", "licheng", "nanan", "xinluo", "yanquan",
    ]  # fmt: skip


def test_every_figure_that_a_graph_can_give_holds(checked: dict[str, Checked]) -> None:
    assert len(checked) >= 90
    assert {name: one.verdict for name, one in checked.items() if one.verdict != "holds"} == {}


def moved(place: Place, checked: dict[str, Checked]) -> Place:
    """A place whose published numbers say one more than the graph has, in the last place printed."""
    figures = []
    for figure in place.figures:
        found = checked[figure.id].measured if figure.id in checked else None
        if isinstance(found, Numbers) and isinstance(figure.value, int | float):
            step = 10 ** -(figure.digits or 0)
            change = replace(
                figure, value=float(found.high) + step, comparator="exactly", below=None, to=None
            )
            figures.append(change)
    return replace(place, figures=tuple(figures))


def test_a_figure_changed_by_one_is_a_difference_with_both_numbers(
    places: Path, checked: dict[str, Checked]
) -> None:
    changed = [moved(place, checked) for place in load(FILES)]
    with linli.open(places) as graph:
        done = [one for place in check(graph, changed) for one in place.figures]
    assert len(done) >= 60
    assert {one.figure.id: one.verdict for one in done if one.verdict != "differs"} == {}
    for one in done:
        assert isinstance(one.measured, Numbers)
        before = checked[one.figure.id].measured
        assert before == one.measured

"""A tree of an area shows what was opened and counts the rest; open altogether, it is the briefing's."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.reports.brief.facts import Spot
from linli.services import brief_pictures
from linli.services.area_tree import area_tree, counted
from linli.services.brief import plain
from linli.services.graph import Graph, open_graph
from linli.services.network.known import Known, known
from tests.services.test_what_if import street

ROOT = "990101"
AREAS = ("990101", "990101001", "990101001001", "990101001002")
STATES = ("own", "joint", "attached", "forming", "gap", "lost", "unknown", "not_applicable")


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with open_graph(street(), os.environ) as opened:
        yield opened


@pytest.fixture(scope="module")
def seen(graph: Graph) -> Known:
    return known(graph, graph.snapshot, [ROOT])


def number(seen: Known, identity: str = ROOT) -> int:
    found = seen.index.number(identity)
    assert found is not None
    return found


def spots(root: Spot) -> list[Spot]:
    return [root, *(one for child in root.below for one in spots(child))]


def test_open_altogether_it_is_the_tree_of_the_briefing(seen: Known) -> None:
    whole = brief_pictures.structure(seen, number(seen), {}, plain)
    assert area_tree(seen, number(seen), {}, plain, opened=AREAS, most=99) == whole
    assert area_tree(seen, number(seen), {}, plain, most=99) == whole


def test_what_is_not_opened_is_counted_and_whole_levels_are_opened_or_none(seen: Known) -> None:
    first = area_tree(seen, number(seen), {}, plain, most=4)
    assert [one.id for one in spots(first)] == list(AREAS)
    assert [one.hidden for one in spots(first)] == [0, 0, 2, 1]
    only = area_tree(seen, number(seen), {}, plain, opened=["990101001", "990101001002"], most=99)
    told = [(one.name, one.hidden) for one in spots(only)]
    assert told[2:] == [("松涛社区", 2), ("样板社区", 0), ("兰亭里", 0)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(opened=st.none() | st.sets(st.sampled_from([*AREAS, "no such"])), most=st.integers(1, 12))
def test_never_more_than_there_is_room_for_and_nothing_is_lost(
    seen: Known, opened: set[str] | None, most: int
) -> None:
    tree = area_tree(seen, number(seen), {}, plain, opened=opened, most=most)
    shown = spots(tree)
    assert len(shown) <= most and len({one.id for one in shown}) == len(shown)
    for one in shown:
        assert len(one.below) + one.hidden == len(brief_pictures.parts(seen, number(seen, one.id)))
        assert not one.below or opened is None or one.id in {*opened, ROOT}


@pytest.mark.parametrize("state", STATES)
def test_every_compound_is_counted_in_one_state(seen: Known, state: str) -> None:
    index = seen.index
    compounds = [index.id(one) for one in index.of_label("Compound").tolist()]
    told = counted(seen, [number(seen)], dict.fromkeys(compounds, state))
    parts = (told.covered, told.forming, told.unknown, told.exempt, len(told.without))
    assert told.compounds == sum(parts) == max(parts) == len(compounds)
    assert bool(told.without) is (state in ("gap", "lost"))


def test_a_compound_of_which_nothing_is_said_is_unknown(seen: Known) -> None:
    assert counted(seen, [number(seen, "990101001002")], {}).unknown == 1

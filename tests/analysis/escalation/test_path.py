"""Every way in which a path can be broken, each with the trap that it is told apart from."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from linli.analysis.escalation import routes
from linli.analysis.escalation.path import walk
from linli.analysis.escalation.records import Body, Break, Cover, Surroundings, Term, Up
from linli.model.chain import load
from linli.model.interval import ALWAYS, MIN, Interval

DAY = dt.date(2024, 1, 1)
PAST: Interval = (MIN, MIN, dt.date(2023, 6, 2), dt.date(2023, 7, 1))
MAYBE: Interval = (MIN, MIN, dt.date(2023, 6, 2), dt.date(2024, 6, 1))
EVERYTHING = frozenset({"organizations", "coverage", "relations", "posts"})
CHAIN = (
    ("g", "building_group", "group_leader"),
    ("b", "compound_branch", "secretary"),
    ("c", "community_committee", "secretary"),
    ("s", "working_committee", "secretary"),
    ("x", "county_committee", "secretary"),
)
WHOLE = Surroundings(
    "楼",
    "k",
    {one: Body(one, one, kind, "k") for one, kind, _ in CHAIN},
    (Cover("g"), Cover("b", 1)),
    {low[0]: (Up(high[0]),) for low, high in pairwise(CHAIN)},
    {one: (Term(f"t{one}", post, f"p{one}", f"人{one}"),) for one, _, post in CHAIN},
    {"k": EVERYTHING},
)
UNSTATED = replace(WHOLE, stated={})


def held(body: str, *terms: Term) -> dict[str, tuple[Term, ...]]:
    return {**WHOLE.terms, body: terms}


def broken(known: Surroundings, scheme: str = "base", contacts: set[str] | None = None) -> list[Break]:
    return list(walk(known, load()[scheme], DAY, contacts).breaks)


CASES: dict[str, tuple[Surroundings, list[Break]]] = {
    "a whole path has no break": (WHOLE, []),
    "a post that nobody has held is vacant where its ledger is whole": (
        replace(WHOLE, terms=held("c", Term("tc", "secretary"))),
        [Break("vacant", "c", 2, None, "post")],
    ),
    "and unknown where it is not": (
        replace(UNSTATED, terms=held("c", Term("tc", "secretary"))),
        [Break("unknown", "c", 2, None, "post")],
    ),
    "a body without any leading post is as one whose post is empty": (
        replace(WHOLE, terms=held("c")),
        [Break("vacant", "c", 2, None, "post")],
    ),
    "a term that has ended without a successor has lapsed, whatever is stated": (
        replace(UNSTATED, terms=held("c", Term("tc", "secretary", "p", "人", PAST))),
        [Break("lapsed", "c", 2, PAST[3], "term")],
    ),
    "one that may have ended has not": (
        replace(WHOLE, terms=held("c", Term("tc", "secretary", "p", "人", MAYBE))),
        [],
    ),
    "a successor in another leading post of the body is one": (
        replace(
            WHOLE,
            terms=held("c", Term("tc", "secretary", "p", "人", PAST), Term("td", "director", "q", "继")),
        ),
        [],
    ),
    "a post that was abolished leads nobody": (
        replace(WHOLE, terms=held("c", Term("tc", "secretary", "p", "人", ALWAYS, PAST))),
        [Break("vacant", "c", 2, None, "post")],
    ),
    "a required level that a link jumps over is missing, whatever is stated": (
        replace(UNSTATED, ups={**WHOLE.ups, "b": (Up("s"),)}),
        [Break("missing_level", level=2, what="level")],
    ),
    "one below the lowest body only where the ledgers are whole": (
        replace(WHOLE, covers=(Cover("c", 1),)),
        [Break("missing_level", level=3, what="level")],
    ),
    "and is unknown where they are not": (
        replace(UNSTATED, covers=(Cover("c", 1),)),
        [Break("unknown", level=3, what="level")],
    ),
    "a group that the scheme does not require is not missing": (replace(WHOLE, covers=(Cover("b", 1),)), []),
    "a body below the top that reports to nobody is a dead end": (
        replace(WHOLE, ups={**WHOLE.ups, "c": ()}),
        [Break("dead_end", "c", 2, None, "link")],
    ),
    "or unknown": (
        replace(UNSTATED, ups={**WHOLE.ups, "c": ()}),
        [Break("unknown", "c", 2, None, "link")],
    ),
    "a link upwards that has ended has lapsed": (
        replace(UNSTATED, ups={**WHOLE.ups, "c": (Up("s", PAST),)}),
        [Break("lapsed", "c", 2, PAST[3], "link")],
    ),
    "and so has one to a superior that was dissolved": (
        replace(UNSTATED, bodies={**WHOLE.bodies, "s": Body("s", "s", "working_committee", "k", PAST)}),
        [Break("lapsed", "c", 2, PAST[3], "link")],
    ),
    "nobody who covers the place is a dead end at the place itself": (
        replace(WHOLE, covers=()),
        [Break("dead_end", "", None, None, "coverage")],
    ),
    "or unknown there": (
        replace(UNSTATED, covers=()),
        [Break("unknown", "", None, None, "coverage")],
    ),
    "or lapsed, where somebody did": (
        replace(WHOLE, covers=(Cover("b", 1, PAST),)),
        [Break("lapsed", "", None, PAST[3], "coverage")],
    ),
    "a superior that reports back is a circle, named by its first body": (
        replace(WHOLE, ups={**WHOLE.ups, "s": (Up("c"),)}),
        [Break("cycle", "c", 2)],
    ),
    "a superior above is taken before one that would close a circle": (
        replace(WHOLE, ups={**WHOLE.ups, "s": (Up("c"), Up("x"))}),
        [],
    ),
    "one person on two levels": (
        replace(WHOLE, terms=held("b", Term("tb", "secretary", "pg", "人g"))),
        [Break("two_levels", "g", 4, person="pg", other="b")],
    ),
    "a second leader does not hide that one leads both": (
        replace(
            WHOLE,
            terms=held("b", Term("tb", "secretary", "pb", "人b"), Term("td", "director", "pg", "人g")),
        ),
        [Break("two_levels", "g", 4, person="pg", other="b")],
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_break(title: str) -> None:
    known, wanted = CASES[title]
    assert broken(known) == wanted


def test_nobody_can_be_reached_only_counts_where_contacts_are_switched_on() -> None:
    assert broken(WHOLE, contacts={"tg", "tb", "ts", "tx"}) == [Break("no_contact", "c", 2)]
    assert broken(WHOLE, contacts=None) == []


def test_two_posts_that_the_scheme_joins_are_one_level() -> None:
    """Chuzhou's secretary is head of the grid: the grid's team and the branch stand on one level there."""
    bodies = {**WHOLE.bodies, "g": Body("g", "g", "grid_team", "k")}
    terms = {
        **WHOLE.terms,
        "g": (Term("tg", "grid_head", "p", "人"),),
        "b": (Term("tb", "secretary", "p", "人"),),
    }
    joined = replace(WHOLE, bodies=bodies, terms=terms, covers=(Cover("g"),))
    assert broken(joined, "base") == [Break("two_levels", "g", None, person="p", other="b")]
    assert broken(joined, "chuzhou") == []


def test_a_path_ends_at_the_top_of_its_own_scheme() -> None:
    path = walk(WHOLE, load()["nanan"], DAY)
    assert [step.body.id for step in path.steps] == ["g", "b", "c"] and path.reached and path.whole
    assert [step.via for step in path.steps] == ["covers", "subordinate", "subordinate"]


def test_the_chain_of_the_day_is_taken() -> None:
    """Shibei's chain got a level of grids; a path without it was whole before."""
    bodies = {**WHOLE.bodies, "h": Body("h", "h", "centre_household", "k")}
    known = replace(
        WHOLE,
        bodies=bodies,
        covers=(Cover("h"),),
        ups={"h": (Up("g"),), "g": (Up("c"),), "c": (Up("s"),), "s": (Up("x"),)},
        terms={**WHOLE.terms, "h": (Term("th", "household_head", "ph", "人"),)},
    )
    shibei = load()["shibei"]
    assert walk(known, shibei, dt.date(2019, 1, 1)).breaks == ()
    (one,) = walk(known, shibei, DAY).breaks
    assert one.kind == "missing_level" and shibei.chain(DAY).levels[one.level or 0].level == "grid"


def test_a_step_is_certain_only_if_link_body_and_holder_are() -> None:
    maybe = replace(WHOLE, terms=held("c", Term("tc", "secretary", "p", "人", MAYBE)))
    assert [step.certain for step in walk(maybe, load()["base"], DAY).steps] == [
        True,
        True,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("known", [WHOLE, replace(WHOLE, covers=tuple(reversed(WHOLE.covers)))])
def test_the_order_of_what_is_given_does_not_matter(known: Surroundings) -> None:
    assert [step.body.id for step in walk(known, load()["base"], DAY).steps] == list("gbcsx")


def test_several_ends_in_one_search() -> None:
    links = [
        routes.Link("p", "b", "covers", ALWAYS),
        routes.Link("b", "c", "subordination", ALWAYS),
        routes.Link("p", "w", "contract", ALWAYS),
        routes.Link("w", "d", "supervision", ALWAYS),
        routes.Link("b", "d", "guidance", PAST),
        routes.Link("c", "b", "subordination", ALWAYS),
    ]
    kinds = {"c": "community_committee", "d": "department", "w": "property_company"}
    found = routes.find("p", links, kinds, ["c", "department", "forum"], DAY)
    assert {end: way and [link.upper for link in way] for end, way in found.items()} == {
        "c": ["b", "c"],
        "department": ["w", "d"],
        "forum": None,
    }


def test_of_two_ways_alike_in_length_the_firmer_is_taken() -> None:
    links = [
        routes.Link("p", "a", "contract", ALWAYS),
        routes.Link("p", "b", "covers", ALWAYS),
        routes.Link("a", "e", "coordination", ALWAYS),
        routes.Link("b", "e", "coordination", ALWAYS),
    ]
    way = routes.find("p", links, {}, ["e"], DAY)["e"]
    assert way is not None and [link.relation for link in way] == ["covers", "coordination"]

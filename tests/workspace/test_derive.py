"""Derived links are walked again, plainly and one by one, and both must be the same set of facts."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings

from linli.model.interval import ALWAYS, COLUMNS, Interval, intersect
from linli.model.vocabulary import load as vocabularies
from linli.workspace.derive import DEPTH, derive
from tests.facts import Facts, facts
from tests.queries.random_graphs import Given, graphs

Row = dict[str, Any]
Fact = tuple[object, ...]
PLAIN = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)


# The plain walks


def rows(whole: Facts, table: str) -> list[Row]:
    found: list[Row] = whole[table].to_dicts()
    return found


def interval(row: Row) -> Interval:
    return (row["from_min"], row["from_max"], row["to_min"], row["to_max"])


def meet(*intervals: Interval) -> Interval | None:
    """The time in which all are in force."""
    met: Interval | None = ALWAYS
    for one in intervals:
        met = met and intersect(met, one)
    return met


def walked_within(whole: Facts) -> set[Fact]:
    """Every area with every area that it lies in, and the fewest steps there."""
    up = rows(whole, "LOCATED_IN.Area.Area")
    found: set[Fact] = set()
    for area in rows(whole, "Area"):
        steps = {area["id"]: 0}
        for step in range(1, len(whole["Area"])):
            edge = {link["to"] for link in up if steps.get(link["from"]) == step - 1}
            steps |= {upper: step for upper in edge if upper not in steps}
        found |= {(area["id"], upper, step, *ALWAYS) for upper, step in steps.items()}
    return found


def walks(whole: Facts, path: list[str], met: Interval) -> Iterator[tuple[list[str], Interval]]:
    """Every way up from the end of a path that meets in time; one that closes a circle is given, and ends."""
    bodies = {body["id"]: body for body in rows(whole, "Organization")}
    for link in rows(whole, "REPORTS_TO.Organization.Organization"):
        there = interval(bodies[link["to"]])
        both = meet(met, interval(link), there) if link["from"] == path[-1] else None
        if both is None:
            continue
        longer = [*path, link["to"]]
        yield longer, both
        if link["to"] not in path and len(path) < DEPTH:
            yield from walks(whole, longer, both)


def walked_answers(whole: Facts) -> tuple[set[Fact], set[str]]:
    """Every body with subordinates, with all it answers to by each last body between; bodies in a circle."""
    heads = {link["to"] for link in rows(whole, "REPORTS_TO.Organization.Organization")}
    fewest: dict[Fact, int] = {}
    circular = set()
    for body in rows(whole, "Organization"):
        if body["id"] not in heads:
            continue
        fewest[body["id"], body["id"], body["id"], *interval(body)] = 0
        for path, met in walks(whole, [body["id"]], interval(body)):
            if path[-1] == path[0]:
                circular.add(path[0])
            elif path[-1] not in path[:-1]:
                key = (path[0], path[-1], path[-2], *met)
                fewest[key] = min(len(path) - 1, fewest.get(key, DEPTH))
    return {(*key[:2], step, *key[2:]) for key, step in fewest.items()}, circular


def places(whole: Facts, post: str) -> Iterator[tuple[str, str, Interval]]:
    """Where a post counts: scope, place, time."""
    firms = vocabularies()["organization_kind"].codes("family", "property")
    communities = {area["id"] for area in rows(whole, "Area") if area["level"] == "community"}
    kinds = {body["id"]: body["kind"] for body in rows(whole, "Organization")}
    for seat in rows(whole, "POST_IN.Post.Organization"):
        body = seat["to"]
        if seat["from"] != post:
            continue
        if kinds[body] in firms:
            yield "firm", body, interval(seat)
        for link in rows(whole, "COVERS.Organization.Area"):
            if link["from"] == body and link["to"] in communities:
                yield from _met("community", link["to"], seat, link)
        for compound, ties in _compounds(whole, body):
            yield from _met("compound", compound, seat, *ties)
            for lies in rows(whole, "LOCATED_IN.Compound.Area"):
                if lies["from"] == compound:
                    yield from _met("community", lies["to"], seat, *ties, lies)


def _met(scope: str, place: str, *links: Row) -> Iterator[tuple[str, str, Interval]]:
    met = meet(*(interval(link) for link in links))
    if met is not None:
        yield scope, place, met


def _compounds(whole: Facts, body: str) -> Iterator[tuple[str, list[Row]]]:
    """Compounds that a body has to do with, itself or through a building or grid, and by which links."""
    for tie in ("COVERS", "ACTS_FOR", "SERVES"):
        for link in rows(whole, f"{tie}.Organization.Compound"):
            if link["from"] == body:
                yield link["to"], [link]
    for home in rows(whole, "LOCATED_IN.Building.Compound"):
        for link in rows(whole, "COVERS.Organization.Building"):
            if (link["from"], link["to"]) == (body, home["from"]):
                yield home["to"], [link, home]
        for patch in rows(whole, "LOCATED_IN.Building.Grid"):
            for link in rows(whole, "COVERS.Organization.Grid"):
                if (link["from"], link["to"], patch["from"]) == (body, patch["to"], home["from"]):
                    yield home["to"], [link, patch, home]


def walked_pairs(whole: Facts) -> set[Fact]:
    """Every two posts of one person, or of two who may be one, that meet in place and time."""
    held = [
        (hold["from"], hold["to"], scope, place, met)
        for hold in rows(whole, "HOLDS.Person.Post")
        for scope, place, time in places(whole, hold["to"])
        if (met := meet(interval(hold), time)) is not None
    ]
    doubts: dict[tuple[str, str], str] = {}
    for doubt in rows(whole, "MAY_BE.Person.Person"):
        for both in ((doubt["from"], doubt["to"]), (doubt["to"], doubt["from"])):
            doubts[both] = min(doubt["id"], doubts.get(both, doubt["id"]))
    found: set[Fact] = set()
    for person_a, post_a, scope, place, time_a in held:
        for person_b, post_b, *there, time_b in held:
            one = person_a == person_b
            if post_a >= post_b or there != [scope, place] or not (one or (person_a, person_b) in doubts):
                continue
            met = meet(time_a, time_b)
            if met is not None:
                may_be = None if one else doubts[person_a, person_b]
                found.add((post_a, post_b, person_a, person_b, may_be, scope, place, *met))
    around = {(lies["from"], lies["to"]) for lies in rows(whole, "LOCATED_IN.Compound.Area")}
    near = {(*fact[:4], area) for fact in found for place, area in around if fact[5:7] == ("compound", place)}
    return {fact for fact in found if fact[5] != "community" or (*fact[:4], fact[6]) not in near}


# Random graphs


@given(graphs())
@PLAIN
def test_areas(given: Given) -> None:
    whole = facts(given)
    assert_same(derive(whole).tables["WITHIN.Area.Area"], ("from", "to", "step"), walked_within(whole))


@given(graphs())
@PLAIN
def test_answers(given: Given) -> None:
    whole = facts(given)
    derived = derive(whole)
    wanted, circular = walked_answers(whole)
    assert_same(derived.tables["ANSWERS_TO.Organization.Organization"], ("from", "to", "step", "via"), wanted)
    assert derived.circular.to_list() == sorted(circular)


@given(graphs())
@PLAIN
def test_shared_holders(given: Given) -> None:
    whole = facts(given)
    columns = ("from", "to", "person_a", "person_b", "may_be", "scope", "place")
    table = derive(whole).tables["SHARES_HOLDER.Post.Post"]
    assert_same(table, columns, walked_pairs(whole))
    bodies = {(link["from"], link["to"]) for link in rows(whole, "POST_IN.Post.Organization")}
    assert set(table.select("from", "body_a").rows() + table.select("to", "body_b").rows()) <= bodies


@given(graphs())
@PLAIN
def test_the_order_of_facts_changes_nothing(given: Given) -> None:
    whole = facts(given)
    once, again = derive(whole), derive({name: frame.reverse() for name, frame in whole.items()})
    for name, table in once.tables.items():
        assert again.tables[name].equals(table), name
    assert again.circular.equals(once.circular)


def assert_same(table: pl.DataFrame, columns: tuple[str, ...], walked: set[Fact]) -> None:
    made = table.select(*columns, *COLUMNS).rows()
    assert len(made) == len(set(made)), "a fact stands twice"
    assert set(made) == walked
    assert table["id"].n_unique() == len(table), "two facts of one identifier"


# By hand


def chain(*links: tuple[str, str], **intervals: dict[str, object]) -> Facts:
    """Bodies that report; `intervals` by the body that reports."""
    bodies = sorted({body for link in links for body in link})
    reports = [{"from": a, "to": b, "interval": intervals.get(a, {})} for a, b in links]
    return facts(Organization=[{"id": body} for body in bodies], REPORTS_TO=reports)


def steps(whole: Facts) -> set[tuple[str, str, int, str]]:
    table = derive(whole).tables["ANSWERS_TO.Organization.Organization"]
    return set(table.select("from", "to", "step", "via").rows())


def test_a_leaf_has_no_rows_of_its_own() -> None:
    assert steps(chain(("group", "branch"), ("branch", "committee"))) == {
        ("branch", "branch", 0, "branch"),
        ("branch", "committee", 1, "branch"),
        ("committee", "committee", 0, "committee"),
    }


def test_a_circle_ends_and_is_named() -> None:
    whole = chain(("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("c", "e"))
    assert derive(whole).circular.to_list() == ["a", "b", "c"]
    assert {row[:3] for row in steps(whole)} == {
        *(("a", "a", 0), ("a", "b", 1), ("a", "c", 2), ("a", "e", 3)),
        *(("b", "b", 0), ("b", "c", 1), ("b", "a", 2), ("b", "e", 2)),
        *(("c", "c", 0), ("c", "a", 1), ("c", "b", 2), ("c", "e", 1)),
        ("e", "e", 0),
    }


def test_a_circle_that_never_is_in_force_at_once_is_none() -> None:
    whole = chain(("a", "b"), ("b", "a"), a={"to": "2021-12-31"}, b={"from": "2022-01-01"})
    assert derive(whole).circular.to_list() == []


def test_a_body_whose_identifier_is_part_of_another_is_no_circle() -> None:
    assert ("o12", "o1", 1, "o12") in steps(chain(("o3", "o12"), ("o12", "o1"), ("o1", "o2")))


def test_a_chain_longer_than_the_depth_is_cut() -> None:
    bodies = [f"o{number:02}" for number in range(DEPTH + 4)]
    reach = [row for row in steps(chain(*itertools.pairwise(bodies))) if row[0] == "o01"]
    assert max(row[2] for row in reach) == DEPTH
    assert len(reach) == DEPTH + 1


def test_a_diamond_is_two_answers_and_one_from_where_it_meets() -> None:
    whole = chain(("leaf", "a"), ("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "e"))
    found = {row for row in steps(whole) if row[0] == "a"}
    assert {("a", "d", 2, "b"), ("a", "d", 2, "c"), ("a", "e", 3, "d")} < found
    assert len([row for row in found if row[1] == "e"]) == 1


def test_a_chain_holds_while_all_its_links_do() -> None:
    whole = chain(("x", "a"), ("a", "b"), ("b", "c"), a={"from": "2021-03", "to": 2023}, b={"from": 2020})
    table = derive(whole).tables["ANSWERS_TO.Organization.Organization"]
    day = dt.date
    assert table.filter(pl.col("from") == "a", pl.col("to") == "c").select(COLUMNS).rows() == [
        (day(2021, 3, 1), day(2021, 3, 31), day(2023, 1, 2), day(2024, 1, 1))
    ]
    never = chain(("x", "a"), ("a", "b"), ("b", "c"), a={"to": "2020-12-31"}, b={"from": "2021-01-01"})
    assert not {row for row in steps(never) if row[:2] == ("a", "c")}


def compound(**more: list[Row]) -> Facts:
    """Two compounds of one community, a body in each, and a person with a post in both bodies."""
    base: dict[str, list[Row]] = {
        "Area": [{"id": "k", "level": "community"}, {"id": "l", "level": "community"}],
        "Compound": [{"id": "c1"}, {"id": "c2"}, {"id": "c3"}],
        "Organization": [{"id": "o1"}, {"id": "o2", "kind": "property_company"}],
        "Post": [{"id": "t1"}, {"id": "t2"}],
        "Person": [{"id": "p1"}, {"id": "p2"}],
        "LOCATED_IN": [{"from": "c1", "to": "k"}, {"from": "c2", "to": "k"}, {"from": "c3", "to": "l"}],
        "POST_IN": [{"from": "t1", "to": "o1"}, {"from": "t2", "to": "o2"}],
        "HOLDS": [{"from": "p1", "to": "t1"}, {"from": "p1", "to": "t2"}],
    }
    return facts({**base, **more})


def pairs(whole: Facts) -> set[tuple[object, ...]]:
    table = derive(whole).tables["SHARES_HOLDER.Post.Post"]
    return set(table.select("from", "to", "person_a", "person_b", "may_be", "scope", "place").rows())


def test_a_pair_of_a_compound_is_none_of_its_community_but_still_one_of_another() -> None:
    serves = [{"from": "o2", "to": "c1"}, {"from": "o2", "to": "c3"}]
    covers = [{"from": "o1", "to": "c1"}, {"from": "o1", "to": "l"}]
    same = ("t1", "t2", "p1", "p1", None)
    assert pairs(compound(SERVES=serves, COVERS=covers)) == {
        (*same, "compound", "c1"),
        (*same, "community", "l"),
    }


def test_two_compounds_of_one_community_are_a_pair_of_the_community() -> None:
    ties = {"SERVES": [{"from": "o2", "to": "c2"}], "COVERS": [{"from": "o1", "to": "c1"}]}
    assert pairs(compound(**ties)) == {("t1", "t2", "p1", "p1", None, "community", "k")}


def test_two_posts_of_one_firm_are_a_pair_of_the_firm() -> None:
    inside = [{"from": "t1", "to": "o2"}, {"from": "t2", "to": "o2"}]
    assert pairs(compound(POST_IN=inside)) == {("t1", "t2", "p1", "p1", None, "firm", "o2")}


def test_a_grid_team_meets_the_bodies_of_the_compounds_its_buildings_stand_in() -> None:
    whole = compound(
        Building=[{"id": "b1"}, {"id": "b2"}],
        Grid=[{"id": "g"}],
        LOCATED_IN=[
            *({"from": c, "to": "k"} for c in ("c1", "c2", "g")),
            *({"from": b, "to": "c1"} for b in ("b1", "b2")),
            *({"from": b, "to": "g"} for b in ("b1", "b2")),
        ],
        COVERS=[{"from": "o1", "to": "g"}, {"from": "o2", "to": "c1"}],
    )
    assert pairs(whole) == {("t1", "t2", "p1", "p1", None, "compound", "c1")}


def test_two_doubts_about_two_persons_are_one_pair() -> None:
    whole = compound(
        HOLDS=[{"from": "p2", "to": "t1"}, {"from": "p1", "to": "t2"}],
        MAY_BE=[{"id": "m2", "from": "p1", "to": "p2"}, {"id": "m1", "from": "p2", "to": "p1"}],
        COVERS=[{"from": "o1", "to": "c1"}, {"from": "o2", "to": "c1"}],
    )
    assert pairs(whole) == {("t1", "t2", "p2", "p1", "m1", "compound", "c1")}


def test_persons_who_may_be_a_third_are_not_chained() -> None:
    whole = compound(
        Person=[{"id": "p1"}, {"id": "p2"}, {"id": "p3"}],
        HOLDS=[{"from": "p1", "to": "t1"}, {"from": "p3", "to": "t2"}],
        MAY_BE=[{"from": "p1", "to": "p2"}, {"from": "p2", "to": "p3"}],
        COVERS=[{"from": "o1", "to": "c1"}, {"from": "o2", "to": "c1"}],
    )
    assert pairs(whole) == set()


def test_pairs_that_differ_only_in_how_well_their_dates_are_known_have_identifiers_of_their_own() -> None:
    whole = compound(
        COVERS=[{"from": "o1", "to": "c1"}, {"from": "o2", "to": "c1"}],
        HOLDS=[
            {"from": "p1", "to": "t1", "interval": {"from": 2021}},
            {"from": "p1", "to": "t1", "interval": {"from": "2021-01"}},
            {"from": "p1", "to": "t2"},
        ],
    )
    table = derive(whole).tables["SHARES_HOLDER.Post.Post"]
    assert table["id"].n_unique() == 2
    assert table["from_max"].sort().to_list() == [dt.date(2021, 1, 31), dt.date(2021, 12, 31)]

"""What is lost without a subject is what nobody reaches the top from once it is taken away."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import networkx as nx
import polars as pl
import pytest

from linli.analysis.escalation.ground import OnDay
from linli.analysis.escalation.tables import Tables
from linli.analysis.resilience import loss
from linli.analysis.resilience.answering import Answering, answering
from linli.analysis.resilience.weight import weigh
from linli.model.chain import load
from linli.model.interval import Interval, possible
from tests.analysis.escalation.drawn import DAY, tables, together

SEEDS = [*range(60), *range(60, 900, 3)]
"""More of those that are nearly right: they have something to lose."""
EVERY = [tables(seed) for seed in SEEDS]
CHAIN = load()["base"].chain(DAY)


class Plain:
    """A province in plain Python, asked by taking somebody away and walking from every place."""

    def __init__(self, made: Tables, day: dt.date) -> None:
        def interval(row: dict[str, dt.date], prefix: str = "") -> Interval:
            return (
                row[f"{prefix}from_min"],
                row[f"{prefix}from_max"],
                row[f"{prefix}to_min"],
                row[f"{prefix}to_max"],
            )

        bodies = {
            row["id"]: row["kind"]
            for row in made.bodies.iter_rows(named=True)
            if possible(interval(row), day)
        }
        self.leads: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for row in made.terms.iter_rows(named=True):
            exists = row["body"] in bodies and possible(interval(row, "exists_"), day)
            if row["person"] and exists and possible(interval(row), day):
                self.leads[row["body"]].add((row["post"], row["person"]))
        self.top = {body for body in bodies if CHAIN.ranks.get(bodies[body]) == 0}
        self.ups = {
            (row["lower"], row["upper"])
            for row in made.ups.iter_rows(named=True)
            if possible(interval(row), day)
            and row["lower"] in self.leads
            and row["upper"] in self.leads
            and row["lower"] not in self.top
        }
        graph: nx.DiGraph[str] = nx.DiGraph(list(self.ups))
        rings = [part for part in nx.strongly_connected_components(graph) if len(part) > 1]
        self.ups = {(a, b) for a, b in self.ups if not any(a in ring and b in ring for ring in rings)}
        self.starts: dict[str, set[str]] = {}
        for place in made.places.iter_rows(named=True):
            around = {place["id"], place["compound"]} | {
                g for p, g in made.grids.iter_rows() if p == place["id"]
            }
            self.starts[place["id"]] = {
                row["body"]
                for row in made.covers.iter_rows(named=True)
                if row["place"] in around and possible(interval(row), day)
            }

    def reached(self, gone: set[str]) -> set[str]:
        """Places with a way up once some bodies answer no more."""
        good = {body for body in self.top & set(self.leads) if body not in gone}
        while more := {a for a, b in self.ups if b in good and a not in gone} - good:
            good |= more
        return {place for place, bodies in self.starts.items() if bodies & good}

    def lost(self, side: int) -> set[tuple[str, str]]:
        """Subject and place, for every post (0) or person (1)."""
        subjects = {pair[side] for pairs in self.leads.values() for pair in pairs}
        whole = self.reached(set())
        return {
            (subject, place)
            for subject in subjects
            for place in whole - self.reached(self.fallen({subject}, side))
        }

    def fallen(self, gone: set[str], side: int) -> set[str]:
        return {body for body, pairs in self.leads.items() if all(pair[side] in gone for pair in pairs)}


def graph_of(made: Tables) -> Answering:
    return answering(OnDay(made, DAY), CHAIN, made.places)


@pytest.fixture(scope="module")
def whole() -> Answering:
    return graph_of(together(EVERY))


def split(pairs: pl.DataFrame) -> set[tuple[str, str, str]]:
    """Province, subject, place. A person's number carries no province where it is `ALL`."""
    return {(place[:3], subject.removeprefix(place[:4]), place[4:]) for subject, place in pairs.iter_rows()}


@pytest.mark.parametrize(("by", "side"), [("post", 0), ("person", 1)])
def test_lost_is_what_taking_away_shows(by: str, side: int, whole: Answering) -> None:
    wanted = {
        (f"{number:03}", subject, place)
        for number, made in enumerate(EVERY)
        for subject, place in Plain(made, DAY).lost(side)
    }
    assert split(loss.places(whole, loss.lost(whole, loss.alone(whole, by)))) == wanted
    assert len(wanted) > 100, "the graphs have something to lose"


def test_one_who_leads_two_bodies_may_lose_what_neither_post_loses(whole: Answering) -> None:
    posts = {
        place for _, place in loss.places(whole, loss.lost(whole, loss.alone(whole, "post"))).iter_rows()
    }
    persons = {
        place for _, place in loss.places(whole, loss.lost(whole, loss.alone(whole, "person"))).iter_rows()
    }
    assert persons - posts


def test_bodies_are_dominators_as_networkx_has_them() -> None:
    """A body alone: the dominators of every other body, from a root above all tops."""
    for made in EVERY[::6]:
        graph = graph_of(made)
        if graph.layers.is_empty():
            continue
        flow: nx.DiGraph[str] = nx.DiGraph(graph.links.select("upper", "lower").rows())
        flow.add_edges_from(("", top) for top in graph.layers.filter(pl.col("layer") == 0)["body"])
        above = nx.immediate_dominators(flow, "")
        wanted = set()
        for body in graph.layers["body"]:
            at = body
            while at:
                wanted.add((at, body))
                at = above[at]
        each = graph.layers.select(pl.col("body").alias("subject"), "body")
        assert set(loss.lost(graph, each).iter_rows()) == wanted


def test_several_who_leave_together(whole: Answering) -> None:
    """All of p1 and p2 leave, everywhere: they may lead one body beside each other."""
    people = {f"{number:03}/{one}" for number in range(len(EVERY)) for one in ("p1", "p2")}
    wanted = set()
    for number, made in enumerate(EVERY):
        plain = Plain(made, DAY)
        gone = plain.fallen({"p1", "p2"}, 1)
        wanted |= {(loss.ALL, f"{number:03}/{place}") for place in plain.reached(set()) - plain.reached(gone)}
    found = loss.places(whole, loss.lost(whole, loss.without(whole, persons=people)))
    assert set(found.iter_rows()) == wanted and wanted


def test_terms_that_end_by_a_day(whole: Answering) -> None:
    """On the last day of all, everybody with an end has gone; on the day asked about, nobody has."""
    assert loss.without(whole, by=DAY).is_empty()
    late = loss.without(whole, by=dt.date(2024, 6, 1))
    wanted = whole.leads.group_by("body").agg((pl.col("until") <= dt.date(2024, 6, 1)).all().alias("all"))
    assert set(late["body"]) == set(wanted.filter("all")["body"])


def test_places_with_a_way_are_those_that_reach_the_top(whole: Answering) -> None:
    wanted = {
        f"{number:03}/{place}"
        for number, made in enumerate(EVERY)
        for place in Plain(made, DAY).reached(set())
    }
    assert set(whole.starts["place"]) == wanted


def test_who_stands_in_may_answer_to_themselves() -> None:
    """b's secretary leaves: without a deputy c's secretary stands in and answers to themselves; with a deputy
    who leads nothing nobody does.
    """
    from tests.analysis.escalation.drawn import (
        BODIES,
        COVERS,
        GRIDS,
        PLACES,
        STATED,
        TERMS,
        UPS,
        WITHIN,
        frame,
    )

    always = (dt.date(1, 1, 1), dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.date(9999, 12, 31))
    made = Tables(
        frame(PLACES, [("h", "h", "c1", "c1", "k")]),
        frame(COVERS, [("c1", "b", *always)]),
        frame(GRIDS, []),
        frame(
            BODIES,
            [("b", "b", "compound_branch", "k", *always), ("c", "c", "community_committee", "k", *always)],
        ),
        frame(UPS, [("b", "c", *always)]),
        frame(
            TERMS,
            [
                (body, f"t{body}", "secretary", f"p{body}", f"p{body}", *always, *always)
                for body in ("b", "c")
            ],
        ),
        frame(WITHIN, [("k", "k", 0)]),
        frame(STATED, []),
    )
    scheme, today = load()["nanan"], OnDay(made, DAY)
    none = pl.DataFrame(schema={"body": pl.String, "person": pl.String})
    deputy = pl.DataFrame({"body": ["b"], "person": ["d"]})
    above = pl.DataFrame({"body": ["b"], "person": ["pc"]})
    for deputies, then in ((none, 1), (deputy, 0), (above, 1)):
        found = weigh(today, scheme, made.places, deputies)
        rows = {row["person"]: row for row in found.persons.iter_rows(named=True)}
        assert rows["pb"] == {"person": "pb", "places": 1, "answers_now": 0, "answers_then": then}
        assert (found.whole, found.of) == (1, 1)

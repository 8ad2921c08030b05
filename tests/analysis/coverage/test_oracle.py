"""Towns drawn at random: states, ends, months and totals are those of the plain-Python oracle."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import polars as pl
import pytest

from linli.analysis.coverage.base import TABLES, base
from linli.analysis.coverage.whole import Coverage, coverage
from linli.model import slot
from linli.model.slot import OFS, Of, Slots
from tests.analysis.coverage.oracle import MODES, Oracle
from tests.analysis.coverage.towns import DAYS, Town, scheme
from tests.facts import Facts, facts
from tests.queries.engines import whole

STATES = ("own", "joint", "attached", "forming", "gap", "unknown", "not_applicable")


def judged(
    made: Facts, own: Slots, areas: list[str], day: dt.date, until: dt.date, of: Any = OFS, by: Any = "kind"
) -> Coverage:
    """Coverage where one scheme holds everywhere."""
    found = base({name: made[name].lazy() for name in TABLES}, areas, day)
    return coverage(found, {slot.BASE: own}, day, until, of, by)


def drawn(seed: int) -> tuple[Facts, dt.date, dt.date, list[str], list[Of]]:
    """A town with what is asked of it."""
    chance = Random(seed)
    day = dt.date.fromisoformat(chance.choice(DAYS))
    ahead = dt.timedelta(chance.choice((0, 1, 80, 300)))
    areas = chance.choice((["a"], ["a1"], ["a11", "a1"], ["b11"]))
    return whole(facts(Town(seed).rows)), day, day + ahead, areas, chance.sample(OFS, 3)


@pytest.mark.parametrize("seed", range(18))
def test_states_and_ends_are_those_of_the_oracle(seed: int) -> None:
    made, day, until, areas, of = drawn(seed)
    own = scheme(seed)
    done = judged(made, own, areas, day, until, of)
    oracle = Oracle(made, own, areas)
    rows = {(row["slot"], row["place"]): row for row in done.rows.to_dicts()}
    assert set(done.slots) == {name for name, one in own.slots.items() if one.asked and one.of in of}
    for name in done.slots:
        places = oracle.places(own.slots[name].place, day)
        assert {place for slot_, place in rows if slot_ == name} == {place["id"] for place, _ in places}
        for place, area in places:
            compare_state(rows[name, place["id"]], oracle.state(name, place, area, day, day), name)
            ended = done.ends.filter((pl.col("slot") == name) & (pl.col("place") == place["id"]))
            lost = ended.filter(~pl.col("leaves").is_in(MODES))
            assert set(lost["from_max"]) == oracle.lost(name, place, area, day, until), (name, place)
            for end in ended.to_dicts():
                after = oracle.state(name, place, area, end["from_max"], day)["state"]
                if after in MODES or end["leaves"] in MODES:
                    assert end["leaves"] == after, (name, end)


def compare_state(got: dict[str, Any], due: dict[str, Any], name: str) -> None:
    told = (name, got, due)
    for column in ("state", "certain", "sure"):
        assert got[column] == due[column], told
    assert got["since_max"] == due["since"], told
    assert got["why"] in due["why"] if isinstance(due["why"], set) else got["why"] == due["why"], told
    assert got["by"] in due["by"] if due["by"] else got["by"] is None, told
    if due["by"]:
        assert got["name"] == due["name"], told


@pytest.mark.parametrize("seed", range(100, 104))
def test_totals_of_areas_and_months_are_those_of_the_oracle(seed: int) -> None:
    made, day, until, areas, of = drawn(seed)
    own = scheme(seed)
    done = judged(made, own, areas, day, until, of, "area")
    oracle = Oracle(made, own, areas)
    for row in done.groups.to_dicts():
        told = [
            oracle.state(row["slot"], place, area, day, day)
            for place, area in oracle.places(done.slots[row["slot"]].place, day)
            if row["group"] in oracle.graph.above(area)
        ]
        counted = {state: sum(one["state"] == state for one in told) for state in STATES}
        assert {state: row[state] for state in STATES} == counted
        assert (row["places"], row["sure"]) == (len(told), sum(one["sure"] for one in told))
    for row in done.months.to_dicts():
        after = min((row["month"] + dt.timedelta(32)).replace(day=1), until)
        asked = done.slots[row["slot"]]
        places = [
            (place, area)
            for place, area in oracle.places(asked.place, day)
            if not oracle.spared(row["slot"], asked, place, area)
        ]
        held = [
            oracle.state(row["slot"], place, area, after, day)["state"] in MODES for place, area in places
        ]
        assert (row["applicable"], row["filled"]) == (len(places), sum(held)), row


@pytest.mark.parametrize(("seed", "by"), [(200, "area"), (201, "type"), (202, "area")])
def test_totals_add_up(seed: int, by: Any) -> None:
    made, day, until, _, of = drawn(seed)
    done = judged(made, scheme(seed), ["a"], day, until, of, by)
    for row in pl.concat([done.totals, done.groups.select(done.totals.columns)]).to_dicts():
        assert row["places"] == sum(row[state] for state in STATES)
        assert row["filled"] == row["own"] + row["joint"] + row["attached"]
        assert row["applicable"] == row["places"] - row["not_applicable"]
        if row["applicable"]:
            assert 0 <= row["low"] <= row["filled"] / row["applicable"] <= row["high"] <= 1
            assert (row["ratio"] is None) == (row["unknown"] == row["applicable"])
    counts = ["places", *STATES]
    for name in done.slots:
        whole_ = done.totals.filter(slot=name).select(counts).row(0)
        groups = {row["group"]: row for row in done.groups.filter(slot=name).to_dicts()}
        if by == "type":
            assert whole_ == tuple(sum(row[one] for row in groups.values()) for one in counts)
            continue
        below = {"a": ("a1", "b11"), "a1": ("a11", "a12")}
        for area, row in groups.items():
            inside = [groups[one]["places"] for one in below.get(area, ()) if one in groups]
            assert row["places"] == sum(inside) + row["direct"]
        assert whole_ == tuple(groups["a"][one] for one in counts)

"""All breaks at once are the breaks of every place by itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from linli.analysis.escalation import breaks
from linli.analysis.escalation.path import walk
from linli.analysis.escalation.records import KINDS, Path
from linli.analysis.escalation.tables import Tables
from linli.model.chain import load
from tests.analysis.escalation.drawn import DAY, surroundings, tables, together

SCHEMES = ("base", "nanan", "chuzhou", "xinluo")
SEEDS = range(300)
EVERY = [tables(seed) for seed in SEEDS]
STRAIGHT = [tables(seed, circles=False) for seed in SEEDS]


def paths(made: Tables, scheme: str) -> list[Path]:
    """Every place's own path, one after another."""
    return [walk(surroundings(made, place, DAY), load()[scheme], DAY) for place in made.places["id"]]


def at_once(made: Tables, scheme: str) -> breaks.Breaks:
    """All at once, by the same scheme."""
    return breaks.of_scheme(breaks.OnDay(made, DAY), load()[scheme], made.places)


def causes(every: list[Path], made: Tables, prefix: str) -> Counter[tuple[object, ...]]:
    """How many places each cause breaks, counted path by path; in the order of the product's columns."""
    areas = dict(made.places.select("id", "area").iter_rows())
    homes = dict(made.bodies.select("id", "area").iter_rows())
    counted: Counter[tuple[object, ...]] = Counter()
    for path in every:
        counted.update(
            {
                (
                    one.kind,
                    one.what,
                    one.level,
                    prefix + one.body if one.body else None,
                    prefix + (homes[one.body] if one.body else areas[path.place]),
                    None if one.what == "coverage" else one.since,
                    prefix + one.person if one.person else None,
                    prefix + one.other if one.other else None,
                )
                for one in path.breaks
            }
        )
    return counted


@pytest.mark.parametrize("scheme", SCHEMES)
def test_all_at_once_is_one_by_one(scheme: str) -> None:
    wanted = {
        f"{number:03}/{path.place}": (
            f"{number:03}/{path.steps[0].body.id}" if path.steps else None,
            path.reached,
            {one.kind for one in path.breaks},
        )
        for number, made in enumerate(EVERY)
        for path in paths(made, scheme)
    }
    got = {
        row["place"]: (
            row["start"],
            row["reached"],
            {kind for kind, bit in breaks.BIT.items() if row["bits"] & bit},
        )
        for row in at_once(together(EVERY), scheme).places.iter_rows(named=True)
    }
    assert got == wanted
    seen = {kind for _, _, kinds in wanted.values() for kind in kinds}
    assert seen == set(KINDS) - {"no_contact"}, "the graphs show every kind of break"
    assert any(not kinds for _, _, kinds in wanted.values()), "and whole paths"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_cause_is_counted_as_often_as_paths_have_it(scheme: str) -> None:
    """Without circles: in one, what comes first hangs on where a path enters it."""
    wanted: Counter[tuple[object, ...]] = Counter()
    for number, made in enumerate(STRAIGHT):
        wanted.update(causes(paths(made, scheme), made, f"{number:03}/"))
    found = {row[:-1]: row[-1] for row in at_once(together(STRAIGHT), scheme).causes.iter_rows()}
    assert found == dict(wanted)


def test_counts_add_up_area_by_area() -> None:
    found = at_once(together(EVERY), "base")
    whole, areas = found.counts(), found.by_area()
    assert areas["places"].sum() == whole["all"] == found.places.height == 4 * len(SEEDS)
    for kind in (*KINDS, "whole"):
        assert areas[kind].sum() == whole[kind]


def test_each_place_goes_by_the_scheme_of_its_own_area() -> None:
    made = together(EVERY)
    base, nanan = load()["base"], load()["nanan"]
    plain = breaks.find(made, {"base": base}, "base", DAY)
    assert plain.places.equals(at_once(made, "base").places.sort("place"))
    mixed = breaks.find(made, {"base": base, "nanan": replace(nanan, area="000/k1")}, "base", DAY)
    alone = {row["place"]: row for row in at_once(made, "nanan").places.iter_rows(named=True)}
    assert {row["area"] for row in mixed.places.iter_rows(named=True)} > {"000/k1"}
    for row, other in zip(
        mixed.places.iter_rows(named=True), plain.places.iter_rows(named=True), strict=True
    ):
        assert row == (alone[row["place"]] if row["area"] == "000/k1" else other)


def test_a_province_without_buildings_has_no_breaks() -> None:
    made = tables(1)
    none = replace(made, places=made.places.clear())
    found = breaks.find(none, load(), "base", DAY)
    assert found.counts()["all"] == 0 and found.causes.is_empty() and found.by_area().is_empty()

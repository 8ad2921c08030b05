"""How changes on trial change what is covered, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from linli.analysis.coverage.base import TABLES, base, staffed
from linli.analysis.coverage.tenures import STAFF, Touch, looks_at
from linli.analysis.coverage.whole import Standing, standing
from linli.analysis.scenario.near import Near
from linli.services.coverage import asked
from linli.services.trial import Tried

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Covered:
    """A place whose coverage changes, by one slot: state and by whom, before and after; None where it is not
    asked on that side.
    """

    slot: str
    label: object
    place: str
    name: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None


def changed(tried: Tried) -> Iterator[Covered]:
    """Places near the changes whose coverage is not what it was."""
    touch = touch_of(tried)
    if not any(
        slot.asked and looks_at(slot, touch) for place in asked().values() for slot in place.slots.values()
    ):
        return
    sides = _sides(tried, touch)
    names = {slot: one.label for side in sides for slot, one in side.slots.items()}
    found: list[dict[tuple[str, str], tuple[str, str]]] = [_states(side, tried.near) for side in sides]
    order = {slot: number for number, slot in enumerate(names)}
    changed = [key for key in {**found[0], **found[1]} if found[0].get(key) != found[1].get(key)]
    called = _place_names(tried.facts, {place for _, place in changed})
    for slot, place in sorted(changed, key=lambda key: (order[key[0]], called[key[1]], key[1])):
        key = (slot, place)
        yield Covered(slot, names[slot], place, called[place], found[0].get(key), found[1].get(key))


def touch_of(tried: Tried) -> Touch:
    """What the changes touch."""
    touched, facts = tried.applied.touched, tried.after
    posts = set(touched.get("Post", ()))
    for table, end in (("POST_IN.Post.Organization", "from"), ("HOLDS.Person.Post", "to")):
        posts |= set(facts[table].filter(pl.col("id").is_in(list(touched.get(table, ()))))[end])
    offices = (
        facts["POST_IN.Post.Organization"]
        .filter(pl.col("from").is_in(list(posts)))
        .join(facts["Post"].select("id", post="kind"), left_on="from", right_on="id")
        .join(facts["Organization"].select("id", "kind"), left_on="to", right_on="id")
    )
    return Touch(frozenset(touched), frozenset(offices.select("kind", "post").iter_rows()))


def _sides(tried: Tried, touch: Touch) -> tuple[Standing, Standing]:
    """Coverage of what lies near before and after the changes, as far as they can change it."""
    areas, day = tried.trial.areas, tried.trial.day
    old, new = ({name: frames[name].lazy() for name in TABLES} for frames in (tried.before, tried.after))
    after = base(new, areas, day)
    before = staffed(after, old, areas, day) if touch.tables <= STAFF else base(old, areas, day)
    return standing(before, asked(), day, touch), standing(after, asked(), day, touch)


def covers(tried: Tried, frames: Frames) -> Standing:
    """Coverage of what lies near."""
    trial = tried.trial
    tables = {name: frames[name].lazy() for name in TABLES}
    return standing(base(tables, trial.areas, trial.day), asked(), trial.day)


def _states(found: Standing, near: Near) -> dict[tuple[str, str], tuple[str, str]]:
    """Slot and place → state and by whom."""
    if not found.slots:
        return {}
    rows = found.rows.filter(
        pl.col("place").is_in(list(near.subjects)) & (pl.col("state") != "not_applicable")
    )
    return {
        (slot, place): (state, name or "")
        for slot, place, state, name in rows.select("slot", "place", "state", "name").iter_rows()
    }


def _place_names(facts: Frames, wanted: set[str]) -> dict[str, str]:
    """What places are called, a building with its compound."""
    found: dict[str, str] = {}
    for label in ("Compound", "Grid", "Area", "Building"):
        rows = facts[label].filter(pl.col("id").is_in(list(wanted)))
        found |= dict(rows.select("id", "name").iter_rows())
    homes = facts["LOCATED_IN.Building.Compound"].filter(pl.col("from").is_in(list(wanted)))
    estates = dict(
        facts["Compound"]
        .join(homes, left_on="id", right_on="to", how="semi")
        .select("id", "name")
        .iter_rows()
    )
    for building, estate in homes.select("from", "to").iter_rows():
        found[building] = f"{estates[estate]}{found[building]}"
    return {place: found.get(place, place) for place in wanted}

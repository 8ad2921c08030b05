"""Small random neighbourhoods, as dense with traps as a few bodies allow, as tables and as surroundings."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import polars as pl

from linli.analysis.escalation.records import Body, Cover, Surroundings, Term, Up
from linli.analysis.escalation.tables import (
    BODIES,
    COVERS,
    GRIDS,
    PLACES,
    STATED,
    TERMS,
    UPS,
    WITHIN,
    Tables,
)
from linli.model.interval import ALWAYS, MAX, MIN, Interval

DAY = dt.date(2024, 1, 1)
OPEN = [ALWAYS] * 8
INTERVALS: list[Interval] = [
    *OPEN,
    (MIN, MIN, dt.date(2023, 1, 2), dt.date(2024, 1, 1)),
    (dt.date(2020, 1, 1), dt.date(2020, 12, 31), dt.date(2022, 6, 1), dt.date(2022, 6, 1)),
    (dt.date(2023, 12, 1), dt.date(2024, 1, 31), MAX, MAX),
    (dt.date(2025, 1, 1), dt.date(2025, 1, 1), MAX, MAX),
]
KINDS = (
    *("county_committee", "working_committee", "community_committee", "compound_branch", "joint_branch"),
    *("building_group", "grid_team", "centre_household", "property_company"),
)
POSTS = ("secretary", "grid_head", "group_leader")
AREAS = {"s": ("s",), "k1": ("k1", "s"), "k2": ("k2", "s")}
DATES = {"from_min": pl.Date, "from_max": pl.Date, "to_min": pl.Date, "to_max": pl.Date}


def frame(columns: Iterable[str], rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """A table with the columns of the product's, rows or none."""
    kinds: dict[str, Any] = {
        name: pl.Date if name.endswith(("_min", "_max")) or name == "day" else pl.String for name in columns
    }
    if "step" in kinds:
        kinds["step"] = pl.Int64
    return pl.DataFrame(rows, schema=kinds, orient="row")


def tables(seed: int, *, circles: bool = True) -> Tables:
    """A random province of a few buildings, always the same for a seed."""
    chance = random.Random(seed)
    # Of three provinces one is nearly right: a whole chain, with a slip here and there.
    right = seed % 3 == 0
    size = chance.randint(6, 9) if right else chance.randint(1, 9)
    names = [f"o{'1' * n}" for n in range(1, size + 1)]

    def drawn() -> Interval:
        return ALWAYS if right and chance.random() < 0.9 else chance.choice(INTERVALS)

    kinds = {name: chance.choice(KINDS) for name in names}
    if right:
        kinds |= dict(zip(names, (*KINDS[:4], KINDS[5], *KINDS[3:7]), strict=False))
    bodies = [(name, name, kinds[name], chance.choice(list(AREAS)), *drawn()) for name in names]
    order = {kind: number for number, kind in enumerate(KINDS)}
    ups: list[tuple[Any, ...]] = []
    if right:
        ups = [(low, high, *drawn()) for high, low in pairwise(names[:5])]
    for _ in range(chance.randint(0, 2 if right else size * 2)):
        lower, upper = chance.choice(names), chance.choice(names)
        higher = (order[kinds[upper]], upper) < (order[kinds[lower]], lower)
        if lower != upper and (circles or higher) and (higher or chance.random() < 0.4):
            ups.append((lower, upper, *drawn()))
    terms: list[tuple[Any, ...]] = []

    def people(number: int) -> list[str]:
        own = [f"q{number}", f"r{number}"]
        return own if right and chance.random() < 0.8 else ["p1", "p2", "p3", "p4"]

    for number, name in enumerate(names):
        for post in range(chance.choice((0, 1, 1, 1, 2))):
            at, kind, exists = f"t{number}.{post}", chance.choice(POSTS), drawn()
            holders = [
                (name, at, kind, person, person, *drawn(), *exists)
                for person in chance.sample(people(number), chance.choice((0, 1, 1, 2)))
            ]
            terms += holders or [(name, at, kind, None, None, *(None,) * 4, *exists)]
    compounds = {f"c{n}": chance.choice(("k1", "k2")) for n in range(2)}
    places = [(f"b{n}", f"b{n}", c := chance.choice(list(compounds)), c, compounds[c]) for n in range(4)]
    grids = [(f"b{n}", f"g{chance.randint(0, 1)}") for n in range(4) if chance.random() < 0.4]
    ground = [row[0] for row in places] + list(compounds) + ["g0", "g1"]
    covers = [(chance.choice(ground), chance.choice(names), *drawn()) for _ in range(chance.randint(0, 9))]
    stated = [
        (chance.choice(list(AREAS)), ledger, chance.choice((DAY, dt.date(2025, 1, 1))))
        for ledger in ("organizations", "coverage", "relations", "posts")
        if chance.random() < 0.7
    ]
    return Tables(
        places=frame(PLACES, places),
        covers=frame(COVERS, covers),
        grids=frame(GRIDS, grids),
        bodies=frame(BODIES, bodies),
        ups=frame(UPS, ups),
        terms=frame(TERMS, terms),
        within=frame(WITHIN, [(a, b, step) for a, above in AREAS.items() for step, b in enumerate(above)]),
        stated=frame(STATED, stated),
    )


IDS = {
    "places": ("id", "compound", "area"),
    "covers": ("place", "body"),
    "grids": ("place", "grid"),
    "bodies": ("id", "area"),
    "ups": ("lower", "upper"),
    "terms": ("body", "post", "person"),
    "within": ("area", "above"),
    "stated": ("area",),
}
"""Columns that hold identifiers."""


def apart(made: Tables, prefix: str) -> dict[str, pl.DataFrame]:
    """The same tables under other identifiers."""
    return {
        name: getattr(made, name).with_columns(
            (pl.lit(prefix) + pl.col(column)).alias(column) for column in columns
        )
        for name, columns in IDS.items()
    }


def together(every: list[Tables]) -> Tables:
    """Provinces side by side in one, each under identifiers of its own (`007/o11`)."""
    parts = [apart(made, f"{number:03}/") for number, made in enumerate(every)]
    return Tables(**{name: pl.concat([part[name] for part in parts]) for name in IDS})


def surroundings(made: Tables, place: str, day: dt.date) -> Surroundings:
    """What the tables say around one building."""
    building = made.places.row(by_predicate=pl.col("id") == place, named=True)
    around = {building["compound"]} | {row[1] for row in made.grids.iter_rows() if row[0] == place}
    covers = tuple(
        Cover(row["body"], 0 if row["place"] == place else 1, _interval(row))
        for row in made.covers.iter_rows(named=True)
        if row["place"] == place or row["place"] in around
    )
    ups: dict[str, tuple[Up, ...]] = {}
    for row in made.ups.iter_rows(named=True):
        ups[row["lower"]] = (*ups.get(row["lower"], ()), Up(row["upper"], _interval(row)))
    terms: dict[str, tuple[Term, ...]] = {}
    for row in made.terms.iter_rows(named=True):
        term = Term(
            row["post"],
            row["kind"],
            row["person"] or "",
            row["name"] or "",
            _interval(row) if row["person"] else ALWAYS,
            _interval(row, "exists_"),
        )
        terms[row["body"]] = (*terms.get(row["body"], ()), term)
    bodies = {
        row["id"]: Body(row["id"], row["name"], row["kind"], row["area"], _interval(row))
        for row in made.bodies.iter_rows(named=True)
    }
    stated = {
        area: frozenset(
            row["ledger"]
            for row in made.stated.iter_rows(named=True)
            if row["area"] in above and row["day"] <= day
        )
        for area, above in AREAS.items()
    }
    return Surroundings(place, building["area"], bodies, covers, ups, terms, stated)


def _interval(row: dict[str, Any], prefix: str = "") -> Interval:
    return (
        row[f"{prefix}from_min"],
        row[f"{prefix}from_max"],
        row[f"{prefix}to_min"],
        row[f"{prefix}to_max"],
    )

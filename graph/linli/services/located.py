"""Where findings lie: the areas of their places, by the facts of a snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

import polars as pl

from linli.audit.run import Area, Run
from linli.ports import Answer
from linli.services.areas import resolve_areas
from linli.workspace.snapshots import Snapshot

UP = (
    "LOCATED_IN.Compound.Area",
    "LOCATED_IN.Grid.Area",
    "LOCATED_IN.Venue.Area",
    "BASED_IN.Organization.Area",
)
"""One step from a place, or a body, to its area."""

INTO = ("LOCATED_IN.Building.Compound", "LOCATED_IN.Venue.Compound", "POST_IN.Post.Organization")
"""One step into something that has an area."""


class Tables(Protocol):
    """Whatever has the fact tables of a graph: a snapshot among others."""

    def fact(self, table: str) -> pl.DataFrame:
        """One fact table."""
        ...


def located(run: Run, snapshot: Snapshot) -> Run:
    """A run with the areas of the places of its findings and doubts."""
    kept = [rule.rows["place"] for rule in run.rules.values() if rule.rows.height]
    places = pl.concat(kept).unique().to_list() if kept else []
    place = areas_of(snapshot, places)
    return replace(run, place=place, chains=chains_of(snapshot, {*place.values(), *run.areas}))


def areas_of(snapshot: Tables, places: Iterable[str]) -> dict[str, str]:
    """The code of the smallest area that each place lies in; a place that lies in none is left out."""
    wanted = pl.DataFrame({"place": sorted(set(places))}, schema={"place": pl.String})
    areas = snapshot.fact("Area").select(pl.col("id").alias("place"), pl.col("id").alias("area"))
    up = pl.concat([_ends(snapshot, table, "place", "area") for table in UP])
    into = pl.concat([_ends(snapshot, table, "place", "inner") for table in INTO])
    twice = into.join(up, left_on="inner", right_on="place").select("place", "area")
    found = wanted.join(pl.concat([areas, up, twice]), on="place").group_by("place").agg(pl.col("area").min())
    return dict(found.sort("place").iter_rows())


def chains_of(snapshot: Tables, codes: Iterable[str]) -> dict[str, tuple[Area, ...]]:
    """Each area with all above it, the smallest first."""
    wanted = pl.DataFrame({"from": sorted(set(codes))}, schema={"from": pl.String})
    named = snapshot.fact("Area").select(pl.col("id").alias("to"), "name", "level")
    within = snapshot.fact("WITHIN.Area.Area").select("from", "to", "step")
    steps = wanted.join(within, on="from").join(named, on="to").sort("from", "step", "to")
    found: dict[str, list[Area]] = {}
    for code, above, name, level in steps.select("from", "to", "name", "level").iter_rows():
        found.setdefault(code, []).append(Area(above, name, level))
    return {code: tuple(chain) for code, chain in found.items()}


def _ends(snapshot: Tables, table: str, source: str, target: str) -> pl.DataFrame:
    return snapshot.fact(table).select(pl.col("from").alias(source), pl.col("to").alias(target))


def codes_of(snapshot: Snapshot, wanted: Iterable[str]) -> tuple[str, ...]:
    """Codes of areas given by code or name.

    Raises AreaUnknown, or PlaceAmbiguous naming the areas of one name.
    """
    areas = snapshot.fact("Area").select("id", "name", "name_key").sort("id")
    named = Answer(tuple(areas.columns), areas.to_arrow())
    return tuple(resolve_areas(list(wanted), lambda _: named))

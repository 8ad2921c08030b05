"""The breaks of every building of an area at once, with the names that a report needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from linli.analysis.escalation import breaks
from linli.analysis.escalation.breaks import Breaks
from linli.model import chain
from linli.model.chain import Scheme
from linli.services.chain_tables import reader, tables
from linli.services.graph import Graph


@dataclass(frozen=True)
class AllBreaks:
    """The breaks of an area's buildings.

    area    names of the areas asked about
    causes  as `breaks.Breaks`, with `body_name`, `area_name`, `person_name`, `other_name`, `level_zh`,
            `level_en`; the widest first, then by area and body: a cause is a post or a body, never a person
    areas   as `Breaks.by_area`, with `area_name`
    """

    day: dt.date
    area: tuple[str, ...]
    found: Breaks
    causes: pl.DataFrame
    areas: pl.DataFrame
    buildings: pl.DataFrame


def all_breaks(
    graph: Graph,
    *,
    area: str | Sequence[str] | None = None,
    as_of: dt.date | None = None,
    schemes: Mapping[str, Scheme] | None = None,
) -> AllBreaks:
    """Every break of every building of some areas.

    Raises AreaUnknown, PlaceAmbiguous, or a StoreError.
    """
    day = as_of or graph.day
    codes = graph.areas(area)
    read = reader(graph)
    told = tables(read, None if area is None else codes)
    known = dict(schemes or chain.load())
    found = breaks.find(told, known, chain.BASE, day)
    names = read("Area", "id", "name")
    label = pl.col("name")
    causes = found.causes
    for column, table in (("body", "Organization"), ("other", "Organization"), ("person", "Person")):
        wanted = causes.select(pl.col(column).alias("id")).unique()
        some = read(table, "id", "name").join(wanted, on="id", how="semi")
        causes = causes.join(
            some.select(pl.col("id").alias(column), label.alias(f"{column}_name")), on=column, how="left"
        )
    area_names = names.select(pl.col("id").alias("area"), label.alias("area_name"))
    causes = causes.join(area_names, on="area", how="left").sort(
        "places", "area", "kind", "what", "level", "body", "person", "other",
        descending=[True, *[False] * 7], nulls_last=True,
    )  # fmt: skip
    return AllBreaks(
        day,
        tuple(names.filter(pl.col("id").is_in(codes)).sort("id")["name"]),
        found,
        causes,
        found.by_area().join(area_names, on="area", how="left", maintain_order="left"),
        found.places.join(
            told.places.select(pl.col("id").alias("place"), "name", "compound_name"), on="place", how="left"
        )
        .join(area_names, on="area", how="left")
        .sort("area", "compound_name", "name", "place"),
    )

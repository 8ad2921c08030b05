"""The tables that analyses of a whole province are made of: one wide frame each, at any time, of any day.

Every frame holds facts with their four bounds (`from_min` … `to_max`); which of them count on a day is for
the analysis to say. Identifiers are text; a missing one is null.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import polars as pl

from linli.model.interval import COLUMNS as INTERVAL

if TYPE_CHECKING:
    from linli.model.chain import Scheme

Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]

PLACES = ("id", "name", "compound", "compound_name", "area")
COVERS = ("place", "body", *INTERVAL)
GRIDS = ("place", "grid")
BODIES = ("id", "name", "kind", "area", *INTERVAL)
UPS = ("lower", "upper", *INTERVAL)
TERMS = (
    "body", "post", "kind", "person", "name", *INTERVAL,
    "exists_from_min", "exists_from_max", "exists_to_min", "exists_to_max",
)  # fmt: skip
WITHIN = ("area", "above", "step")
STATED = ("area", "ledger", "day")


@dataclass(frozen=True)
class Tables:
    """Columns stand in the constants above.

    places  buildings asked about, each with its compound and the area that the compound lies in
    covers  who covers a building, compound or grid
    grids   the grid that a building lies in
    bodies  every body; ups: REPORTS_TO between bodies
    terms   leading posts and their holders; a post without any has one row without a person
    within  every area to itself and every one above it
    stated  ledgers stated to be whole, for the area named and all below it
    """

    places: pl.DataFrame
    covers: pl.DataFrame
    grids: pl.DataFrame
    bodies: pl.DataFrame
    ups: pl.DataFrame
    terms: pl.DataFrame
    within: pl.DataFrame
    stated: pl.DataFrame

    @cached_property
    def index(self) -> pl.DataFrame:
        """Bodies in the order of their identifiers, numbered: `id`, `n`."""
        return self.bodies.select(pl.col("id").sort()).with_row_index("n").select("id", "n")

    def whole(self, day: dt.date) -> Mapping[str, frozenset[str]]:
        """Area → the ledgers stated to be whole there by the day; areas without any are left out."""
        rows = (
            self.stated.filter(pl.col("day") <= day)
            .join(self.within, left_on="area", right_on="above", suffix="_in")
            .group_by("area_in")
            .agg(pl.col("ledger").unique())
        )
        return {area: frozenset(ledgers) for area, ledgers in rows.iter_rows()}

    def schemes(self, known: Mapping[str, Scheme], base: str) -> dict[str, pl.DataFrame]:
        """The places of each scheme: the nearest area that has one decides, else `base` does."""
        owners = pl.DataFrame(
            {
                "above": [s.area for s in known.values() if s.area],
                "place": [k for k, s in known.items() if s.area],
            },
            schema={"above": pl.String, "place": pl.String},
        ).rename({"place": "scheme"})
        nearest = (
            self.within.join(owners, on="above").sort("area", "step", "above")
            .unique("area", keep="first", maintain_order=True).select("area", "scheme")
        )  # fmt: skip
        told = self.places.join(nearest, on="area", how="left").with_columns(pl.col("scheme").fill_null(base))
        parts = told.partition_by("scheme", as_dict=True, include_key=False, maintain_order=True)
        return {str(key[0]): part for key, part in sorted(parts.items(), key=lambda one: str(one[0][0]))}


def possible(day: dt.date, prefix: str = "") -> pl.Expr:
    """Whether a fact may be in force on a day."""
    return (pl.col(f"{prefix}from_min") <= day) & (pl.lit(day) < pl.col(f"{prefix}to_max"))


def certain(day: dt.date, prefix: str = "") -> pl.Expr:
    """Whether a fact is in force on a day, whatever is unknown of it."""
    return (pl.col(f"{prefix}from_max") <= day) & (pl.lit(day) < pl.col(f"{prefix}to_min"))

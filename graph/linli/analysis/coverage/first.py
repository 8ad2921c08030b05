"""Gaps in the order in which to act on them, with what decides and what could be done. Never of persons.

The order is data: a list of criteria, of which the first that tells two gaps apart decides.

    weak        compounds listed as weak come first
    own_due     then those with full members enough for a branch of their own
    households  then those with more households
    since       then those that have been uncovered for longer

What the ledgers leave out comes after what they say. Gaps alike in everything stand by community and name.
Every row says by which criterion it stands before the next (`decides`: one of these, or `name`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from linli.analysis.coverage.base import Base
from linli.analysis.coverage.states import Asked
from linli.model.slot import Criterion, Settings, Slot

KEYS: dict[Criterion, str] = {
    "weak": "weak",
    "own_due": "own_due",
    "households": "households",
    "since": "days",
}
"""Criterion → the column that it compares; the greater comes first."""


def gaps(base: Base, asked: Asked, rows: pl.DataFrame, day: dt.date, settings: Settings) -> pl.DataFrame:
    """The gaps of a slot, not yet in order (see `decided`).

    Parameters: `rows`, the states of `asked` on `day`.
    Returns place, area, name, weak, full_members, own_due, households, why, last, since_min, since_max,
    moved_in_max, days, candidate, candidate_name, where, units, guide, guide_body, person, post.
    """
    open_ = rows.filter(pl.col("state") == "gap").rename({"name": "last"})
    known = asked.population.drop("area", "asked", "spared")
    for column in ("weak", "full_members", "moved_in_max", "compound"):
        if column not in known.columns:
            kind = {"weak": pl.Boolean, "moved_in_max": pl.Date, "compound": pl.String}.get(column, pl.Int64)
            known = known.with_columns(pl.lit(None, kind).alias(column))
    known = known.select(
        *("place", "name", "key", "compound", "households", "weak", "full_members", "moved_in_max")
    )
    found = open_.join(known, on="place").with_columns(_measures(asked.slot, day))
    if asked.slot.of == "branch":
        found = _with_guides(base, _with_candidates(base, asked, found, day, settings))
    else:
        found = found.with_columns(
            *(pl.lit(None, pl.String).alias(name) for name in BRANCH_ONLY),
            pl.lit(None, pl.Int64).alias("units"),
        )
    return found.select(COLUMNS)


BRANCH_ONLY = ("candidate", "candidate_name", "where", "guide", "guide_body", "person", "post")
"""What can be said of gaps of branches alone: a guide answers for a branch, not for a committee."""

COLUMNS = (
    *("place", "area", "name", "compound", "weak", "full_members", "own_due", "households", "why", "last"),
    *("since_min", "since_max", "moved_in_max", "days", "candidate", "candidate_name", "where", "units"),
    *("guide", "guide_body", "person", "post"),
)


def _measures(slot: Slot, day: dt.date) -> list[pl.Expr]:
    """Whether a branch of its own is due, and days uncovered: at least, since the end or since move-in."""
    due = pl.lit(None, pl.Boolean)
    if slot.own_members is not None:
        due = pl.col("full_members") >= slot.own_members
    since = pl.coalesce("since_max", "moved_in_max")
    days = (pl.lit(day) - since).dt.total_days()
    return [due.alias("own_due"), pl.when(days >= 0).then(days).alias("days")]


def decided(found: pl.DataFrame, order: Sequence[Criterion]) -> pl.DataFrame:
    """Rows in order, each with the criterion by which it stands before the next.

    Parameters: `found`, with the columns of `KEYS`, area, name and place; `order`, criteria.
    Cost: one sort. Edge cases: the last row has no criterion; rows alike in all have `name`.

    >>> rows = {"weak": [False, True, None], "own_due": [True] * 3, "households": [9, 5, 9], "days": [1] * 3}
    >>> named = {"area": ["a"] * 3, "name": ["x", "y", "z"], "place": ["c1", "c2", "c3"]}
    >>> decided(pl.DataFrame(rows | named), ("weak", "households")).select("place", "decides").rows()
    [('c2', 'weak'), ('c1', 'weak'), ('c3', None)]
    """
    names = [KEYS[one] for one in order]
    rows = found.sort(
        *names, "area", "name", "place", descending=[True] * len(names) + [False] * 3, nulls_last=True
    )
    decides = pl.lit("name")
    for criterion in reversed(order):
        value = pl.col(KEYS[criterion])
        differs = value.ne_missing(value.shift(-1))
        decides = pl.when(differs).then(pl.lit(criterion)).otherwise(decides)
    last = pl.int_range(pl.len()) == pl.len() - 1
    return rows.with_columns(pl.when(~last).then(decides).alias("decides"))


def _with_candidates(
    base: Base, asked: Asked, found: pl.DataFrame, day: dt.date, settings: Settings
) -> pl.DataFrame:
    """For each gap the branch that could take it: of its grid, else of its community; the one that covers the
    fewest compounds, then by name. Branches that are full are left out.
    """
    on = pl.lit(day)
    here = asked.pieces.filter((pl.col("from_min") <= on) & (on < pl.col("to_max")))
    size = here.group_by("by").agg(pl.col("place").n_unique().cast(pl.Int64).alias("units"))
    members = base.bodies.select(pl.col("body").alias("by"), pl.col("full_members").alias("_members"))
    free = (
        here.select("place", "by", "name")
        .unique()
        .join(size, on="by")
        .join(members, on="by", how="left")
        .filter(
            (pl.col("units") < settings.joint_most) & (pl.col("_members").fill_null(0) < settings.branch_most)
        )
    )
    population = asked.population.select("place", "area")
    wanted = found.select("place", "area", "compound")
    near = free.join(population, on="place").select("area", "by", "name", "units").unique()
    beside = wanted.join(near, on="area").with_columns(pl.lit("community").alias("where"))
    lies = base.grids.join(base.places["building"].select("place", "compound"), on="place")
    lies = lies.select("compound", "grid").unique()
    gridded = wanted.join(lies, on="compound")
    of_grid = free.join(lies, left_on="place", right_on="compound").select("grid", "by", "name", "units")
    within = gridded.join(of_grid.unique(), on="grid").with_columns(pl.lit("grid").alias("where"))
    columns = ["place", "by", "name", "units", "where"]
    chosen = (
        pl.concat([within.select(columns), beside.select(columns)])
        .with_columns((pl.col("where") == "community").alias("_far"))
        .sort("place", "_far", "units", "name", "by")
        .unique("place", keep="first", maintain_order=True)
        .select("place", "units", "where", candidate="by", candidate_name="name")
    )
    return found.join(chosen, on="place", how="left")


def _with_guides(base: Base, found: pl.DataFrame) -> pl.DataFrame:
    """For each gap the guide who answers meanwhile: one whose seat names the compound, else the nearest of
    its community or above who is named for no compound in particular.
    """
    guides = base.guides.select("area", "step", "body_name", "key", "holder", "person", "post")
    named = pl.col("key_guide") == pl.col("key")
    chosen = (
        found.select("place", "area", "key")
        .join(guides, on="area", suffix="_guide")
        .filter(named | pl.col("key_guide").is_null())
        .sort(
            "place", named.fill_null(False), "step", "body_name", "holder", "person",
            descending=[False, True, False, False, False, False],
        )
        .unique("place", keep="first", maintain_order=True)
        .select("place", "person", "post", guide="holder", guide_body="body_name")
    )  # fmt: skip
    return found.join(chosen, on="place", how="left")

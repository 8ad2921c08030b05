"""Roll-ups that add up, each with its ratio, the ratio's interval, and quality in its parts.

    places = own + joint + attached + forming + gap + unknown + not_applicable
    applicable = places - not_applicable                the denominator
    filled = own + joint + attached                     the numerator
    low = certainly filled; high = filled + unknown     what holds at least, and what may hold at most

An area counts all that lies in it, `direct` what lies in it and in none of its parts, so that an area is the
sum of its parts and what is direct. Quality: of the filled places, those whose filler has a known beginning
(`dated`); of the fillers, each counted once, the seats of posts and those held (`seats`, `held`), and the
terms in force and those whose holder is nobody's possible double (`terms`, `identified`).
"""

from __future__ import annotations

import datetime as dt

import polars as pl

from linli.analysis.coverage.base import Base
from linli.analysis.coverage.states import FILLED
from linli.analysis.coverage.tenures import NO_OFFICE

STATES = (*FILLED, "forming", "gap", "unknown", "not_applicable")
OFFICES = ("seats", "held", "terms", "identified")
WHOLE = "\x00"
"""The group that holds every place."""

COUNTS = (
    *("places", *STATES, "lost", "applicable", "filled", "sure", "dated", "asked", "meets"),
    *("households", *OFFICES),
)


def total(rows: pl.DataFrame, up: pl.DataFrame, offices: pl.DataFrame) -> pl.DataFrame:
    """Counts of a slot by group.

    Parameters: `rows`, states with `leaf`, the smallest group that a place lies in; `up`, frame of leaf and
    group (a leaf may lie in several); `offices`, as `offices` gives them.
    """
    state = pl.col("state")
    open_ = state.is_in(["gap", "forming"])
    here = state.is_in(FILLED)
    leaves = rows.group_by("leaf").agg(
        pl.len().alias("places"),
        *((state == one).sum().alias(one) for one in STATES),
        ((state == "gap") & pl.col("since_max").is_not_null()).sum().alias("lost"),
        *(pl.col(name).sum() for name in ("sure", "dated")),
        (here & pl.col("asked").is_not_null()).sum().alias("asked"),
        pl.col("meets").sum(),
        pl.col("households").filter(open_).sum(),
    )
    held = (
        rows.lazy()
        .filter(here)
        .select("leaf", pl.col("by").alias("body"))
        .unique()
        .join(offices.lazy(), on="body")
        .join(up.lazy(), on="leaf")
        .unique(["group", "body"])
        .group_by("group")
        .agg(pl.col(*OFFICES).sum())
        .collect()
    )
    counted = leaves.join(up, on="leaf").drop("leaf").group_by("group").agg(pl.all().sum().cast(pl.Int64))
    return (
        counted.join(held, on="group", how="left")
        .with_columns(
            (pl.col("places") - pl.col("not_applicable")).alias("applicable"),
            pl.sum_horizontal(FILLED).alias("filled"),
            pl.col(*OFFICES).fill_null(0),
        )
        .select("group", *COUNTS)
    )


def ratio(counts: pl.DataFrame) -> pl.DataFrame:
    """Counts with `ratio`, `low` and `high`: null where the slot applies nowhere, and no `ratio` where
    nothing is known of any place.

    >>> names = ("applicable", "filled", "sure", "unknown")
    >>> ratio(pl.DataFrame([dict(zip(names, (4, 2, 1, 1)))])).select("low", "ratio", "high").row(0)
    (0.25, 0.5, 0.75)
    """
    whole = pl.when(pl.col("applicable") > 0).then("applicable")
    told = pl.when(pl.col("unknown") < pl.col("applicable")).then("applicable")
    return counts.with_columns(
        (pl.col("filled") / told).alias("ratio"),
        (pl.col("sure") / whole).alias("low"),
        ((pl.col("filled") + pl.col("unknown")) / whole).alias("high"),
    )


def offices(base: Base, day: dt.date) -> pl.DataFrame:
    """Seats and terms of bodies on a day: body, seats, held, terms, identified. Posts of staff and alternates
    are left out.
    """
    on = pl.lit(day)
    there = (pl.col("from_min") <= on) & (on < pl.col("to_max"))
    posts = base.posts.lazy().filter(there & ~pl.col("kind").is_in(NO_OFFICE))
    held = (
        base.terms.lazy()
        .filter(there)
        .group_by("post", "person")
        .agg(pl.col("doubtful").any())
        .group_by("post")
        .agg(
            pl.len().cast(pl.Int64).alias("terms"),
            (~pl.col("doubtful")).sum().cast(pl.Int64).alias("identified"),
        )
    )
    seats = pl.col("seats").fill_null(1)
    return (
        posts.select("body", "post", "seats")
        .join(held, on="post", how="left")
        .with_columns(pl.col("terms", "identified").fill_null(0), seats)
        .with_columns(pl.min_horizontal("seats", "terms").alias("held"))
        .group_by("body")
        .agg(pl.col(*OFFICES).sum())
        .collect()
    )


def leaf(population: pl.DataFrame, by: str) -> pl.Expr:
    """The smallest group that a place lies in: its area, or its compound's type, "" where it has none."""
    if by != "type":
        return pl.col("area")
    return pl.col("type").fill_null("") if "type" in population.columns else pl.lit("")


def upward(base: Base, leaves: pl.Series, by: str) -> pl.DataFrame:
    """Leaf and group: of an area all areas that it lies in, of a type itself; and the whole."""
    rows = pl.DataFrame({"leaf": leaves.unique()})
    groups = [rows.with_columns(pl.lit(WHOLE).alias("group"))]
    if by == "area":
        groups.append(rows.join(base.above.rename({"area": "leaf", "above": "group"}), on="leaf"))
    elif by == "type":
        groups.append(rows.with_columns(pl.col("leaf").alias("group")))
    return pl.concat(groups)

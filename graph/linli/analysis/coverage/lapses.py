"""What ends within a horizon, and what that leaves: a slot lost by the end of a term is a gap from that day.

    ends(...)    one row a piece that ends: place, by, name, ends, last_min, last_max (the last day in force),
                 from_min, from_max (the first day no longer), month (of the last day in force, at the
                 latest), leaves (the state from then on), again (the first day on which it may be filled
                 again)
    months(...)  one row a month: ends, places that become gaps or unknown, places filled after it

An end that is known to a month counts in that month, and the gap it leaves begins at the latest on the day
after. Cost: joins over the pieces of the places at which something changes, not over all places.
"""

from __future__ import annotations

import datetime as dt

import polars as pl

from linli.analysis.coverage.base import Base
from linli.analysis.coverage.states import Asked, whole
from linli.analysis.coverage.tenures import RANKS

DAY = dt.timedelta(days=1)
MODES = list(RANKS)


def ends(base: Base, asked: Asked, day: dt.date, until: dt.date) -> pl.DataFrame:
    """Pieces that end after a day and up to another. See the module's text."""
    applied = asked.population.filter(pl.col("spared").is_null()).select("place", "area")
    ahead = asked.pieces.filter((pl.col("to_max") > day) & (pl.col("from_min") <= until))
    ahead = ahead.join(applied, on="place")
    over = ahead.filter((pl.col("to_max") <= until) & (pl.col("from_min") <= pl.col("to_max") - DAY))
    when = over.select("place", pl.col("to_max").alias("on")).unique()
    around = when.join(ahead, on="place")
    stays = (
        around.filter((pl.col("from_min") <= pl.col("on")) & (pl.col("on") < pl.col("to_max")))
        .with_columns(pl.col("mode").replace_strict(RANKS, return_dtype=pl.Int8).alias("_rank"))
        .group_by("place", "on")
        .agg(pl.col("_rank").min())
    )
    later = around.filter(pl.col("from_min") > pl.col("on")).group_by("place", "on")
    past = around.filter(pl.col("to_max") <= pl.col("on")).group_by("place", "on")
    told = whole(base, asked.slot)
    names = {rank: mode for mode, rank in RANKS.items()}
    nobody = pl.when(pl.col("whole").fill_null(False)).then(pl.lit("gap")).otherwise(pl.lit("unknown"))
    return (
        over.rename({"to_max": "on"})
        .join(stays, on=["place", "on"], how="left")
        .join(later.agg(pl.col("from_min").min().alias("again")), on=["place", "on"], how="left")
        .join(past.agg(pl.col("to_min").max().alias("_low")), on=["place", "on"], how="left")
        .join(told, on="area", how="left")
        .with_columns(
            pl.col("_rank").replace_strict(names, return_dtype=pl.String).fill_null(nobody).alias("leaves")
        )
        .with_columns(
            pl.when(pl.col("leaves").is_in(MODES)).then("to_min").otherwise("_low").alias("from_min"),
            (pl.col("on") - DAY).dt.truncate("1mo").alias("month"),
        )
        .select(
            *("place", "area", "by", "name", "ends", "month", "leaves"),
            pl.col("from_min"),
            pl.col("on").alias("from_max"),
            pl.when(~pl.col("leaves").is_in(MODES)).then("again").alias("again"),
        )
        .unique()
        .sort("from_max", "place", "name", "by")
    )


def months(asked: Asked, ended: pl.DataFrame, day: dt.date, until: dt.date) -> pl.DataFrame:
    """Month by month: how many pieces end, how many places lose the slot, and how many have it after."""
    places = asked.population.filter(pl.col("spared").is_null()).select("place")
    found = asked.pieces.join(places, on="place", how="semi")
    changing = found.filter(
        ((pl.col("to_max") > day) & (pl.col("to_max") <= until))
        | ((pl.col("from_min") > day) & (pl.col("from_min") <= until))
    ).select("place")
    moved = found.join(changing.unique(), on="place", how="semi")
    still = found.join(changing, on="place", how="anti")
    steady = _filled(still, day)
    lost = ended.filter(~pl.col("leaves").is_in(MODES))
    rows = []
    for month, after in _steps(day, until):
        here = pl.col("month") == month
        rows.append(
            {
                "month": month,
                "ends": ended.filter(here).height,
                "lost": lost.filter(here)["place"].n_unique(),
                "filled": steady + _filled(moved, after),
                "applicable": places.height,
            }
        )
    return pl.DataFrame(
        rows,
        schema={
            "month": pl.Date,
            "ends": pl.Int64,
            "lost": pl.Int64,
            "filled": pl.Int64,
            "applicable": pl.Int64,
        },
    )


def _filled(found: pl.DataFrame, day: dt.date) -> int:
    return found.filter((pl.col("from_min") <= day) & (pl.lit(day) < pl.col("to_max")))["place"].n_unique()


def _steps(day: dt.date, until: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The months of a horizon, each with the day after it, or the horizon's last day.

    >>> _steps(dt.date(2025, 11, 20), dt.date(2026, 1, 5))[-1]
    (datetime.date(2026, 1, 1), datetime.date(2026, 1, 5))
    """
    steps, month = [], day.replace(day=1)
    while month <= until:
        following = (month + dt.timedelta(days=32)).replace(day=1)
        steps.append((month, min(following, until)))
        month = following
    return steps

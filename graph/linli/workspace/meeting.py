"""Facts that meet: rows joined from two facts keep the time in which both are in force."""

from __future__ import annotations

import polars as pl

from linli.model.interval import COLUMNS as INTERVAL


def _met(suffix: str) -> list[pl.Expr]:
    """Bounds of the time in which two facts of a joined row are both in force."""
    return [
        pl.max_horizontal("from_min", f"from_min{suffix}").alias("from_min"),
        pl.max_horizontal("from_max", f"from_max{suffix}").alias("from_max"),
        pl.min_horizontal("to_min", f"to_min{suffix}").alias("to_min"),
        pl.min_horizontal("to_max", f"to_max{suffix}").alias("to_max"),
    ]


def meeting(frame: pl.DataFrame, suffix: str = "_b") -> pl.DataFrame:
    """Joined rows whose two facts may be in force on one day, with the interval in which they are."""
    return (
        frame.with_columns(_met(suffix))
        .filter(pl.col("from_min") < pl.col("to_max"))
        .drop([f"{name}{suffix}" for name in INTERVAL])
    )

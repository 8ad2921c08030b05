"""Where a stated fact comes from."""

from __future__ import annotations

import polars as pl

from linli.model.ledger_kind import Step

ORIGIN = ("_source", "row", "_step", "_day")
"""Columns of an origin: table, row, step of the ledger kind, and the ledger's date."""


def origin(step: Step) -> list[pl.Expr]:
    """The origin of what a step states, for each row."""
    number = pl.lit(step.index, dtype=pl.UInt8).alias("_step")
    return [pl.col("_source"), pl.col("row"), number, pl.col("_day")]

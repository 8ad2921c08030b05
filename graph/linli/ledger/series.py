"""What a later ledger of a series changes: rows that are new, that say something else, that are gone.

Rows are compared cleaned, by the key of their kind, so that another order, another spelling of a date or an
added column is no change. Nothing is decided here: somebody who is gone from a roster without an end date is
named, never ended by us.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from linli.ledger.clean import clean
from linli.ledger.split import line, split
from linli.model.ledger_kind import LedgerKind


@dataclass(frozen=True)
class Change:
    """What differs between two ledgers of one kind.

    new       lines of the later ledger that the earlier did not have
    gone      lines of the earlier one that the later does not have
    altered   `before`, `after` (lines), `column` (of the ledger), `was`, `says` (cells as cleaned)
    same      how many rows say the same
    vanished  lines of the earlier one with a holder who is in no row of that body's post any more, and for
              whom neither ledger gives an end
    """

    new: tuple[int, ...]
    gone: tuple[int, ...]
    altered: pl.DataFrame
    same: int
    vanished: tuple[int, ...]


ALTERED = {"before": pl.UInt32, "after": pl.UInt32, "column": pl.String, "was": pl.String, "says": pl.String}


def compare(kind: LedgerKind, before: pl.DataFrame, after: pl.DataFrame) -> Change:
    """The change from one ledger to a later one.

    Parameters: `kind`; `before`, `after`, cells as an intake keeps them (`row` and the kind's columns as
    text), each with `_day`, the ledger's date.
    """
    old, new = (_cleaned(kind, frame) for frame in (before, after))
    key = list(kind.key)
    both = old.join(new, on=key, how="inner", suffix="_new", nulls_equal=True)
    both = both.unique("row", keep="first", maintain_order=True)
    compared = [
        column for column in kind.columns if column.name in before.columns and column.name in after.columns
    ]
    altered = [
        both.filter(pl.col(name).ne_missing(pl.col(f"{name}_new"))).select(
            pl.col("row").alias("before"),
            pl.col("row_new").alias("after"),
            pl.lit(column.name).alias("column"),
            pl.col(name).cast(pl.String).alias("was"),
            pl.col(f"{name}_new").cast(pl.String).alias("says"),
        )
        for column in compared
        for name in kind.physical_of(column)
        if name not in key and not name.endswith("_key")
    ]
    changed = (
        pl.concat(altered).unique(["before", "after", "column"], keep="first", maintain_order=True)
        if altered
        else pl.DataFrame(schema=ALTERED)
    )
    gone = old.join(new, on=key, how="anti", nulls_equal=True)
    return Change(
        _lines(new.join(old, on=key, how="anti", nulls_equal=True)),
        _lines(gone),
        changed.sort("before", "column"),
        both.height - changed["before"].n_unique(),
        _lines(_vanished(gone, new)) if "holder_key" in old.columns else (),
    )


def _cleaned(kind: LedgerKind, cells: pl.DataFrame) -> pl.DataFrame:
    raw = cells.with_columns(pl.lit(0, dtype=pl.UInt32).alias("_source"), pl.col("row").cast(pl.UInt32))
    parts, _ = split(kind, raw)
    return clean(kind, parts).rows.with_columns(line())


def _lines(rows: pl.DataFrame) -> tuple[int, ...]:
    return tuple(rows["row"].unique().sort())


def _vanished(gone: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Rows of holders who are gone from their body's post without an end."""
    held = gone.filter(pl.col("holder_key").is_not_null() & pl.col("to_max").is_null())
    post = ["area", "compound_key", "body_key", "post", "holder_key"]
    return held.join(new, on=post, how="anti", nulls_equal=True)

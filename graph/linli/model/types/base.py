"""What every property type offers: `clean(raw) → values, problems, warnings`, over whole columns.

A type never raises for a bad cell and never guesses: a cell that does not read becomes null with the code of
a problem, which rejects its row; a cell that reads but looks wrong keeps its value with the code of a
warning. The sentences for the codes stand in `messages/cells.yaml`, in both languages, with how to mend it.
An empty cell (blank, 无, —, /) is null and no problem; whether it may be empty is for the ledger kind to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import polars as pl


@dataclass(frozen=True)
class Cleaned:
    """A cleaned column.

    values    suffix → series, as `schema.PHYSICAL` lists them for the type ("" → values; "_min", "_max" →
              days of a date)
    problem   code of what is wrong with the cell, or null; where set, the values are null
    warning   code of what looks wrong, or null; the values stand
    """

    values: dict[str, pl.Series]
    problem: pl.Series
    warning: pl.Series


class ColumnType(Protocol):
    """A property type."""

    name: str

    def clean(self, raw: pl.Series) -> Cleaned:
        """Clean a column of text cells (String, null where empty), keeping length and order."""
        ...

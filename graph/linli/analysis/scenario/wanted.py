"""Rows whose key is among some, asked of one table after the other."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

import polars as pl

FEW = 200
"""Rows up to which plain Python looks through them sooner than polars begins to."""


class Wanted:
    """Some identifiers, of which many tables are asked: a column of them is made once.

    >>> Wanted({"a", "c"}).rows(pl.DataFrame({"id": ["a", "b", "c"]}), "id")["id"].to_list()
    ['a', 'c']
    """

    def __init__(self, identifiers: Collection[str]) -> None:
        self._known = set(identifiers)

    def __len__(self) -> int:
        return len(self._known)

    @cached_property
    def _column(self) -> pl.Series:
        return pl.Series(list(self._known), dtype=pl.String).implode()

    def rows(self, frame: pl.DataFrame, key: str) -> pl.DataFrame:
        """The rows of a table whose `key` is among these, in their order."""
        if not self._known or not frame.height:
            return frame.clear()
        if frame.height > FEW:
            return frame.filter(pl.col(key).is_in(self._column))
        found = [n for n, one in enumerate(frame.get_column(key).to_list()) if one in self._known]
        return frame if len(found) == frame.height else frame[found]

"""The one door to a graph engine: run a named read query with parameters, get rows or Arrow. Nothing else
leaks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from linli.queries.catalogue import Query

Value = None | bool | int | float | str | dt.date
"""What a cell of an answer may hold."""

Parameter = Value | dt.timedelta | list[str]
"""What a parameter of a query may be."""


@dataclass(frozen=True)
class Answer:
    """The rows of a query, with the names of its columns, always in the query's own total order."""

    columns: tuple[str, ...]
    table: pa.Table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows())

    def rows(self) -> list[dict[str, Value]]:
        """One dict a row."""
        rows: list[dict[str, Value]] = self.table.to_pylist()
        return rows

    def arrow(self) -> pa.Table:
        """As an Arrow table."""
        return self.table

    def polars(self) -> pl.DataFrame:
        """As a polars frame."""
        import polars as pl

        frame = pl.from_arrow(self.table)
        assert isinstance(frame, pl.DataFrame)
        return frame

    def pandas(self) -> pd.DataFrame:
        """As a pandas frame (pandas must be installed)."""
        frame: pd.DataFrame = self.table.to_pandas()
        return frame


Asked = tuple["Query", Mapping[str, Parameter]]
"""A query and its parameters, bound."""


class Store(Protocol):
    """An opened graph of one snapshot. Safe to share between threads."""

    @property
    def snapshot(self) -> str:
        """Hash of the snapshot that is being read."""
        ...

    def run(self, query: Query, parameters: Mapping[str, Parameter]) -> Answer:
        """Run a read query of the catalogue.

        Parameters: `query`; `parameters`, complete and of the right types (`Query.bind` sees to that).
        Returns the rows in the query's order, columns typed as its header says.
        Raises QueryFailed, and on a server StoreUnreachable, StoreRefused, StoreLoading, StoreEmpty,
        StoreMoving.
        """
        ...

    def together(self, asked: Sequence[Asked]) -> AbstractContextManager[Store]:
        """A store for queries that are about to be asked, which may work out once what several of them share.

        Parameters: `asked`, all of them.
        """
        ...

    def close(self) -> None:
        """Give the handle back. Closing twice is no error."""
        ...

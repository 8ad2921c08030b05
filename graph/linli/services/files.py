"""A snapshot's facts, table by table as they are asked for."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from linli.analysis.scenario.ends import Ends
from linli.model.schema import load as load_schema
from linli.services.ground import KINDS


class Files(dict[str, pl.DataFrame]):
    """A snapshot's tables, each read when first asked for; what one of an older linli lacks is empty."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._sorted: dict[tuple[str, str], Ends] = {}

    def __missing__(self, table: str) -> pl.DataFrame:
        types = {column.name: KINDS[column.kind] for column in load_schema().table(table).columns}
        path, empty = self.folder / f"{table}.parquet", pl.DataFrame(schema=types)
        found = pl.read_parquet(path, glob=False) if path.is_file() else empty
        self[table] = pl.concat([found, empty], how="diagonal").select(empty.columns)
        return self[table]

    def ends(self, table: str, given: str) -> Ends:
        """The links of a table sorted by one end, `from` or `to`; once sorted they stay so."""
        key = (table, given)
        if key not in self._sorted:
            self._sorted[key] = Ends(self[table], given, "to" if given == "from" else "from")
        return self._sorted[key]

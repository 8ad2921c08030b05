"""Tables put aside: each lies in a parquet file of its own and is in memory only while somebody looks at it.

A build of a whole nation states 30 million facts. Kept as frames they would take more memory than a laptop
has; as files they take a tenth of it on disk, and reading one back takes as long as one joining of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path

import polars as pl

LARGE = 1_000_000
"""Rows from which on a table is better read from its file by whoever can: it takes the graph engine half as
long again as from memory.
"""


class Shelf(MutableMapping[str, pl.DataFrame]):
    """Frames by name, in a folder that is the shelf's alone.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     shelf = Shelf(Path(folder))
    ...     shelf["Area"] = pl.DataFrame({"id": ["a", "b"], "name": ["x", "y"]})
    ...     list(shelf), shelf["Area"].height, part(shelf, "Area", "id").columns
    (['Area'], 2, ['id'])
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._heights: dict[str, int] = {}

    def path(self, name: str) -> Path:
        """Where a table lies."""
        return self._folder / f"{name}.parquet"

    def height(self, name: str) -> int:
        """How many rows a table has. Raises KeyError."""
        return self._heights[name]

    def columns(self, name: str, columns: Sequence[str]) -> pl.DataFrame:
        """Some columns of a table. Raises KeyError."""
        if name not in self._heights:
            raise KeyError(name)
        return pl.read_parquet(self.path(name), columns=list(columns), glob=False)

    def large(self) -> dict[str, Path]:
        """Where the large tables lie."""
        return {name: self.path(name) for name, height in self._heights.items() if height >= LARGE}

    def __setitem__(self, name: str, frame: pl.DataFrame) -> None:
        frame.write_parquet(self.path(name), compression="zstd", compression_level=1)
        self._heights[name] = frame.height

    def __getitem__(self, name: str) -> pl.DataFrame:
        if name not in self._heights:
            raise KeyError(name)
        return pl.read_parquet(self.path(name), glob=False)

    def __delitem__(self, name: str) -> None:
        del self._heights[name]
        self.path(name).unlink()

    def __iter__(self) -> Iterator[str]:
        return iter(self._heights)

    def __len__(self) -> int:
        return len(self._heights)

    def __contains__(self, name: object) -> bool:
        # What a mapping does by itself reads the whole table.
        return name in self._heights


def part(tables: Mapping[str, pl.DataFrame], name: str, *columns: str) -> pl.DataFrame:
    """Some columns of a table, without reading the others where it lies on a shelf. Raises KeyError."""
    return tables.columns(name, columns) if isinstance(tables, Shelf) else tables[name].select(columns)


def height(tables: Mapping[str, pl.DataFrame], name: str) -> int:
    """How many rows a table has, without reading it where it lies on a shelf. Raises KeyError."""
    return tables.height(name) if isinstance(tables, Shelf) else tables[name].height

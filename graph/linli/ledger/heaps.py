"""What is stated, table by table, put aside until all ledgers are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping

import polars as pl

from linli.ledger.split import line


class Heaps(Mapping[str, pl.DataFrame]):
    """Facts as stated, by the name of their table: a heap of frames each, which are one frame to a reader.

    Parameters: `aside`, where the frames lie meanwhile: a dictionary, or what keeps them out of memory.

    >>> heaps = Heaps({})
    >>> for row in (3, (1 << 24) + 4):
    ...     heaps.add("Area", pl.DataFrame({"id": ["a"], "row": pl.Series([row], dtype=pl.UInt32)}))
    >>> heaps["Area"]["row"].to_list(), list(heaps)
    ([3, 4], ['Area'])
    """

    def __init__(self, aside: MutableMapping[str, pl.DataFrame]) -> None:
        self._aside = aside
        self._keys: dict[str, list[str]] = {}
        self._count = 0

    def add(self, name: str, frame: pl.DataFrame) -> None:
        """Put a frame on a table's heap."""
        self._count += 1
        key = f"{name}-{self._count}"
        self._aside[key] = frame
        self._keys.setdefault(name, []).append(key)

    def frames(self, name: str) -> Iterator[pl.DataFrame]:
        """The frames of a table's heap, one after the other; none where nothing is stated."""
        return (self._aside[key] for key in self._keys.get(name, ()))

    def replace(self, name: str, frames: Iterable[pl.DataFrame]) -> None:
        """Put other frames in the place of a table's heap; they may be made from what they replace."""
        before = self._keys.pop(name, [])
        for frame in frames:
            self.add(name, frame)
        for key in before:
            del self._aside[key]

    def __getitem__(self, name: str) -> pl.DataFrame:
        """The whole heap, with the lines of the sheets."""
        return pl.concat([self._aside[key] for key in self._keys[name]]).with_columns(line())

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, name: object) -> bool:
        # What a mapping does by itself makes the whole frame.
        return name in self._keys

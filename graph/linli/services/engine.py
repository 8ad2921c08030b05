"""The embedded engine as a build asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from linli.model.schema import Schema
from linli.model.schema import load as load_schema
from linli.store import ladybug
from linli.workspace.build import Engine
from linli.workspace.compute import Progress


def embedded(memory: int) -> Engine:
    """Ladybug, with a cap of `memory` bytes on its buffer."""

    def write(
        path: Path,
        facts: Mapping[str, pl.DataFrame],
        schema: Schema,
        progress: Progress,
        files: Mapping[str, Path],
    ) -> None:
        ladybug.write(path, facts, schema, memory, progress, files)

    def read_back(path: Path) -> Iterator[tuple[str, pl.DataFrame]]:
        return ladybug.read_back(path, load_schema(), memory)

    return Engine(write, read_back)

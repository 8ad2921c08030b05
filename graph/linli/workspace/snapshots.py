"""Snapshots: immutable folders named by the hash of all that made them, and the one that is in use."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from linli.errors import NoSnapshot, SnapshotOutdated, WorkspaceDamaged
from linli.model.schema import FOLDER as SCHEMA
from linli.model.schema import load as load_schema
from linli.workspace.layout import Layout, write_atomically

if TYPE_CHECKING:
    import polars as pl

REPORTS = ("provenance", "rows", "problems", "conflicts", "mentions")
"""Frames kept beside the facts."""


@dataclass(frozen=True)
class Source:
    """A table that the snapshot was built from: where it came from and where its columns stand.

    columns  ledger column → where it stands (see `intakes.address`)
    area     the smallest area that all its rows lie in, "" where there is none
    table    the file of the intake's table; "" in snapshots made before a sheet could hold several
    layout   how its records stand
    """

    intake: str
    file: str
    sheet: str
    kind: str
    columns: dict[str, str]
    day: dt.date
    series: str
    rows: int
    area: str = ""
    table: str = ""
    layout: str = "rows"


@dataclass(frozen=True)
class Manifest:
    """What a snapshot is.

    rows     read, accepted, ignored, rejected; the last three add up to the first
    counts   rows of each fact table; digests: of their contents, whatever their order
    day      the newest ledger's date: the day that questions are about unless they say otherwise
    tops     the areas that no other area holds
    sources  the tables it was built from, in the order that `_source` counts
    schema   digest of the schema that it was built by; "" in snapshots made before it was kept
    """

    hash: str
    known_on: dt.date | None
    day: dt.date
    rows: dict[str, int]
    counts: dict[str, int]
    digests: dict[str, str]
    conflicts: int
    tops: tuple[str, ...]
    sources: tuple[Source, ...]
    linli: str
    schema: str = ""

    @property
    def days(self) -> dict[str, dt.date]:
        """The newest ledger's date by the area that the ledgers lie in."""
        newest: dict[str, dt.date] = {}
        for source in self.sources:
            newest[source.area] = max(source.day, newest.get(source.area, source.day))
        return newest


_ADAPTER = TypeAdapter(Manifest)


@dataclass(frozen=True)
class Snapshot:
    """A snapshot on disk."""

    folder: Path
    manifest: Manifest

    @property
    def graph(self) -> Path:
        """The engine's file."""
        return self.folder / "graph.lb"

    def readable(self) -> Snapshot:
        """This snapshot, if it has all tables and columns that are read. Raises SnapshotOutdated."""
        if self.manifest.schema != schema_digest():
            missing = list(_missing(self.folder / "facts"))
            if missing:
                raise SnapshotOutdated(snapshot=self.manifest.hash[:12], missing=missing[:NAMED])
        return self

    def facts(self) -> dict[str, pl.DataFrame]:
        """Every fact table. Raises SnapshotOutdated."""
        import polars as pl

        self.readable()
        return {
            table.name: pl.read_parquet(self.folder / "facts" / f"{table.name}.parquet", glob=False)
            for table in load_schema().tables
        }

    def fact(self, table: str) -> pl.DataFrame:
        """One fact table. Raises SnapshotOutdated."""
        import polars as pl

        self.readable()
        return pl.read_parquet(self.folder / "facts" / f"{table}.parquet", glob=False)

    def report(self, name: str) -> pl.DataFrame:
        """One of the frames kept beside the facts: provenance, rows, problems, conflicts."""
        import polars as pl

        return pl.read_parquet(self.folder / f"{name}.parquet", glob=False)


NAMED = 5
"""Tables and columns that are told where a snapshot lacks some."""


@cache
def schema_digest() -> str:
    """Digest of the schema's files: reading the schema itself takes longer than a short answer."""
    found = hashlib.sha256()
    for path in sorted(SCHEMA.glob("*.yaml")):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:32]


def _missing(facts: Path) -> Iterator[str]:
    """Tables and columns of the schema that a folder of facts does not have."""
    import polars as pl

    for table in load_schema().tables:
        path = facts / f"{table.name}.parquet"
        if not path.is_file():
            yield table.name
            continue
        there = pl.scan_parquet(path, glob=False).collect_schema()
        yield from (f"{table.name}.{column.name}" for column in table.columns if column.name not in there)


def digest(frame: pl.DataFrame) -> str:
    """A digest of a table's contents that does not depend on the order of its rows.

    >>> import polars as pl
    >>> a = pl.DataFrame({"id": ["x", "y"], "n": [1, None]})
    >>> b = pl.DataFrame({"id": ["y", "x"], "n": [None, 1]})
    >>> digest(a) == digest(b), digest(a) == digest(a.with_columns(n=pl.lit(1)))
    (True, False)
    """
    import polars as pl
    import polars_hash as plh

    if not frame.height:
        return "0"
    columns = sorted(frame.columns)
    texts = [frame[name].to_physical().cast(pl.String).fill_null("\x00").alias(name) for name in columns]
    hashed = pl.DataFrame(texts).select(
        plh.concat_str([pl.concat_str(columns, separator="\x1f")]).nchash.xxh3_64().alias("h")
    )["h"]
    mixed = pl.DataFrame(hashed).select(pl.col("h").cast(pl.UInt64).bitwise_xor()).item()
    total = pl.DataFrame(hashed).select((pl.col("h").cast(pl.UInt64) // (1 << 20)).sum()).item()
    return f"{frame.height}-{mixed:016x}-{total:x}"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a snapshot's manifest, last of all its files."""
    (folder / "manifest.json").write_bytes(_ADAPTER.dump_json(manifest, indent=1))


def find(layout: Layout, name: str) -> Snapshot | None:
    """The built snapshot of a hash, if there is one."""
    folder = layout.snapshots / name
    if not (folder / "manifest.json").is_file():
        return None
    try:
        return Snapshot(folder, _ADAPTER.validate_json((folder / "manifest.json").read_bytes()))
    except ValidationError as error:
        raise WorkspaceDamaged(
            file=f"snapshots/{name}/manifest.json", problem=str(error.error_count())
        ) from error


def current(layout: Layout) -> Snapshot:
    """The snapshot in use.

    Raises NoSnapshot where nothing has been built, WorkspaceDamaged where it is gone.
    """
    if not layout.current.is_file():
        raise NoSnapshot(folder=str(layout.root))
    name = layout.current.read_text(encoding="utf-8").strip()
    snapshot = find(layout, name)
    if snapshot is None:
        raise WorkspaceDamaged(file=f"snapshots/{name}", problem="manifest.json")
    return snapshot


def use(layout: Layout, name: str) -> None:
    """Put a snapshot in use, in one step."""
    write_atomically(layout.current, name)


def sweep(layout: Layout) -> None:
    """Take away what builds that died have left. The caller holds the lock."""
    for path in layout.snapshots.glob(".building-*"):
        shutil.rmtree(path)


def building(layout: Layout, name: str) -> Path:
    """A folder to build in; it becomes the snapshot by being renamed."""
    folder = layout.snapshots / f".building-{name}-{os.getpid()}"
    (folder / "facts").mkdir(parents=True)
    return folder

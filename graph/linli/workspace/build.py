"""Building a snapshot: judge everything, write to a new folder, check the graph against the facts, swap.

Killed anywhere, the snapshot in use stays whole and readable, and what was half built is swept away by the
next build.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path

import polars as pl

from linli import settings as settings_of
from linli.errors import BuildMismatch, NothingToBuild
from linli.ledger.identify import Decided, Identification
from linli.model.schema import Schema
from linli.model.schema import load as load_schema
from linli.settings import Settings
from linli.version import VERSION
from linli.workspace import applied, decisions, identities, intakes, snapshots
from linli.workspace.applied import Carried
from linli.workspace.compute import Complete, Computed, Progress, Room, SourceTable, compute
from linli.workspace.intakes import Chosen
from linli.workspace.layout import Layout, locked, space
from linli.workspace.shelf import Shelf, height, part
from linli.workspace.snapshots import Manifest, Snapshot, Source, digest

ASIDE = "aside"
"""Folder, in that of a build, of what is stated while ledgers are read."""

GRAPH_KINDS = ("complete", *identities.TAKEN_BACK)
"""Kinds of decision that change the graph; others, such as a remembered mapping, do not name a snapshot."""

Write = Callable[[Path, Mapping[str, pl.DataFrame], Schema, Progress, Mapping[str, Path]], None]
"""Writes the graph file from the facts; large tables it may read from their parquet files instead."""

ReadBack = Callable[[Path], Iterator[tuple[str, pl.DataFrame]]]
"""Reads everything back from the graph file, table by table."""


@dataclass(frozen=True)
class Plan:
    """What a snapshot is to be built from, and the name that follows from it."""

    hash: str
    chosen: tuple[Chosen, ...]
    statements: tuple[Complete, ...]
    decided: Decided
    settings: Settings
    known_on: dt.date | None
    carried: Carried = applied.NOTHING


@dataclass(frozen=True)
class Engine:
    """The two things a build asks of the graph engine."""

    write: Write
    read_back: ReadBack


def plan(layout: Layout, known_on: dt.date | None = None) -> Plan:
    """What would be built from all that had been received by `known_on` (None: by now).

    Raises NothingToBuild, SettingsWrong or WorkspaceDamaged.
    """
    settings = settings_of.load(layout.settings)
    chosen = intakes.choose(intakes.read(layout), known_on)
    if not chosen:
        raise NothingToBuild(known_on=known_on)
    made = identities.standing(
        d for d in decisions.read(layout) if known_on is None or d.at.date() <= known_on
    )
    statements = tuple(
        Complete(d.data["area"], d.data["ledger"], dt.date.fromisoformat(d.data["day"]))
        for d in made
        if d.kind == "complete"
    )
    parts = {
        "tables": [(c.intake.hash, c.table.file, c.since.isoformat()) for c in chosen],
        "decisions": [d.hash for d in made if d.kind in GRAPH_KINDS],
        "settings": asdict(settings.identify),
        "code": code_digest(),
    }
    carried = applied.of(layout, made)
    if carried.names:
        # A name may be erased from beside the chain, which does not change: what is built then is another.
        parts["named"] = [identity for identity, _ in carried.names]
    name = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]
    return Plan(name, tuple(chosen), statements, identities.decided(made), settings, known_on, carried)


@cache
def code_digest() -> str:
    """Digest of the code and definitions that make a snapshot, so that a new version builds anew."""
    root = Path(__file__).parent.parent
    files = sorted(
        p
        for folder in ("model", "ledger", "analysis/scenario", "workspace")
        for p in (root / folder).rglob("*")
        if p.suffix in (".py", ".yaml", ".csv")
    )
    digest_ = hashlib.sha256(VERSION.encode())
    for path in files:
        digest_.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest_.hexdigest()


def run(layout: Layout, planned: Plan, progress: Progress, room: Room | None = None) -> Computed:
    """Compute what a plan leads to. Parameters: `room`, where its tables lie (None: in memory)."""
    progress("read")
    sources = [
        SourceTable(
            c.table.kind,
            partial(intakes.cells, layout, c.intake, c.table),
            c.table.ignored,
            c.table.marks,
            c.table.day,
            c.table.series,
            c.since,
            c.table.codes,
        )
        for c in planned.chosen
    ]
    settings = Identification(planned.settings.identify.merge_in_place)
    made = (planned.decided, planned.carried)
    return compute(sources, planned.statements, layout.key, settings, progress, made, room)


def build(
    layout: Layout, engine: Engine, progress: Progress, known_on: dt.date | None = None
) -> tuple[Snapshot, bool]:
    """Build the snapshot of all that had been received by `known_on`, and put it in use if that is now.

    Parameters: `engine`, which writes and reads back the graph; `progress`, told each stage.
    Returns the snapshot, and whether it was built (False: it was there already).
    Raises WorkspaceBusy, NothingToBuild, DiskFull, BuildMismatch.
    """
    with locked(layout), space(layout.root):
        snapshots.sweep(layout)
        planned = plan(layout, known_on)
        snapshot = snapshots.find(layout, planned.hash)
        built = snapshot is None
        if snapshot is None:
            snapshot = _write(layout, planned, engine, progress)
        if known_on is None:
            progress("swap")
            snapshots.use(layout, planned.hash)
        return snapshot, built


def _write(layout: Layout, planned: Plan, engine: Engine, progress: Progress) -> Snapshot:
    folder = snapshots.building(layout, planned.hash)
    facts, aside = Shelf(folder / "facts"), Shelf(folder / ASIDE)
    (folder / ASIDE).mkdir()
    computed = run(layout, planned, progress, Room(facts, aside))
    shutil.rmtree(folder / ASIDE)
    progress("facts")
    for name in snapshots.REPORTS:
        getattr(computed, name).write_parquet(
            folder / f"{name}.parquet", compression="zstd", compression_level=1
        )
    rows, conflicts = _counted(planned, computed.rows), computed.conflicts.height
    del computed
    progress("graph")
    # The engine writes with one processor; the other works out what it should have written.
    with ThreadPoolExecutor(1, thread_name_prefix="digests") as pool:
        digests = pool.submit(_digests, facts)
        engine.write(folder / "graph.lb", facts, load_schema(), progress, facts.large())
    manifest = _manifest(planned, facts, rows, conflicts, digests.result())
    progress("check")
    for name, frame in engine.read_back(folder / "graph.lb"):
        if (found := digest(frame)) != manifest.digests[name]:
            raise BuildMismatch(table=name, wanted=manifest.digests[name], found=found)
    snapshots.write_manifest(folder, manifest)
    os.replace(folder, layout.snapshots / planned.hash)
    return Snapshot(layout.snapshots / planned.hash, manifest)


def _counted(planned: Plan, rows: pl.DataFrame) -> dict[str, int]:
    """How many rows were read and what became of them. Raises BuildMismatch where they do not add up."""
    by_state = dict(rows.group_by("state").len().iter_rows())
    read = sum(c.table.rows for c in planned.chosen)
    if read != sum(by_state.values()):
        raise BuildMismatch(table="rows", wanted=read, found=sum(by_state.values()))
    return {"read": read, **{s: by_state.get(s, 0) for s in ("accepted", "ignored", "rejected")}}


def _digests(facts: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """The digest of every table."""
    return {name: digest(facts[name]) for name in facts}


def _manifest(
    planned: Plan,
    facts: Mapping[str, pl.DataFrame],
    rows: dict[str, int],
    conflicts: int,
    digests: dict[str, str],
) -> Manifest:
    sources = tuple(
        Source(
            c.intake.hash,
            c.intake.name,
            c.table.sheet,
            c.table.kind,
            c.table.places,
            c.table.day,
            c.table.series,
            c.table.rows,
            c.table.area,
            c.table.file,
            c.table.layout,
        )
        for c in planned.chosen
    )
    areas, inner = part(facts, "Area", "id"), part(facts, "LOCATED_IN.Area.Area", "from")
    return Manifest(
        hash=planned.hash,
        known_on=planned.known_on,
        day=max(c.table.day for c in planned.chosen),
        rows=rows,
        counts={name: height(facts, name) for name in facts},
        digests=digests,
        conflicts=conflicts,
        tops=tuple(areas.join(inner, left_on="id", right_on="from", how="anti")["id"].sort()),
        sources=sources,
        linli=VERSION,
        schema=snapshots.schema_digest(),
    )


def verify(
    layout: Layout, snapshot: Snapshot, engine: Engine, progress: Progress
) -> list[tuple[str, str, str]]:
    """Build again from intakes and decisions, in memory, and compare contents with what stands on disk.

    Returns what differs, as (what, as it should be, as found); empty where all is well. A snapshot that other
    inputs or other code made is said to be of another name, since nothing else can be said of it.
    """
    planned = plan(layout, snapshot.manifest.known_on)
    if planned.hash != snapshot.manifest.hash:
        return [("snapshot", planned.hash, snapshot.manifest.hash)]
    computed = run(layout, planned, progress)
    progress("check")
    wanted = _digests(computed.facts)
    kept = {
        "manifest": snapshot.manifest.digests,
        "facts": {name: digest(snapshot.fact(name)) for name in wanted},
        "graph": {name: digest(frame) for name, frame in engine.read_back(snapshot.graph)},
    }
    return [
        (f"{where}: {name}", wanted[name], found[name])
        for where, found in kept.items()
        for name in wanted
        if found[name] != wanted[name]
    ]

"""Handing ledgers in, as every entry point does it: what was said of them, what is unsure, whose areas they
are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from linli.errors import LedgerUnsure, NoSnapshot
from linli.ledger.mapping import LedgerMapping, fingerprint, from_plain
from linli.services.add import Handed, Looked
from linli.services.graph import Graph
from linli.services.scope import closure
from linli.services.understand import Understood
from linli.workspace import intakes, snapshots
from linli.workspace.intakes import Intake, IntakeTable, Mode
from linli.workspace.layout import open_layout

__all__ = [
    "Intake", "IntakeTable", "built", "check_sure", "handed", "handed_in", "inside", "received",
    "series_kept", "sources_inside", "suggested", "unsure",
]  # fmt: skip


def handed(  # noqa: PLR0913 - each is something that a person may say
    by: str = "",
    *,
    day: dt.date | None = None,
    kind: str | None = None,
    series: str | None = None,
    mode: Mode | None = None,
    mapping: Mapping[str, Any] | None = None,
    confirmed: Mapping[str, Mapping[str, Any]] | None = None,
    modes: Mapping[str, Mode] | None = None,
) -> Handed:
    """What is said of files, with mappings as plain data. Raises DefinitionError that names the wrong
    field.
    """
    by_shape = {shape: from_plain(dict(one), shape) for shape, one in (confirmed or {}).items()}
    own = from_plain(dict(mapping), "mapping") if mapping else None
    return Handed(day, kind, series, mode, by, own, by_shape, dict(modes or {}))


def unsure(looked: Looked) -> Iterator[Understood]:
    """Tables about which something is to be asked; those confirmed before are not."""
    for path in looked.new:
        for one in looked.seen[path]:
            if one.found and not one.error and one.found.unsure and not one.confirmed:
                yield one


def check_sure(looked: Looked) -> None:
    """See to it that nothing is taken in that ought to be asked about. Raises LedgerUnsure."""
    for one in unsure(looked):
        assert one.found
        raise LedgerUnsure(file=one.file, sheet=one.table.sheet, asked="、".join(one.found.unsure))


def suggested(one: Understood) -> tuple[str, dict[str, Any] | None]:
    """The shape of a table, and the mapping that confirms what it was taken for; None where nothing was."""
    shape = fingerprint(one.table)
    if one.found is None:
        return shape, None
    columns = {c.heading: c.column for c in one.found.choices if c.column and c.heading}
    return shape, LedgerMapping(one.found.kind.name, columns).plain()


def received(workspace: Path) -> list[tuple[Intake, IntakeTable, bool]]:
    """Every table handed in, the newest first, and whether it counts now."""
    every = intakes.read(open_layout(workspace))
    counting = {(one.intake.hash, one.table.file) for one in intakes.choose(every, None)}
    return [
        (intake, table, (intake.hash, table.file) in counting)
        for intake in reversed(every)
        for table in intake.tables
    ]


def series_kept(workspace: Path) -> frozenset[str]:
    """The series that tables were handed in for."""
    return frozenset(one.series for intake in intakes.read(open_layout(workspace)) for one in intake.tables)


def built(workspace: Path) -> frozenset[tuple[str, str]]:
    """The tables that the snapshot in use was built with, by the hash of their intake and their file in it;
    none while nothing has been built.
    """
    try:
        manifest = snapshots.current(open_layout(workspace)).manifest
    except NoSnapshot:
        return frozenset()
    return frozenset((one.intake, one.table) for one in manifest.sources)


def inside(graph: Graph | None, area: str, granted: Sequence[str]) -> bool:
    """Whether the area of a table lies in those that somebody was given.

    Parameters: `graph`, None while nothing has been built; `area`, a code. One that no ledger has named
    before lies where its code says; a table of no one area lies in none.
    """
    if graph is not None and area in closure(graph).above:
        return closure(graph).inside(area, granted)
    return bool(area) and any(area.startswith(code) for code in granted)


def sources_inside(workspace: Path, graph: Graph, granted: Sequence[str] | None) -> frozenset[int] | None:
    """The tables of the snapshot in use that lie in the areas given, by their place among its sources; None
    for all. Raises NoSnapshot.
    """
    if granted is None:
        return None
    sources = snapshots.current(open_layout(workspace)).manifest.sources
    return frozenset(n for n, one in enumerate(sources) if inside(graph, one.area, granted))


def handed_in(workspace: Path, file: Path) -> tuple[IntakeTable, ...]:
    """The tables of a file that was handed in, known by its bytes; none where it never was."""
    digest = intakes.file_hash(file)
    found = (one for one in intakes.read(open_layout(workspace)) if one.sha256 == digest)
    return next((one.tables for one in found), ())

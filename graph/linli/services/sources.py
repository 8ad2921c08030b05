"""Where a fact comes from: the cells of the ledgers that state it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linli.errors import PlaceUnknown
from linli.messages.catalogue import Lang
from linli.model import ledger_kind
from linli.model.ledger_kind import LedgerKind, Step
from linli.model.types.yes_no import NO
from linli.workspace import intakes, snapshots
from linli.workspace.layout import Layout, open_layout
from linli.workspace.snapshots import Snapshot, Source


@dataclass(frozen=True)
class Cell:
    """A cell that states something of a fact: where it stands, its heading, what was read there (numbers of
    persons as tokens).
    """

    file: str
    sheet: str
    address: str
    heading: str
    value: str


def sources(workspace: Path, identity: str, lang: Lang) -> list[Cell]:
    """The cells that state a node or link, in the order of files and rows.

    Parameters: `identity`, an identifier as answers give it. Raises NoSnapshot; PlaceUnknown where no ledger
    states it (derived links rest on the links they were made of).
    """
    layout = open_layout(workspace)
    snapshot = snapshots.current(layout)
    stated = snapshot.report("provenance").filter(pl.col("fact") == identity)
    if not stated.height:
        raise PlaceUnknown(place=identity)
    cells: list[Cell] = []
    for row in stated.unique().sort("source", "row", "step").iter_rows(named=True):
        source = snapshot.manifest.sources[row["source"]]
        cells += _cells(layout, snapshot, source, int(row["row"]), int(row["step"]), lang)
    return list(dict.fromkeys(cells))


def _cells(layout: Layout, snapshot: Snapshot, source: Source, row: int, step: int, lang: Lang) -> list[Cell]:
    kind = ledger_kind.load()[source.kind]
    intake = next(i for i in intakes.read(layout) if i.hash == source.intake)
    table = next(
        t
        for t in intake.tables
        if source.table == t.file or (not source.table and (t.sheet, t.kind) == (source.sheet, source.kind))
    )
    (read,) = intakes.cells(layout, intake, table).filter(pl.col("row") == row).rows(named=True)
    used = _columns(kind, kind.steps[step])
    # Of a column a post, those with 是 in it say something.
    names = [
        name
        for name, value in read.items()
        if name.split("=")[0] in used and value and not ("=" in name and value in NO)
    ]
    return [
        Cell(
            source.file,
            source.sheet,
            intakes.address(source.columns, name, row),
            kind.column(name.split("=")[0]).label.text(lang),
            str(read[name]),
        )
        for name in names
    ]


def _columns(kind: LedgerKind, step: Step) -> list[str]:
    """Columns that a step rests on: what it sets, its dates, and what its key and ends are made of."""
    used = {step.person, *(step.dates or ())}
    if step.node or step.link:
        used |= {column for _, column in kind.properties(step)}
    for other in kind.steps:
        if other.as_ in (step.source, step.target, *step.key):
            used |= {other.cell, other.named, other.person, *other.key}
    parts = {name for part in (*step.key, *(used - {None})) for name in str(part).split("|")}
    plain = {name.removesuffix("_key").removesuffix(".county") for name in parts}
    return [column.name for column in kind.columns if column.name in plain]

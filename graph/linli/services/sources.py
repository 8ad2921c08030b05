"""Where a fact comes from: the cells of the ledgers that state it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import polars as pl

from linli.errors import PlaceUnknown
from linli.messages.catalogue import Lang
from linli.model import ledger_kind
from linli.model.cell import Cell
from linli.model.ledger_kind import LedgerKind, Step
from linli.model.types.yes_no import NO
from linli.workspace import intakes, snapshots
from linli.workspace.intakes import Intake
from linli.workspace.layout import Layout, open_layout
from linli.workspace.snapshots import Snapshot, Source

__all__ = ["Cell", "sources", "stated"]


def sources(workspace: Path, identity: str, lang: Lang, only: Collection[int] | None = None) -> list[Cell]:
    """The cells that state a node or link, in the order of files and rows.

    Parameters: `identity`, an identifier as answers give it; `only`, tables by their place among the
    snapshot's sources, None for all. Raises NoSnapshot; PlaceUnknown where no ledger
    states it (derived links rest on the links they were made of).
    """
    layout = open_layout(workspace)
    found = stated(layout, snapshots.current(layout), [identity], lang, only)
    if identity not in found:
        raise PlaceUnknown(place=identity)
    return list(found[identity])


def stated(
    layout: Layout,
    snapshot: Snapshot,
    identities: Collection[str],
    lang: Lang,
    only: Collection[int] | None = None,
) -> dict[str, tuple[Cell, ...]]:
    """The cells that state each of many nodes and links, in the order of files and rows.

    Parameters: `identities`; one that no ledger states is not in the result; `lang`, of the headings;
    `only`, tables by their place among the snapshot's sources, None for all.
    Cost: each table that states one of them is read once.
    """
    wanted = pl.DataFrame({"fact": list(identities)}, schema={"fact": pl.String})
    lines = snapshot.report("provenance").join(wanted, on="fact", how="semi").unique()
    if only is not None:
        lines = lines.filter(pl.col("source").is_in(list(only)))
    received = {intake.hash: intake for intake in intakes.read(layout)} if lines.height else {}
    cells: dict[str, list[Cell]] = {}
    for (number,), part in sorted(lines.group_by("source"), key=lambda group: str(group[0][0]).zfill(9)):
        source = snapshot.manifest.sources[int(str(number))]
        intake = received[source.intake]
        read = _rows(layout, source, intake, part["row"])
        for fact, row, step in part.sort("row", "step").select("fact", "row", "step").iter_rows():
            cells.setdefault(fact, []).extend(_cells(source, read[row], row, step, lang))
    return {fact: tuple(dict.fromkeys(found)) for fact, found in cells.items()}


def _rows(layout: Layout, source: Source, intake: Intake, rows: pl.Series) -> dict[int, dict[str, object]]:
    """Rows of a table, by their numbers."""
    table = next(
        t
        for t in intake.tables
        if source.table == t.file or (not source.table and (t.sheet, t.kind) == (source.sheet, source.kind))
    )
    read = intakes.cells(layout, intake, table).filter(pl.col("row").is_in(rows.unique().to_list()))
    return {int(row["row"]): row for row in read.iter_rows(named=True)}


def _cells(source: Source, read: Mapping[str, object], row: int, step: int, lang: Lang) -> list[Cell]:
    kind = ledger_kind.load()[source.kind]
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

"""What a later ledger changes in its series, before it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linli.ledger.series import Change, compare
from linli.ledger.split import line
from linli.ledger.spread import decode, spread
from linli.model import ledger_kind
from linli.services.add import Looked
from linli.workspace import intakes
from linli.workspace.intakes import Intake, IntakeTable
from linli.workspace.layout import Layout, open_layout


@dataclass(frozen=True)
class Later:
    """A table that replaces another of its series: both, and what differs.

    vanished   names of holders who are gone without an end date
    """

    file: str
    table: IntakeTable
    before: IntakeTable
    before_file: str
    change: Change
    vanished: tuple[str, ...]


def later(workspace: Path, looked: Looked) -> list[Later]:
    """The tables looked at that would replace one that counts now."""
    layout = open_layout(workspace)
    counting = {
        one.table.series: (one.intake, one.table)
        for one in intakes.choose(intakes.read(layout), None)
        if one.table.mode == "replaces"
    }
    found = []
    for path in looked.new:
        for table, cells in looked.judged[path].tables:
            if table.mode == "replaces" and table.series in counting:
                found.append(_later(layout, path.name, table, cells, *counting[table.series]))
    return found


def history(workspace: Path) -> list[Later]:
    """Every table that replaced another of its series, in the order received."""
    layout = open_layout(workspace)
    newest: dict[str, tuple[Intake, IntakeTable]] = {}
    found = []
    for intake in intakes.read(layout):
        for table in intake.tables:
            before = newest.get(table.series)
            if before and table.mode == "replaces":
                cells = intakes.cells(layout, intake, table)
                found.append(_later(layout, intake.name, table, cells, *before))
            if table.mode == "replaces":
                newest[table.series] = (intake, table)
    return found


def _later(
    layout: Layout, file: str, table: IntakeTable, cells: pl.DataFrame, intake: Intake, before: IntakeTable
) -> Later:
    kind = ledger_kind.load()[table.kind]
    old = _read(intakes.cells(layout, intake, before), before, before.day)
    change = compare(kind, old, _read(cells, table, table.day))
    names: Sequence[str] = ()
    if change.vanished and "holder" in old.columns:
        gone = old.filter(line().is_in(list(change.vanished)))
        names = gone["holder"].drop_nulls().unique().to_list()
    return Later(file, table, before, intake.name, change, tuple(sorted(names)))


def _read(cells: pl.DataFrame, table: IntakeTable, day: dt.date) -> pl.DataFrame:
    return spread(decode(cells, table.codes)).with_columns(pl.lit(day).alias("_day"))

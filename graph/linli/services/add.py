"""Taking ledger files in: read, recognise, map, redact, keep as intakes. All files are judged before any is
kept.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linli.errors import LedgerKindUnknown, LedgerUndated, LedgerUnknown
from linli.ledger.map import Mapped, map_sheet
from linli.ledger.read import read
from linli.ledger.recognise import Recognised, recognise
from linli.ledger.sheet import Sheet, letter
from linli.model import ledger_kind
from linli.model.types import column_type
from linli.workspace import intakes
from linli.workspace.intakes import Heading, Intake, IntakeTable, Mode
from linli.workspace.layout import locked, open_layout


@dataclass(frozen=True)
class Handed:
    """What the person who hands files in says of them; None where the files are to say it themselves.

    day       the day the ledgers were true
    kind      kind of ledger
    series    name of the series the tables belong to
    mode      whether they replace what came before in their series, or add to it
    by        who hands them in
    """

    day: dt.date | None = None
    kind: str | None = None
    series: str | None = None
    mode: Mode | None = None
    by: str = ""


@dataclass(frozen=True)
class Added:
    """What became of a file: its intake, whether it was there already, and which series begin with it."""

    intake: Intake
    known: bool
    begins: frozenset[str] = frozenset()


def add(workspace: Path, paths: Sequence[Path], handed: Handed, now: dt.datetime) -> list[Added]:
    """Take files into a workspace.

    Parameters: `workspace`; `paths`; `handed`, what is said of them; `now`, with its time zone.
    Returns what became of each, in their order. The same file twice (by its bytes) is not doubled.
    Raises a LedgerError naming the file, and then keeps none of them; LedgerKindUnknown; WorkspaceBusy.
    """
    if handed.kind is not None and handed.kind not in ledger_kind.load():
        raise LedgerKindUnknown(kind=handed.kind, known=", ".join(ledger_kind.load()))
    layout = open_layout(workspace)
    with locked(layout):
        kept = intakes.read(layout)
        known = {intake.sha256: intake for intake in kept}
        hashes = {path: intakes.file_hash(path) for path in paths if path.is_file()}
        new = [path for path in dict.fromkeys(paths) if hashes.get(path) not in known]
        sheets = read(new) if new else {}
        # Day of the newest table of each series, this call's own among them: two files of one day stand
        # side by side, whether they come in one call or in two.
        newest: dict[str, dt.date] = {}
        for table in (table for intake in kept for table in intake.tables):
            newest[table.series] = max(table.day, newest.get(table.series, table.day))
        begun = set(newest)
        judged = {path: _judge(path, sheets[path], handed, layout.key, newest) for path in new}
        for path, tables in judged.items():
            if hashes[path] not in known:
                intake = Intake(
                    "",
                    path.name,
                    hashes[path],
                    path.stat().st_size,
                    now,
                    handed.by,
                    tuple(t for t, _ in tables),
                )
                known[hashes[path]] = intakes.store(layout, intake, [cells for _, cells in tables])
        begins = frozenset(newest) - begun
        return [Added(known[hashes[path]], path not in new, begins) for path in paths]


def _judge(
    path: Path, sheets: Sequence[Sheet], handed: Handed, key: bytes, newest: dict[str, dt.date]
) -> list[tuple[IntakeTable, pl.DataFrame]]:
    """The tables of a file. A sheet that is no ledger is passed over if another sheet is one."""
    tables: list[tuple[IntakeTable, pl.DataFrame]] = []
    unknown: LedgerUnknown | None = None
    for sheet in sheets:
        try:
            found = recognise(sheet, path.name, handed.kind)
        except LedgerUnknown as error:
            unknown = unknown or error
            continue
        mapped = map_sheet(sheet, found, key, path.name)
        table = _table(len(tables), path, sheet, found, mapped, handed, newest)
        newest[table.series] = max(table.day, newest.get(table.series, table.day))
        tables.append((table, mapped.rows))
    if not tables and unknown:
        raise unknown
    return tables


def _table(
    index: int,
    path: Path,
    sheet: Sheet,
    found: Recognised,
    mapped: Mapped,
    handed: Handed,
    newest: Mapping[str, dt.date],
) -> IntakeTable:
    day = handed.day or found.day or _day_in_name(path.stem)
    if day is None:
        raise LedgerUndated(file=path.name)
    area = _area(found, mapped.rows)
    series = handed.series or "/".join(part for part in (found.kind.name, area, handed.by) if part)
    ignored = {
        str(reason): tuple(rows)
        for reason, rows in mapped.ignored.group_by("reason", maintain_order=True).agg("row").iter_rows()
    }
    return IntakeTable(
        sheet=sheet.name,
        kind=found.kind.name,
        file=f"cells-{index}.parquet",
        sha256="",
        columns={
            name: Heading(letter(i), sheet.cells[found.heading, i] or "") for name, i in found.columns.items()
        },
        dropped=tuple(Heading(letter(i), heading) for i, heading in found.dropped.items()),
        rows=mapped.rows.height + mapped.ignored.height,
        ignored=ignored,
        marks=mapped.marks,
        day=day,
        series=series,
        # A later roster of a series replaces the earlier. What was assumed is shown when adding.
        mode=handed.mode or ("adds" if series in newest and day <= newest[series] else "replaces"),
        area=area,
    )


def _area(found: Recognised, rows: pl.DataFrame) -> str:
    """The smallest area that all rows lie in, by their codes; "" where there is none."""
    column = "code" if found.kind.name == "areas" else "area"
    codes = column_type("area_code").clean(rows[column]).values[""].drop_nulls().unique().to_list()
    if not codes:
        return ""
    low, high = min(codes), max(codes)
    common = next(
        (i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high))
    )
    level = max((n for n in (2, 4, 6, 9, 12) if n <= common), default=0)
    return str(low[:level])


_NAME_DAY = re.compile(r"(20\d{2})[-._年]?([01]?\d)[-._月]?([0-3]?\d)日?")


def _day_in_name(stem: str) -> dt.date | None:
    """The day that a file's name states, such as 任职台账_2025-06-30."""
    for match in _NAME_DAY.finditer(stem):
        try:
            return dt.date(*map(int, match.groups()))
        except ValueError:
            continue
    return None

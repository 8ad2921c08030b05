"""Taking ledger files in: read, recognise, map, redact, keep as intakes. All files are judged before any is
kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from linli.errors import LedgerEmpty, LedgerError, LedgerKindUnknown, LedgerUndated, LedgerUnknown
from linli.ledger.day import day_in_name
from linli.ledger.formats.refusal import plain
from linli.ledger.map import Mapped, map_table, plain_heading
from linli.ledger.mapping import LedgerMapping, fingerprint
from linli.ledger.read import read
from linli.ledger.recognise import Recognised
from linli.ledger.sheet import Sheet
from linli.ledger.spread import decode
from linli.ledger.tables import Table
from linli.ledger.tables.find import explains
from linli.ledger.tables.words import words
from linli.model import ledger_kind
from linli.model.types import column_type
from linli.model.types.name import key_of
from linli.services import mappings, suppressed
from linli.services.understand import (
    Mappings,
    Understood,
    again,
    area_names,
    named_areas,
    refused,
    understand,
)
from linli.workspace import intakes
from linli.workspace.intakes import EXPLAINS, Heading, Intake, IntakeTable, Mode, Passed
from linli.workspace.layout import Layout, locked, open_layout


@dataclass(frozen=True)
class Handed:
    """What the person who hands files in says of them; None where the files are to say it themselves.

    day       the day the ledgers were true
    kind      kind of ledger
    series    name of the series the tables belong to
    mode      whether they replace what came before in their series, or add to it
    by        who hands them in
    mapping   what every table is and which column is what, by hand
    confirmed the same for tables of a shape, as confirmed; it is remembered for later files of that shape
    modes     series → whether the tables of it replace or add, as confirmed
    """

    day: dt.date | None = None
    kind: str | None = None
    series: str | None = None
    mode: Mode | None = None
    by: str = ""
    mapping: LedgerMapping | None = None
    confirmed: Mapping[str, LedgerMapping] = field(default_factory=dict)
    modes: Mapping[str, Mode] = field(default_factory=dict)


@dataclass(frozen=True)
class Added:
    """What became of a file: its intake, whether it was there already, and which series begin with it."""

    intake: Intake
    known: bool
    begins: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Judged:
    """A file judged: its tables with their cells, and what in it is no ledger."""

    tables: list[tuple[IntakeTable, pl.DataFrame]]
    passed: tuple[Passed, ...]


@dataclass(frozen=True)
class Looked:
    """Files looked at and not kept: their sheets, what each table was taken for, and what would be kept.

    asked  the files, what was said of them, and what the workspace held: the same again is the same answer
    new    the files that the workspace has not got yet, in their order
    """

    asked: tuple[tuple[Path, ...], Handed, tuple[str, ...]]
    new: tuple[Path, ...]
    sheets: Mapping[Path, Sequence[Sheet]]
    seen: Mapping[Path, Sequence[Understood]]
    judged: Mapping[Path, Judged]


def look(
    workspace: Path,
    paths: Sequence[Path],
    handed: Handed,
    looked: Looked | None = None,
    *,
    lacking: bool = False,
) -> Looked:
    """What would become of files, without keeping any.

    Parameters: as of `add`; `looked`, an earlier look at the same files, so that they are not read again;
    `lacking`, whether a ledger that lacks a heading is looked at as well, with its error beside what was
    understood of it, so that somebody can say which heading it is.
    Raises what `add` raises.
    """
    if handed.kind is not None and handed.kind not in ledger_kind.load():
        raise LedgerKindUnknown(kind=handed.kind, known=", ".join(ledger_kind.load()))
    layout = open_layout(workspace)
    kept = intakes.read(layout)
    asked = (tuple(paths), handed, tuple(intake.hash for intake in kept))
    if looked and looked.asked == asked:
        return looked
    known = {intake.sha256 for intake in kept}
    new = tuple(
        path for path in dict.fromkeys(paths) if not path.is_file() or intakes.file_hash(path) not in known
    )
    sheets = {**looked.sheets} if looked else {}
    if unread := [path for path in new if path not in sheets]:
        sheets |= read(unread)
    sheets = {path: sheets[path] for path in new}
    seen = _understand(layout, kept, sheets, handed, lacking)
    # Day of the newest table of each series, this call's own among them: two files of one day stand side by
    # side, whether they come in one call or in two.
    newest: dict[str, dt.date] = {}
    for table in (table for intake in kept for table in intake.tables):
        newest[table.series] = max(table.day, newest.get(table.series, table.day))
    judged = {path: _judge(path, sheets[path], seen[path], handed, layout.key, newest) for path in new}
    return Looked(asked, new, sheets, seen, judged)


def add(
    workspace: Path, paths: Sequence[Path], handed: Handed, now: dt.datetime, looked: Looked | None = None
) -> list[Added]:
    """Take files into a workspace.

    Parameters: `workspace`; `paths`; `handed`, what is said of them; `now`, with its time zone; `looked`, an
    earlier look at the same files.
    Returns what became of each, in their order. The same file twice (by its bytes) is not doubled. Mappings
    that were confirmed are remembered.
    Raises a LedgerError naming the file, and then keeps none of them; LedgerKindUnknown; WorkspaceBusy.
    """
    layout = open_layout(workspace)
    with locked(layout):
        kept = intakes.read(layout)
        begun = {table.series for intake in kept for table in intake.tables}
        looked = look(workspace, paths, handed, looked)
        known = {intake.sha256: intake for intake in kept}
        hashes = {path: intakes.file_hash(path) for path in paths}
        gone = suppressed.of(layout)
        for path, one in looked.judged.items():
            if hashes[path] not in known:
                intake = Intake(
                    "",
                    path.name,
                    hashes[path],
                    path.stat().st_size,
                    now,
                    handed.by,
                    tuple(t for t, _ in one.tables),
                    one.passed,
                )
                cells = [gone.applied(frame) for _, frame in one.tables]
                known[hashes[path]] = intakes.store(layout, intake, cells)
        mappings.remember(layout, handed.confirmed, handed.by, now)
        added = [known[hashes[path]] for path in paths]
        begins = frozenset(t.series for intake in added for t in intake.tables) - begun
        return [
            Added(intake, path not in looked.new, begins) for path, intake in zip(paths, added, strict=True)
        ]


def _understand(
    layout: Layout,
    kept: Sequence[Intake],
    sheets: Mapping[Path, Sequence[Sheet]],
    handed: Handed,
    lacking: bool,
) -> dict[Path, list[Understood]]:
    """The tables of each file; a title may name an area that another of the files lists, or one kept."""
    chosen = intakes.choose(kept, None)
    lists = [
        intakes.cells(layout, one.intake, one.table).select("name", "code")
        for one in chosen
        if one.table.kind == "areas"
    ]
    areas = area_names(lists)
    said = Mappings(handed.mapping, {**mappings.remembered(layout), **handed.confirmed})
    seen = {path: understand(path.name, found, handed.kind, said, areas) for path, found in sheets.items()}
    more = [frame for found in seen.values() for frame in named_areas(found)]
    if more:
        areas = area_names([*lists, *more])
        seen = {path: [again(one, areas, said) for one in found] for path, found in seen.items()}
    for path, found in seen.items():
        error = refused(found, path.name, sheets[path])
        if error is not None and not (lacking and any(one.found for one in found)):
            raise error
    return seen


def _judge(
    path: Path,
    sheets: Sequence[Sheet],
    seen: Sequence[Understood],
    handed: Handed,
    key: bytes,
    newest: dict[str, dt.date],
) -> Judged:
    """The tables of a file. What is no ledger is passed over and named, if anything else in it is one."""
    tables: list[tuple[IntakeTable, pl.DataFrame]] = []
    passed = list(_left_out(sheets))
    empty: LedgerEmpty | None = None
    for one in seen:
        if one.error is not None or one.found is None:
            assert one.error
            passed.append(_passed(one.table, one.error, key))
            continue
        try:
            mapped = map_table(one.table, one.found, key, path.name)
        except LedgerEmpty as error:
            empty = empty or error
            passed.append(_passed(one.table, error, key))
            continue
        day = handed.day or one.found.day or day_in_name(one.table.sheet) or day_in_name(path.stem)
        if day is None:
            raise LedgerUndated(file=path.name)
        table = _table(f"cells-{len(tables)}.parquet", one.table, one.found, mapped, day, handed, key)
        known = table.series in newest and day <= newest[table.series]
        # A later roster of a series replaces the earlier. What was assumed is shown when adding.
        said = handed.modes.get(table.series) or handed.mode
        table = replace(table, mode=said or ("adds" if known else "replaces"))
        newest[table.series] = max(table.day, newest.get(table.series, table.day))
        tables.append((table, mapped.rows))
    if not tables and empty:
        raise empty
    return Judged(tables, tuple(passed))


def _left_out(sheets: Sequence[Sheet]) -> Iterator[Passed]:
    """Files of a zip that cannot be read, and sheets that only explain a form."""
    for sheet in sheets:
        if sheet.refusal:
            where = plain(sheet.refusal.where)
            yield Passed(sheet.name, (0, 0), sheet.refusal.code, "", sheet.inside, where)
        elif explains(sheet):
            yield Passed(sheet.name, (1, sheet.cells.height), EXPLAINS, "", sheet.inside)


def _passed(table: Table, error: LedgerError, key: bytes) -> Passed:
    # Only what is known to be a heading: of a sheet without headings, the first line may name people.
    known = " / ".join(one.heading for one in table.fields if words().is_heading(one.heading))[:120]
    headings = plain_heading(known, key)
    where = plain(error.where)
    if isinstance(error, LedgerUnknown):
        where["headings"] = headings
    return Passed(table.sheet, table.box, error.code, headings, table.inside, where)


def _table(
    file: str, table: Table, found: Recognised, mapped: Mapped, day: dt.date, handed: Handed, key: bytes
) -> IntakeTable:
    area = _area(found, mapped.rows)
    series = handed.series or "/".join(
        part for part in (found.kind.name, area, _body(found), handed.by) if part
    )
    ignored = {
        str(reason): tuple(rows)
        for reason, rows in mapped.ignored.group_by("reason", maintain_order=True).agg("row").iter_rows()
    }
    return IntakeTable(
        sheet=table.sheet,
        kind=found.kind.name,
        file=file,
        sha256="",
        columns=_headings(table, found, key),
        dropped=tuple(
            Heading(table.fields[c.number].where, plain_heading(c.heading, key))
            for c in found.choices
            if c.column is None and c.heading
        ),
        rows=mapped.rows.height + mapped.ignored.height,
        ignored=ignored,
        marks=mapped.marks,
        day=day,
        series=series,
        mode="replaces",
        area=area,
        layout=found.layout,
        codes=found.codes,
        hidden=table.hidden,
        title=plain_heading(table.title, key),
        shape=fingerprint(table),
        inside=table.inside,
        unseen=table.unseen,
    )


def _headings(table: Table, found: Recognised, key: bytes) -> dict[str, Heading]:
    """Ledger column → where it stands, in the table or around it."""
    own = {
        name: Heading(table.fields[n].where, plain_heading(table.fields[n].heading, key))
        for name, n in found.columns.items()
    }
    return own | {one.column: Heading(one.address, "") for one in found.context}


def _body(found: Recognised) -> str:
    """The body whose roster it is: next month's replaces this one's, and no other body's."""
    return next((key_of(one.value) for one in found.context if one.column == "body"), "")


def _area(found: Recognised, rows: pl.DataFrame) -> str:
    """The smallest area that all rows lie in, by their codes; "" where there is none."""
    column = "code" if found.kind.name == "areas" else "area"
    codes = (
        column_type("area_code")
        .clean(decode(rows, found.codes)[column])
        .values[""]
        .drop_nulls()
        .unique()
        .to_list()
    )
    if not codes:
        return ""
    low, high = min(codes), max(codes)
    common = next(
        (i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high))
    )
    level = max((n for n in (2, 4, 6, 9, 12) if n <= common), default=0)
    return str(low[:level])

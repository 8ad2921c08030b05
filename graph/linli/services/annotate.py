"""The sender's own workbook back, with what was wrong written on it.

linli does not keep the files handed in, so this one is asked for again and known by its bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from linli.errors import LedgerNotFound, NeverHandedIn, NotBuiltYet, OutputExists, OutputUnwritable, Said
from linli.ledger.read import read
from linli.ledger.tables.table import at
from linli.messages.catalogue import Lang, cell
from linli.model import ledger_kind
from linli.reports.annotate.book import ending
from linli.reports.annotate.convert import converted, names
from linli.reports.annotate.patch import annotate as write
from linli.reports.annotate.sheet import placed
from linli.reports.annotate.summary import Finding, Report, TableCount, Untaken
from linli.reports.answer import Langs
from linli.services.rejects import Problem, lines, of_snapshot, part, why
from linli.workspace import intakes, snapshots
from linli.workspace.intakes import Intake, IntakeTable
from linli.workspace.layout import Layout, open_layout, space
from linli.workspace.snapshots import Snapshot


@dataclass(frozen=True)
class Returned:
    """What was written: to which file, how many cells were coloured, on how many of them a note was put, and
    whether it is a copy converted from another format.
    """

    file: Path
    cells: int
    notes: int
    converted: bool


def annotate(workspace: Path, file: Path, out: Path | None, langs: Langs) -> Returned:
    """Write a file that was handed in once more, with the problems of the snapshot in use on its cells.

    Parameters: `workspace`; `file`, as it was handed in; `out`, which must not be there yet, or None for a
    name made from the file's, in the current folder; `langs`, the languages of the notes. An xlsx or xlsm,
    told by its content, is the sender's own workbook; another format becomes an xlsx made from the cells that
    were read, which says so.
    Raises LedgerNotFound; NeverHandedIn; NotBuiltYet; OutputExists; OutputUnwritable; NoSnapshot; DiskFull; a
    LedgerError where the file does not read any more, or no copy of it can be made.
    """
    layout = open_layout(workspace)
    known = handed(layout, snapshots.current(layout), file)
    own = ending(file)
    target = out or Path(f"{file.stem}-linli{own or '.xlsx'}")
    return returned(known, target, lambda renamed: _Told(known, renamed, langs).report(not own))


@dataclass(frozen=True)
class Handed:
    """A file that was handed in, and its tables that count in a snapshot, by place among the sources."""

    file: Path
    snapshot: Snapshot
    intake: Intake
    sources: dict[int, IntakeTable]


Renamed = dict[tuple[str, str], str]
"""Names of the sheets in a copy, by file inside the original and sheet; none where it is the original."""


def handed(layout: Layout, snapshot: Snapshot, file: Path) -> Handed:
    """A file as it was handed in, known by its bytes.

    Raises LedgerNotFound, NeverHandedIn, NotBuiltYet.
    """
    if not file.is_file():
        raise LedgerNotFound(file=str(file))
    digest = intakes.file_hash(file)
    intake = next((one for one in intakes.read(layout) if one.sha256 == digest), None)
    if intake is None:
        raise NeverHandedIn(file=file.name, sha256=digest)
    sources = _sources(snapshot, intake)
    if not sources:
        raise NotBuiltYet(file=file.name, day=intake.received.date())
    return Handed(file, snapshot, intake, sources)


def returned(known: Handed, target: Path, tell: Callable[[Renamed], Report]) -> Returned:
    """Write a file that was handed in once more, with what is told of it.

    Parameters: `known`; `target`, which must not be there yet; `tell`, given the names of the sheets in a
    copy. Raises as `annotate` does.
    """
    file, own = known.file, ending(known.file)
    _check(target, own or ".xlsx")
    sheets = [] if own else [sheet for sheet in read([file])[file] if not sheet.refusal]
    titles = names([(sheet.inside, sheet.name) for sheet in sheets], file.stem)
    report = tell({(s.inside, s.name): n for s, n in zip(sheets, titles, strict=True)})
    try:
        with space(target.parent):
            day = known.intake.received.date()
            done = write(file if own else converted(sheets, titles, file.name, day), report, target)
    except OSError as error:
        raise OutputUnwritable(file=str(target), problem=error.strerror or str(error)) from error
    return Returned(target, done.cells, done.notes, not own)


def _check(out: Path, suffix: str) -> None:
    """Refuse before any work is done. The sender's file is there, so it is never the one written to."""
    if os.path.lexists(out):
        raise OutputExists(file=str(out))
    if out.suffix.lower() != suffix:
        # Excel opens a workbook with macros only as .xlsm, and one without them only as .xlsx
        raise OutputUnwritable(file=str(out), problem=Said("annotated_ending", {"wanted": suffix}))
    if not out.parent.is_dir():
        problem = Said("annotated_folder", {"folder": str(out.parent)})
        raise OutputUnwritable(file=str(out), problem=problem)


def _sources(snapshot: Snapshot, intake: Intake) -> dict[int, IntakeTable]:
    """The tables of an intake that count in a snapshot, by their place among its sources."""
    return {
        index: table
        for index, source in enumerate(snapshot.manifest.sources)
        for table in intake.tables
        if source.intake == intake.hash
        and (source.table == table.file or (not source.table and source.sheet == table.sheet))
    }


@dataclass(frozen=True)
class _Told:
    """What is said of a file, and the names of its sheets in a copy."""

    known: Handed
    renamed: Renamed
    langs: Langs

    @property
    def snapshot(self) -> Snapshot:
        return self.known.snapshot

    @property
    def intake(self) -> Intake:
        return self.known.intake

    @property
    def sources(self) -> dict[int, IntakeTable]:
        return self.known.sources

    @property
    def spoken(self) -> tuple[Lang, ...]:
        return ("zh", "en") if self.langs == "both" else (self.langs,)

    def report(self, converted: bool) -> Report:
        return Report(
            file=self.intake.name,
            sha256=self.intake.sha256,
            day=self.intake.received.date(),
            snapshot=self.snapshot.manifest.hash,
            langs=self.langs,
            converted=converted,
            tables=self.tables(),
            findings=self.findings(),
            untaken=self.untaken(),
        )

    def sheet(self, table: IntakeTable) -> str:
        return self.renamed.get((table.inside, table.sheet), table.sheet)

    def tables(self) -> tuple[TableCount, ...]:
        states = self.snapshot.report("rows").group_by("source", "state").len()
        counted = {table.file: index for index, table in self.sources.items()}
        found = []
        for table in self.intake.tables:
            index = counted.get(table.file)
            own = dict(states.filter(pl.col("source") == index).select("state", "len").iter_rows())
            label = ledger_kind.load()[table.kind].label
            found.append(
                TableCount(
                    sheet=self.sheet(table),
                    kind=" / ".join(label.text(lang) for lang in self.spoken),
                    read=table.rows,
                    accepted=None if index is None else own.get("accepted", 0),
                    ignored=None if index is None else own.get("ignored", 0),
                    rejected=None if index is None else own.get("rejected", 0),
                    dropped=tuple((heading.letter, heading.heading) for heading in table.dropped),
                    passed=tuple((self.reason(code), rows) for code, rows in table.ignored.items()),
                    hidden=table.hidden,
                    unseen=table.unseen,
                )
            )
        return tuple(found)

    def reason(self, code: str) -> str:
        return " / ".join(cell(code, lang)[0] for lang in self.spoken)

    def untaken(self) -> tuple[Untaken, ...]:
        """What the file holds besides ledgers, with the reason in the words of the error."""
        return tuple(
            Untaken(part(one), lines(one), tuple(why(self.intake.name, one, lang)[0] for lang in self.spoken))
            for one in self.intake.passed
        )

    def findings(self) -> tuple[Finding, ...]:
        """Problems of the tables, said in each language."""
        told = [
            [one for one in of_snapshot(self.snapshot, lang) if one.source in self.sources]
            for lang in self.spoken
        ]
        return tuple(self.finding(same) for same in zip(*told, strict=True))

    def finding(self, same: Sequence[Problem]) -> Finding:
        """A problem of a column that the sheet does not have is written where the record begins; one of
        several cells on the first of them.
        """
        one, table = same[0], self.sources[same[0].source]
        addresses = [one.address] if one.address else [at(p, one.row) for p in table.places.values() if p]
        places = [placed(address.partition(":")[0]) for address in addresses]
        assert one.severity != "untaken"  # these are lines of the sheet in front
        row, column = min(places, default=(one.row, 1))
        return Finding(
            sheet=self.sheet(table),
            row=row,
            column=column,
            severity=one.severity,
            heading=" / ".join(dict.fromkeys(problem.column for problem in same)),
            value=one.value,
            what=tuple(problem.what for problem in same),
            do=tuple(problem.do for problem in same),
        )

"""From the sender's workbook to the annotated one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from linli.errors import LedgerUnreadable, OutputExists, Said
from linli.reports.annotate import book, comments, summary
from linli.reports.annotate.book import Book
from linli.reports.annotate.markup import Malformed
from linli.reports.annotate.package import Package
from linli.reports.annotate.sheet import Place, Sheet, address
from linli.reports.annotate.styles import FILLS, Severity, Styles
from linli.reports.annotate.summary import Finding, Report

NOTES = 10_000
"""Notes that a sheet gets: with more of them Excel takes minutes to open it. Rejected rows come first, and
the list in front names every cell.
"""


@dataclass(frozen=True)
class Annotated:
    """How many cells were coloured, and on how many of them a note was put."""

    cells: int
    notes: int


def annotate(original: Path | BinaryIO, report: Report, out: Path, limit: int = NOTES) -> Annotated:
    """Write an annotated workbook.

    Parameters: `original`, an xlsx or xlsm; `report`, what to say of it, whose findings name sheets of it;
    `out`, which must not be there yet; `limit`, notes that a sheet gets at most.
    Raises LedgerUnreadable where the workbook is not as workbooks are, OutputExists.
    """
    try:
        with Package(original) as package:
            done = _annotate(package, report, limit)
            package.save(out)
            return done
    except FileExistsError as error:
        raise OutputExists(file=str(out)) from error
    except ValueError as error:  # Malformed, or a number that is none
        problem = Said("annotated_malformed", {"detail": str(error)})
        raise LedgerUnreadable(file=report.file, problem=problem) from error


def _annotate(package: Package, report: Report, limit: int) -> Annotated:
    main = book.read(package)
    styles = Styles(package, main.part, main.space, main.types)
    by_sheet: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_sheet.setdefault(finding.sheet, []).append(finding)
    cells = notes = 0
    for name, findings in by_sheet.items():
        if name not in main.sheets:
            raise Malformed(name)
        coloured, noted = _mark(package, main, main.sheets[name], findings, styles, limit)
        cells, notes = cells + coloured, notes + noted
    said = summary.lines(report, cells - notes, limit)
    front = summary.render(said, main.space, main.types, styles)
    wanted = " ".join(dict.fromkeys(report.word(report.key("name")).split(" / ")))
    book.put_in_front(package, main, book.free_name(wanted, main.names), front)
    styles.save()
    return Annotated(cells, notes)


def _mark(
    package: Package, main: Book, part: str, findings: Sequence[Finding], styles: Styles, limit: int
) -> tuple[int, int]:
    """Colour cells of a sheet and put notes on them. Returns how many of each."""
    try:
        sheet = Sheet(package.read(part))
    except ValueError as error:
        raise Malformed(f"{part}: {error}") from error
    anchors = sheet.anchors((finding.row, finding.column) for finding in findings)
    said: dict[Place, list[Finding]] = {}
    for finding in findings:
        said.setdefault(anchors[finding.row, finding.column], []).append(finding)
    worst = {at: min((f.severity for f in found), key=_rank) for at, found in said.items()}
    sheet.restyle({at: partial(styles.marked, severity=severity) for at, severity in worst.items()})
    there = comments.talk(package, part)
    free = sorted(
        (at for at in said if address(at) not in there.alone and any(not f.quiet for f in said[at])),
        key=lambda at: (_rank(worst[at]), at),
    )
    texts = {
        at: "\n\n".join(
            dict.fromkeys(f.note() for f in sorted(said[at], key=lambda f: _rank(f.severity)) if not f.quiet)
        )
        for at in free[:limit]
    }
    if texts:
        comments.write(package, part, sheet, there, texts, main.types)
    package.write(part, sheet.made())
    return len(said), len(texts)


def _rank(severity: Severity) -> int:
    return list(FILLS).index(severity)

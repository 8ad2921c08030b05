"""Everything that was wrong in the ledgers of the snapshot in use, cell by cell, with how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from linli.ledger.formats.refusal import restored
from linli.messages.catalogue import Lang, cell, explain, say
from linli.model import ledger_kind
from linli.model.vocabulary import load as load_vocabularies
from linli.workspace import intakes, snapshots
from linli.workspace.intakes import EXPLAINS, Passed, address
from linli.workspace.layout import open_layout
from linli.workspace.snapshots import Snapshot

Severity = Literal["error", "untaken", "warning", "ignored"]


@dataclass(frozen=True)
class Problem:
    """A cell that something is wrong with.

    severity   error: the row was rejected; untaken: a whole part of a file was left out; warning: the row
               stands; ignored: another row says the same
    file, sheet, row, address   where; address is like C17, or "" where the column is not in the sheet
    column     the column's heading; value: the cell as read
    what, do   what is wrong and how to mend it
    source     which of the snapshot's sources the row is of, -1 for a part left out; two files may have one
               name
    """

    severity: Severity
    code: str
    file: str
    sheet: str
    row: int
    address: str
    column: str
    value: str
    what: str
    do: str
    source: int


def current(workspace: Path) -> Snapshot:
    """The snapshot in use. Raises NoSnapshot."""
    return snapshots.current(open_layout(workspace))


def of_workspace(workspace: Path, lang: Lang) -> list[Problem]:
    """All that was wrong in the files of the snapshot in use: rejected rows first, then the parts of files
    that were left out, then what only needs a look. Raises NoSnapshot.
    """
    snapshot = current(workspace)
    problems = of_snapshot(snapshot, lang)
    wrong = sum(one.severity == "error" for one in problems)
    used = {source.intake for source in snapshot.manifest.sources}
    left = [
        _untaken(intake.name, one, lang)
        for intake in intakes.read(open_layout(workspace))
        if intake.hash in used
        for one in intake.passed
    ]
    return problems[:wrong] + left + problems[wrong:]


def why(file: str, one: Passed, lang: Lang) -> tuple[str, str]:
    """Why a part of a file was left out, and what to do."""
    if one.code == EXPLAINS:
        return say("passed_explains", lang), ""
    where = one.where or {"file": file, "sheet": one.sheet, "headings": one.headings}
    told = explain(restored(one.code, where), lang)
    return told.what, told.do


def part(one: Passed) -> str:
    """What a part left out is called: the file in a zip, and the sheet."""
    return "/".join(name for name in (one.inside, one.sheet) if name)


def lines(one: Passed) -> str:
    """The lines of a part left out; "" where it has none."""
    first, last = one.lines
    return "" if not last else str(first) if first == last else f"{first}–{last}"


def _untaken(file: str, one: Passed, lang: Lang) -> Problem:
    what, do = why(file, one, lang)
    return Problem(
        "untaken", one.code, file, part(one), one.lines[0], lines(one), "", one.headings, what, do, -1
    )


def of_snapshot(snapshot: Snapshot, lang: Lang) -> list[Problem]:
    """All problems of a snapshot: rejected rows first, in the order of files and rows."""
    order = {"error": 0, "warning": 1, "ignored": 2}
    frame = snapshot.report("problems")
    found = [_problem(snapshot, row, lang) for row in frame.iter_rows(named=True)]
    return sorted(found, key=lambda p: (order[p.severity], p.file, p.sheet, p.row, p.address))


def _problem(snapshot: Snapshot, row: dict[str, str | int | None], lang: Lang) -> Problem:
    source = snapshot.manifest.sources[int(row["source"] or 0)]
    name = str(row["column"])
    column = ledger_kind.load()[source.kind].column(name.partition("=")[0])
    heading = column.label.text(lang)
    terms = load_vocabularies()[column.vocabulary].terms if column.vocabulary else ()
    comma = "、" if lang == "zh" else ", "
    wanted = comma.join(term.zh if lang == "zh" else term.en for term in terms) or column.example
    value = str(row["value"] or "")
    what, do = cell(
        str(row["code"]), lang, column=heading, value=value, other=str(row["other"] or ""), wanted=wanted
    )
    return Problem(
        severity=row["severity"],  # type: ignore[arg-type]
        code=str(row["code"]),
        file=source.file,
        sheet=source.sheet,
        row=int(row["row"] or 0),
        address=address(source.columns, name, int(row["row"] or 0)),
        column=heading,
        value=value,
        what=what,
        do=do,
        source=int(row["source"] or 0),
    )

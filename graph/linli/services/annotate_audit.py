"""A sender's own workbook back, with the cells marked that findings of an audit rest on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from linli.audit.engine import Finding, Result
from linli.audit.reported import Reported
from linli.messages.catalogue import Lang, say
from linli.model.cell import Cell
from linli.reports.annotate.book import ending
from linli.reports.annotate.sheet import placed
from linli.reports.annotate.styles import Severity
from linli.reports.annotate.summary import Finding as Mark
from linli.reports.annotate.summary import Report
from linli.reports.answer import Langs
from linli.reports.audit.listing import facts
from linli.reports.audit.words import said
from linli.services.annotate import Handed, Renamed, Returned, handed, returned
from linli.services.sources import stated
from linli.workspace import snapshots
from linli.workspace.intakes import IntakeTable
from linli.workspace.layout import Layout, open_layout

MARKED: tuple[Severity, ...] = ("finding", "possible", "waived")


def annotate(
    workspace: Path, files: Sequence[Path], folder: Path, report: Reported, langs: Langs
) -> list[Returned]:
    """Write files that were handed in once more, with the cells marked that are evidence of findings.

    Parameters: `workspace`; `files`, as they were handed in, known by their bytes; `folder`, in which each
    gets a file of its name; `report`, with the evidence of its findings; `langs`, the languages of the notes.
    All files are looked at before any is written.
    Raises as `services.annotate.annotate` does.
    """
    layout = open_layout(workspace)
    snapshot = snapshots.find(layout, report.snapshot) or snapshots.current(layout)
    known = [handed(layout, snapshot, file) for file in files]
    rests = _rests(report)
    done = []
    for one in known:
        target = folder / f"{one.file.stem}-linli{ending(one.file) or '.xlsx'}"
        told = _Told(layout, one, report, rests, langs)
        done.append(returned(one, target, told.report))
    return done


def _rests(report: Reported) -> dict[str, list[tuple[Result, Finding]]]:
    """Fact → the findings that are about it: those that fall with it, or whose subject it is. What else was
    looked at before something was said to be missing stands in the report, and is marked on no ledger.
    """
    found: dict[str, list[tuple[Result, Finding]]] = {}
    for result, one in report.findings():
        told = list(facts(report, result, one))
        held = {fact.ends[1].id for fact, _ in told if fact.type == "HOLDS"}
        for fact, decisive in told:
            # That a post is in its body stands in the rows of all its holders: those of others are not meant.
            others = fact.type == "POST_IN" and fact.ends[0].id in held
            if (decisive and not others) or fact.id == one.subject:
                found.setdefault(fact.id, []).append((result, one))
    return found


class _Told:
    """What is told of one file."""

    def __init__(
        self,
        layout: Layout,
        known: Handed,
        report: Reported,
        rests: Mapping[str, Sequence[tuple[Result, Finding]]],
        langs: Langs,
    ) -> None:
        self._layout, self._known, self._report, self._rests = layout, known, report, rests
        self._langs = langs
        self._spoken: tuple[Lang, ...] = ("zh", "en") if langs == "both" else (langs,)

    def report(self, renamed: Renamed) -> Report:
        """All of it."""
        marks = [
            mark
            for index, table in self._known.sources.items()
            for mark in self._of_table(index, renamed.get((table.inside, table.sheet), table.sheet), table)
        ]
        return Report(
            file=self._known.intake.name,
            sha256=self._known.intake.sha256,
            day=self._known.intake.received.date(),
            snapshot=self._report.snapshot,
            langs=self._langs,
            converted=not ending(self._known.file),
            tables=(),
            findings=tuple(sorted(marks, key=lambda one: MARKED.index(one.severity))),
            severities=MARKED,
            audit=True,
        )

    def _of_table(self, index: int, sheet: str, table: IntakeTable) -> Iterator[Mark]:
        """The marks of one table: each finding once for each row that states a fact of it."""
        cells = stated(self._layout, self._known.snapshot, list(self._rests), self._spoken[0], [index])
        seen: set[tuple[str, int]] = set()
        for fact in sorted(cells):
            for result, one in self._rests[fact]:
                yield from self._marks(sheet, cells[fact], result, one, seen)

    def _marks(
        self, sheet: str, cells: Collection[Cell], result: Result, one: Finding, seen: set[tuple[str, int]]
    ) -> Iterator[Mark]:
        kind: Severity = (
            "waived" if one.id in self._report.let_stand else "finding" if one.certain else "possible"
        )
        what = tuple(self._what(result, one, lang) for lang in self._spoken)
        do = tuple(self._do(result, one, lang) for lang in self._spoken)
        for cell in cells:
            if not cell.address:
                continue
            row, column = placed(cell.address.partition(":")[0])
            quiet = (one.id, row) in seen
            seen.add((one.id, row))
            yield Mark(sheet, row, column, kind, cell.heading, cell.value, what, do, quiet)

    def _what(self, result: Result, one: Finding, lang: Lang) -> str:
        kind = say(f"severity_of_{result.rule.text.severity}", lang)
        return say(
            "audit_cell_what",
            lang,
            rule=result.rule.text.title,
            kind=kind,
            finding=said(result, one, lang).rstrip("。."),
        )

    def _do(self, result: Result, one: Finding, lang: Lang) -> str:
        return say("audit_cell_do", lang, remedy=result.rule.text.remedy, id=one.id)

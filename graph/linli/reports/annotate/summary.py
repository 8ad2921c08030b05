"""The sheet in front: what became of the rows, and every problem with a link to its cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linli.messages.catalogue import Lang, say
from linli.reports.annotate.markup import escape, text, text_width
from linli.reports.annotate.sheet import address
from linli.reports.annotate.styles import Look, Severity, Styles
from linli.reports.answer import Langs

WIDTHS = (16, 18, 10, 16, 18, 44, 44, 44)
LINE, TALLEST = 15, 409
"""Points of a line of text, and of the tallest row that a sheet may have."""

LISTED = 1_000_000
"""Problems that are listed: a sheet has 1,048,576 rows."""

LINKED = 65_000
"""Problems with a link: Excel repairs a sheet with more than 65,530 of them."""


@dataclass(frozen=True)
class Finding:
    """A problem of a cell, in words of the languages asked for.

    sheet, row, column  the cell: the sheet's name in the workbook, row and column from 1
    heading, value      the column's heading, and the cell as it was kept
    what, do            what is wrong and how to mend it, a text for each language
    quiet               whether the cell is coloured alone: another one has the note and the line in the list
    """

    sheet: str
    row: int
    column: int
    severity: Severity
    heading: str
    value: str
    what: tuple[str, ...]
    do: tuple[str, ...]
    quiet: bool = False

    def note(self) -> str:
        """What is written on the cell."""
        return "\n".join(f"{what} {do}" for what, do in zip(self.what, self.do, strict=True))


@dataclass(frozen=True)
class TableCount:
    """What became of the rows of a table.

    kind                          what ledger it is
    accepted, ignored, rejected   add up to `read`; None where the table does not count in the snapshot
    dropped                       columns that were not kept: letter, heading
    passed                        rows that state nothing: why, and which
    hidden                        rows and columns that are hidden, and were read
    unseen                        whether the sheet is hidden
    """

    sheet: str
    kind: str
    read: int
    accepted: int | None
    ignored: int | None
    rejected: int | None
    dropped: tuple[tuple[str, str], ...]
    passed: tuple[tuple[str, tuple[int, ...]], ...]
    hidden: tuple[str, ...] = ()
    unseen: bool = False


@dataclass(frozen=True)
class Untaken:
    """What was not taken in: the sheet or the file in a zip, its lines (such as 3–7, or "" where it has
    none), and why, in each language.
    """

    sheet: str
    lines: str
    reason: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """All that is said of a file.

    file, sha256, day   its name, the hash of its bytes, when it was received; snapshot: what judged it
    converted           whether the workbook is a copy made from another format
    untaken             what stands in it and is no ledger
    severities          those that are explained in front
    audit               whether it is about findings of an audit, which the cells are evidence of
    """

    file: str
    sha256: str
    day: dt.date
    snapshot: str
    langs: Langs
    converted: bool
    tables: tuple[TableCount, ...]
    findings: tuple[Finding, ...]
    untaken: tuple[Untaken, ...] = ()
    severities: tuple[Severity, ...] = ("error", "warning", "ignored")
    audit: bool = False

    @property
    def listed(self) -> tuple[Finding, ...]:
        """Findings with a note and a line in the list."""
        return tuple(one for one in self.findings if not one.quiet)

    def key(self, name: str) -> str:
        """The key of a text that is another one for an audit."""
        return f"audit_cell_{name}" if self.audit else f"annotated_{name}"

    @property
    def spoken(self) -> tuple[Lang, ...]:
        """The languages."""
        return ("zh", "en") if self.langs == "both" else (self.langs,)

    def word(self, key: str, **values: object) -> str:
        """A short text, in one language or in both."""
        return " / ".join(dict.fromkeys(say(key, lang, **values) for lang in self.spoken))


@dataclass(frozen=True)
class Cell:
    """A cell of the sheet in front; `to` is the cell that it links to."""

    content: str | int
    look: Look = "text"
    to: str = ""


def lines(report: Report, quiet: int, limit: int) -> Iterator[Sequence[Cell]]:
    """The sheet, row by row.

    Parameters: `report`; `quiet`, how many coloured cells have no note; `limit`, notes that a sheet may get.
    """
    word = report.word
    yield [Cell(word(report.key("title"), file=report.file), "title")]
    yield from _sentences(report, "annotated_copy" if report.converted else "annotated_own")
    origin = {"file": report.file, "day": report.day, "sha256": report.sha256, "hash": report.snapshot}
    yield from _sentences(report, "annotated_origin", **origin)
    yield []
    if report.tables:
        yield from _counts(report)
    for one in report.untaken:
        for lang, reason in zip(report.spoken, one.reason, strict=True):
            told = say("annotated_not_taken", lang, sheet=one.sheet, lines=one.lines, reason=reason)
            yield [Cell(told, "plain")]
    yield []
    if not report.findings:
        yield from _sentences(report, report.key("none"))
        return
    words = {severity: word(f"severity_{severity}") for severity in report.severities}
    for severity in report.severities:
        yield [Cell(words[severity], severity), Cell(word(report.key(severity)), "plain")]
    if quiet:
        yield from _sentences(report, report.key("quiet"), count=quiet, limit=limit)
    if len(report.listed) > LISTED:
        yield from _sentences(report, report.key("unlisted"), limit=LISTED)
    yield []
    heads = ("severity", "sheet", "address", "column", "value", "what_is_wrong", "what_to_do")
    yield [Cell(word(key), "bold") for key in heads]
    for finding in report.listed[:LISTED]:
        yield _finding(finding, words[finding.severity])


def _sentences(report: Report, key: str, **values: object) -> Iterator[Sequence[Cell]]:
    for lang in report.spoken:
        yield [Cell(say(key, lang, **values), "plain")]


def _counts(report: Report) -> Iterator[Sequence[Cell]]:
    """Rows read = accepted + ignored + rejected, for each table and all together."""
    heads = (
        "sheet",
        "ledger_kind",
        *(f"annotated_{key}" for key in ("read", "accepted", "left", "rejected")),
    )
    more = ("annotated_dropped", "annotated_passed")
    yield [Cell(report.word(key), "bold") for key in (*heads, *more)]
    for table in report.tables:
        comma = ", " if report.langs == "en" else "、"
        dropped = comma.join(
            report.word("annotated_column", heading=heading, letter=letter)
            for letter, heading in table.dropped
        )
        aside = [
            report.word("annotated_rows", rows=_ranges(rows), reason=reason) for reason, rows in table.passed
        ]
        if table.hidden:
            aside.append(report.word("annotated_hidden", places=", ".join(table.hidden)))
        if table.unseen:
            aside.append(report.word("annotated_unseen"))
        states = (table.accepted, table.ignored, table.rejected)
        counts = [Cell("" if n is None else n, "number") for n in (table.read, *states)]
        if table.accepted is None:
            aside.insert(0, report.word("annotated_waiting"))
        yield [Cell(table.sheet), Cell(table.kind), *counts, Cell(dropped), Cell("\n".join(aside))]
    counted = [table for table in report.tables if table.accepted is not None]
    if len(counted) > 1:
        sums = (
            sum(table.read for table in counted),
            *(sum(getattr(table, key) for table in counted) for key in ("accepted", "ignored", "rejected")),
        )
        yield [Cell(report.word("annotated_sum"), "bold"), Cell(""), *(Cell(n, "number") for n in sums)]


def _finding(one: Finding, word: str) -> Sequence[Cell]:
    at = address((one.row, one.column))
    target = f"'{one.sheet.replace(chr(39), chr(39) * 2)}'!{at}"
    return [
        Cell(word, one.severity),
        Cell(one.sheet),
        Cell(at, "link", target),
        Cell(one.heading),
        Cell(one.value),
        Cell("\n".join(one.what)),
        Cell("\n".join(one.do)),
    ]


def _ranges(rows: Sequence[int]) -> str:
    """Numbers of rows, neighbours drawn together.

    >>> _ranges([3, 7, 8, 9, 12])
    '3, 7–9, 12'
    """
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def _height(row: Sequence[Cell]) -> int:
    """Points that a row takes. Excel finds that out by itself; LibreOffice shows the first line alone."""
    lines = 1
    for cell, width in zip(row, WIDTHS, strict=False):
        if cell.look not in ("title", "plain") and isinstance(cell.content, str):
            lines = max(lines, sum(-(-max(text_width(one), 1) // width) for one in cell.content.split("\n")))
    title = any(cell.look == "title" for cell in row)
    return min(LINE * lines + 6 * title, TALLEST)


def render(rows: Iterator[Sequence[Cell]], space: str, types: str, styles: Styles) -> bytes:
    """The sheet as XML. Every text is an inline string, so that none becomes a formula.

    Parameters: `rows`; `space`, the namespace of the workbook; `types`, that of its relationships; `styles`.
    """
    body: list[bytes] = []
    links: list[bytes] = []
    for number, row in enumerate(rows, start=1):
        cells: list[bytes] = []
        for column, cell in enumerate(row, start=1):
            at = address((number, column)).encode()
            style = styles.look(cell.look)
            if isinstance(cell.content, int):
                cells.append(b'<c r="%s" s="%d"><v>%d</v></c>' % (at, style, cell.content))
            elif cell.content:
                said = text(cell.content)
                cells.append(
                    b'<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>'
                    % (at, style, said)
                )
            if cell.to and len(links) < LINKED:
                links.append(b'<hyperlink ref="%s" location="%s"/>' % (at, escape(cell.to)))
        body.append(b'<row r="%d" ht="%d">%s</row>' % (number, _height(row), b"".join(cells)))
    widths = b"".join(
        b'<col min="%d" max="%d" width="%d" customWidth="1"/>' % (i, i, width)
        for i, width in enumerate(WIDTHS, start=1)
    )
    linked = b"<hyperlinks>%s</hyperlinks>" % b"".join(links) if links else b""
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="%s" xmlns:r="%s">'
        b'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetFormatPr defaultRowHeight="15"/>'
        b"<cols>%s</cols><sheetData>%s</sheetData>%s"
        b'<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ) % (escape(space), escape(types), widths, b"".join(body), linked)

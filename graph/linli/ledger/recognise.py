"""Recognising which kind of ledger a sheet is, which row its headings stand in, and which column is what.

Headings are compared folded (width, spaces, line breaks); the kind with the most of its own headings wins,
and must have all that it requires.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from linli.errors import HeadingMissing, HeadingTwice, LedgerUnknown
from linli.ledger.sheet import Sheet, letter
from linli.model import ledger_kind
from linli.model.ledger_kind import LedgerKind

DEPTH = 10
"""Rows from the top among which the headings are looked for; above them stand titles and a date line."""


@dataclass(frozen=True)
class Recognised:
    """What a sheet is.

    heading  index of the row of headings (0-based)
    columns  ledger column → index of the sheet's column
    dropped  index of each column that linli has no use for → its heading
    day      the day that the lines above the headings state, or None
    """

    kind: LedgerKind
    heading: int
    columns: dict[str, int]
    dropped: dict[int, str]
    day: dt.date | None


def fold(text: str) -> str:
    """A heading without what people write differently.

    >>> fold(" 小区 名称（全称）*")
    '小区名称(全称)'
    """
    return re.sub(r"[\s*]", "", unicodedata.normalize("NFKC", text)).lower()


def recognise(sheet: Sheet, file: str, only: str | None = None) -> Recognised:
    """What kind of ledger a sheet is.

    Parameters: `sheet`; `file`, for messages; `only`, the one kind it may be, where the user said so.
    Raises LedgerUnknown, HeadingMissing (the kind is clear, a required heading is not there) or HeadingTwice.
    """
    rows = sheet.cells.head(DEPTH).rows()
    kinds = [kind for kind in ledger_kind.load().values() if only in (None, kind.name)]
    tried = [
        (_score(row, kind), -index, kind.name, row, kind) for index, row in enumerate(rows) for kind in kinds
    ]
    (found, _share, complete), negative, _, row, kind = max(
        tried, key=lambda t: (t[0][2], t[0][0], t[0][1], t[1])
    )
    if found < 2 and not only:
        shown = " / ".join(cell for cell in rows[0] if cell)[:120]
        labels = "、".join(kind.label.zh for kind in kinds)
        raise LedgerUnknown(file=file, sheet=sheet.name, headings=shown, kinds=labels)
    columns = _columns(row, kind, file, sheet.name)
    if not complete:
        missing = [c.label for c in kind.columns if c.required and c.name not in columns]
        headings = "、".join(f"{label.zh} ({label.en})" for label in missing)
        raise HeadingMissing(file=file, sheet=sheet.name, headings=headings, kind=kind.label.zh)
    heading = -negative
    used = set(columns.values())
    dropped = {i: str(cell) for i, cell in enumerate(row) if cell and i not in used}
    return Recognised(kind, heading, columns, dropped, _day(rows[:heading]))


def _score(row: tuple[str | None, ...], kind: LedgerKind) -> tuple[int, float, bool]:
    """How many headings of a kind a row has, what share of the row they are, whether all required ones are
    there.
    """
    cells = [fold(cell) for cell in row if cell]
    words = {fold(heading): column.name for column in kind.columns for heading in column.headings}
    found = {words[cell] for cell in cells if cell in words}
    required = {column.name for column in kind.columns if column.required}
    return len(found), len(found) / max(len(cells), 1), required <= found


def _columns(row: tuple[str | None, ...], kind: LedgerKind, file: str, sheet: str) -> dict[str, int]:
    """Ledger column → index of the sheet's column. A first name is worth more than a synonym, so that two do
    not fight for one.
    """
    folded = [fold(cell) if cell else "" for cell in row]
    columns: dict[str, int] = {}
    for column in kind.columns:
        for words in (column.headings[:3], column.headings[3:]):
            hits = [
                i
                for i, cell in enumerate(folded)
                if cell and cell in {fold(word) for word in words} and i not in columns.values()
            ]
            if len(hits) > 1:
                where = "、".join(letter(i) for i in hits)
                raise HeadingTwice(file=file, sheet=sheet, headings=where, column=column.label.zh)
            if hits:
                columns[column.name] = hits[0]
                break
    return columns


_DAY = re.compile(
    r"(?:日期|截至|截止|as of|date)\D{0,6}(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})", re.IGNORECASE
)


def _day(rows: list[tuple[str | None, ...]]) -> dt.date | None:
    """The day that a line such as 「日期：2025年6月30日」 states."""
    text = " ".join(unicodedata.normalize("NFKC", cell) for row in rows for cell in row if cell)
    if not (match := _DAY.search(text)):
        return None
    try:
        return dt.date(*map(int, match.groups()))
    except ValueError:
        return None

"""A list of things to mend that comes back filled in.

Offices move rows and columns, copy sheets, write notes below and dates as they please. A row is known by the
identity of its finding, which stands in a hidden column, and held against what was written of it: where the
text beside it is another finding's, the rows were shuffled, and nothing of the row is taken.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from linli.audit.rectification import Line, Remark, Returned
from linli.errors import ListForeign
from linli.ledger.map import scrubbed
from linli.ledger.read import read
from linli.ledger.sheet import Sheet, letter
from linli.messages.catalogue import Lang, say
from linli.model.types import column_type, empty
from linli.model.types.secret import TOKEN
from linli.model.types.yes_no import NO, YES
from linli.services import rectify
from linli.workspace.layout import open_layout
from linli.workspace.state import database, events
from linli.workspace.state.events import Fresh

COLUMNS = {
    "id": "finding_id",
    "says": "finding",
    "person": "rectify_person",
    "due": "rectify_due",
    "progress": "rectify_progress",
    "closed": "rectify_closed",
}
"""Columns that are read, with the word of each one's heading."""

OTHERS = ("rectify_serial", "citation", "rectify_body")
"""Columns that are written and never read back."""

CLOSED = (*YES, "已销号", "销号", "已完成", "完成", "已整改", "整改完成", "已办结", "办结", "closed", "done")
OPEN = (*NO, "未销号", "未完成", "未整改", "整改中", "正在整改", "进行中", "推进中", "open")
_BESIDE = re.compile(
    r"已?于|已?(?:销号|整改完成|完成整改|整改|完成|办结)|closed|done|[()（）:：,，;；]", re.IGNORECASE
)
"""What may stand beside the day on which a line was signed off."""

_IDENTITY = re.compile(r"^f[0-9a-f]{20}$")

HIDDEN = "*"
"""What stands for a name, or for the rest of one, that the reader of a list may not see."""

Outcome = Literal["accepted", "ignored", "rejected"]

LANGUAGES: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True)
class _Row:
    """A row of a list as it stands: where, its cells by the name of their column, and the columns in which a
    formula stands whose result the file does not hold.
    """

    sheet: str
    row: int
    letters: Mapping[str, str]
    cells: Mapping[str, str]
    unworked: tuple[str, ...]

    def seen(self, other: _Row) -> str:
        """Another row's number, as it is told beside this one: with its sheet, where that is another."""
        return str(other.row) if other.sheet == self.sheet else f"{other.row}（{other.sheet}）"

    def remark(self, code: str, column: str, other: str = "") -> Remark:
        address = f"{self.letters.get(column, 'A')}{self.row}"
        return Remark(code, address, COLUMNS[column], self.cells.get(column, ""), other)


@dataclass(frozen=True)
class _Taken:
    """What a row says that is new, or why nothing of it can be taken."""

    event: Fresh | None
    remarks: tuple[Remark, ...]
    wrong: bool = False


def take(
    workspace: Path,
    file: Path,
    by: str,
    now: dt.datetime,
    *,
    grant: bool = False,
    areas: Collection[str] | None = None,
) -> list[Returned]:
    """Take a filled-in list back. What its rows report is kept with the findings; every row is judged.

    Parameters: `file`, in any format that ledgers are read in; `by`, who takes it in; `now`; `grant`,
    whether a later day that a row asks for is given; `areas`, codes: lines that lie elsewhere are not
    known; None for all.
    Raises LedgerNotFound or another LedgerError where the file does not read; ListForeign for one that is no
    list of this workspace; and as `database.writing` does.
    """
    layout = open_layout(workspace)
    sheets = read([file])[file]
    rows = [row for sheet in sheets for row in _rows(sheet, layout.key)]
    if not rows:
        raise ListForeign(file=file.name)
    with database.writing(layout) as connection:
        lines = {
            identity: line
            for identity, line in rectify.fold(events.read(connection)).items()
            if areas is None or any(area.code in areas for area in line.chain)
        }
        judge = _Judge(lines, by, now.date(), grant)
        returned, fresh = judge.all(rows)
        if not any(one.finding in lines for one in returned):
            raise ListForeign(file=file.name)
        events.append(connection, fresh, now)
    return [*returned, *_without(sheets, rows)]


def _without(sheets: Sequence[Sheet], rows: Sequence[_Row]) -> Iterator[Returned]:
    """Sheets that hold no list, so that nothing is passed over in silence."""
    read_ = {row.sheet for row in rows}
    for sheet in sheets:
        if sheet.name not in read_:
            yield Returned(sheet.name, 1, "", "ignored", (Remark("rectify_sheet", "A1"),))


def _rows(sheet: Sheet, key: bytes) -> Iterator[_Row]:
    """The rows under the headings of a sheet that have anything in them. Numbers that point at a person
    become tokens before anything else is done.
    """
    # An identity of ours is of hexadecimal digits, among which a telephone number may seem to stand.
    texts = sheet.cells.select(
        pl.when(column.str.contains(_IDENTITY.pattern))
        .then(column)
        .otherwise(scrubbed(column, key))
        .alias(name)
        for name, column in ((c.name, c.cast(pl.String)) for c in sheet.cells.iter_columns())
    )
    columns: dict[str, int] = {}
    formulas = set(sheet.uncached)
    for number, row in enumerate(texts.iter_rows(), start=1):
        if found := _headings(row):
            columns = found
        elif columns:
            cells = {name: (row[place] or "").strip() for name, place in columns.items()}
            if any((text or "").strip() for text in row):
                letters = {name: letter(place) for name, place in columns.items()}
                unworked = tuple(n for n, place in columns.items() if (number - 1, place) in formulas)
                yield _Row(sheet.name, number, letters, cells, unworked)


def _headings(row: Sequence[str | None]) -> dict[str, int]:
    """Column → place, if the row is one of headings: of what is reported, and of what tells the line."""
    words = {_plain(text): place for place, text in reversed(list(enumerate(row))) if text}
    found = {
        name: words[_plain(said)]
        for name, key in COLUMNS.items()
        for said in (say(key, lang) for lang in LANGUAGES)
        if _plain(said) in words
    }
    return found if {"progress", "closed"} <= set(found) and {"id", "says"} & set(found) else {}


class _Judge:
    """Holds rows against the lines that were listed."""

    def __init__(self, lines: Mapping[str, Line], by: str, today: dt.date, grant: bool) -> None:
        self._lines = lines
        self._by = by
        self._today = today
        self._grant = grant
        self._texts: dict[str, list[str]] = {}
        for identity, line in lines.items():
            self._texts.setdefault(_plain(line.says), []).append(identity)

    def all(self, rows: Sequence[_Row]) -> tuple[list[Returned], list[Fresh]]:
        """Every row judged, and the events that it comes to."""
        returned: list[Returned] = []
        fresh: list[Fresh] = []
        known = [(row, *self._line(row)) for row in rows]
        told: dict[str, list[_Row]] = {}
        for row, identity, _ in known:
            if identity:
                told.setdefault(identity, []).append(row)
        for row, identity, found in known:
            taken = found or self._twice(row, told[identity]) or self._taken(row, self._lines[identity])
            remarks = taken.remarks if found else (*self._beside(row, identity), *taken.remarks)
            state: Outcome = "rejected" if taken.wrong else "accepted" if taken.event else "ignored"
            returned.append(Returned(row.sheet, row.row, identity, state, remarks))
            fresh += [taken.event] if taken.event else []
        return returned, fresh

    def _line(self, row: _Row) -> tuple[str, _Taken | None]:
        """The identity of a row's finding; or why there is none, or none that can be trusted."""
        identity, text = row.cells.get("id", ""), _plain(row.cells.get("says", ""))
        near = self._near(text, identity)
        if not identity:
            if len(near) == 1:
                return near[0], None
            # Without an identity or a text of ours a row is a note, unless it reports something.
            reports = bool(row.cells.get("says")) and bool(row.cells["progress"] or row.cells["closed"])
            code = "rectify_unknown" if reports or near else "row_notes"
            return "", _Taken(None, (row.remark(code, "says"),), wrong=reports or bool(near))
        if identity not in self._lines:
            code = "rectify_unknown" if _IDENTITY.match(identity) else "row_notes"
            return "", _Taken(None, (row.remark(code, "id"),), wrong=code != "row_notes")
        if near and identity not in near:
            return identity, _Taken(None, (row.remark("rectify_shuffled", "says"),), wrong=True)
        return identity, None

    def _near(self, text: str, identity: str) -> list[str]:
        """The lines that say what a row says; where names were hidden in it, its own line first of all."""
        if found := self._texts.get(text):
            return found
        if HIDDEN not in text or ((own := self._lines.get(identity)) and _same(text, own.says)):
            return []
        return [one for said, all_ in self._texts.items() if _same(text, said) for one in all_]

    def _beside(self, row: _Row, identity: str) -> Iterator[Remark]:
        """What else is to be said of a row whose line is known."""
        if not row.cells.get("id"):
            yield row.remark("rectify_by_text", "says")
        elif "says" in row.cells and not _same(row.cells["says"], self._lines[identity].says):
            yield row.remark("rectify_altered", "says", self._lines[identity].says)

    def _twice(self, row: _Row, same: Sequence[_Row]) -> _Taken | None:
        """A line that stands twice: told alike it counts once, told differently not at all."""
        others = [one for one in same if one is not row]
        if not others:
            return None
        first = row.seen(same[0])
        for column in ("closed", "progress", "due", "person"):
            values = {_plain(one.cells.get(column, "")) for one in same}
            if len(values) > 1:
                return _Taken(
                    None, (row.remark("duplicate_differs", column, row.seen(others[0])),), wrong=True
                )
        return None if row is same[0] else _Taken(None, (row.remark("duplicate_same", "says", first),))

    def _taken(self, row: _Row, line: Line) -> _Taken:
        """What a row reports beyond what is known of its line."""
        if row.unworked:
            return _Taken(
                None, tuple(row.remark("rectify_formula", name) for name in row.unworked), wrong=True
            )
        said = _closing(row.cells["closed"], self._today)
        if isinstance(said, str):
            return _Taken(None, (row.remark(said, "closed"),), wrong=True)
        closed, closed_on = said
        data: dict[str, object] = {}
        note: dict[str, object] = {}
        remarks: list[Remark] = []
        if closed is not None and not _known(line, closed, closed_on):
            data |= {"closed": closed, "closed_on": closed_on.isoformat() if closed_on else ""}
        if (progress := row.cells["progress"]) and not _same(progress, line.progress):
            note["progress"] = progress
        if (person := row.cells.get("person", "")) and not _same(person, line.person_now):
            note["person"] = person
        if asked := self._asked(row, line, remarks):
            data["asked_until"] = asked.isoformat()
            data |= {"due": asked.isoformat()} if self._grant else {}
        if re.search(TOKEN, progress + person):
            remarks.append(row.remark("rectify_scrubbed", "progress"))
        if data.get("closed") and not (progress or line.progress):
            remarks.append(row.remark("rectify_closed_unsaid", "progress"))
        if not data and not note:
            remarks.append(row.remark("rectify_unchanged", "closed"))
            return _Taken(None, tuple(remarks))
        event = Fresh("report", line.finding.id, data, {"by": self._by, **note})
        return _Taken(event, tuple(remarks))

    def _asked(self, row: _Row, line: Line, remarks: list[Remark]) -> dt.date | None:
        """The day that a row asks for in place of the line's; its last possible day, if it names a month."""
        text = row.cells.get("due", "")
        if not text:
            return None
        read_ = column_type("date").clean(pl.Series([text]))
        day = read_.values["_max"][0]
        if not isinstance(day, dt.date):
            if read_.problem[0]:
                remarks.append(row.remark("rectify_due_words", "due", str(line.due)))
            return None
        if day in (line.due, line.asked_until) and not (self._grant and day != line.due):
            return None
        remarks.append(
            row.remark("rectify_due_granted" if self._grant else "rectify_due_asked", "due", str(line.due))
        )
        return day


def _known(line: Line, closed: bool, closed_on: dt.date | None) -> bool:
    """Whether what a row says of signing off is known; that it is not is known where nobody signed."""
    if line.closing and closed:
        return closed_on in (None, line.closing.closed_on)
    return bool(line.closing) == closed


def _closing(text: str, today: dt.date) -> tuple[bool | None, dt.date | None] | str:
    """Whether a cell says that the line is signed off, and on which day; or the code of what is wrong.

    >>> day = dt.date(2025, 9, 1)
    >>> _closing("√", day), _closing("未销号", day), _closing("", day)
    ((True, None), (False, None), (None, None))
    >>> _closing("已销号（2025年8月3日）", day)
    (True, datetime.date(2025, 8, 3))
    >>> _closing("2025.12.1", day), _closing("快了", day)
    ('rectify_closed_future', 'rectify_closed_unreadable')
    """
    word = _plain(text)
    if not word or not empty.blank_to_null(pl.Series([text]), NO).drop_nulls().len():
        return None, None
    if word in CLOSED:
        return True, None
    if word in OPEN:
        return False, None
    read_ = column_type("date").clean(pl.Series([_BESIDE.sub("", text).strip()]))
    first, last = read_.values["_min"][0], read_.values["_max"][0]
    if not isinstance(first, dt.date):
        return "rectify_closed_unreadable"
    if first > today:
        return "rectify_closed_future"
    return True, first if first == last else None


def _same(cell: str, kept: str) -> bool:
    """Whether a cell says what was written down. A name that its reader may not see went out as 张*, so a
    star in the cell stands for what is kept there.

    >>> _same("书记 欧*", "书记 欧阳乙"), _same("书记 欧*", "书记 丙辰和"), _same("已补选", "")
    (True, False, False)
    """
    cell, kept = _plain(cell), _plain(kept)
    first, *rest = cell.split(HIDDEN)
    if not rest:
        return cell == kept
    if not kept.startswith(first):
        return False
    at = len(first)
    for part in rest[:-1]:
        found = kept.find(part, at + 1)
        if found < 0:
            return False
        at = found + len(part)
    return kept.endswith(rest[-1]) and len(kept) - len(rest[-1]) > at


def _plain(text: str) -> str:
    """A text for comparing: widths, case, white space and invisible characters make no difference."""
    shown = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return "".join("".join(shown).lower().split())

"""The list of things to mend (问题整改台账): its lines, and how each stands.

A line is a finding that was put on a list. What an office reports about it is kept as it was reported;
whether the fault is really gone, a later audit says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from linli.audit.difference import doubted
from linli.audit.engine import Finding
from linli.audit.run import Area, Run

State = Literal["open", "overdue", "gone", "closed", "closed_confirmed", "closed_persists", "waived"]
"""open: to be mended, within its time; overdue: its day is over; gone: nobody closed it, and the latest audit
does not find it; closed: signed off, and not audited since; closed_confirmed: and not found since;
closed_persists: and found since, all the same (已销号但仍存在); waived: let stand for a time.
"""

STATES: tuple[State, ...] = (
    "overdue", "closed_persists", "open", "gone", "closed", "closed_confirmed", "waived"
)  # fmt: skip
"""In the order in which an auditor looks at them."""


@dataclass(frozen=True)
class Told:
    """What an office reported of a line, and when: what was done, whether it is signed off and on which day,
    until when it asks for time, who answers for it by their word. What was left blank is empty.
    """

    at: dt.datetime
    by: str
    progress: str = ""
    closed: bool | None = None
    closed_on: dt.date | None = None
    asked_until: dt.date | None = None
    person: str = ""


@dataclass(frozen=True)
class Line:
    """A finding on a list.

    number   of the list it was last put on; listed: since when it is on one
    finding  as it was found; chain: the areas it lies in, the smallest first; street: their name on the list
    as_of    the day that was audited
    says     the problem in a sentence, as it was written down; basis likewise
    body     the body that answers for it, by name; person: who heads it, with the post
    due      by when
    told     what was reported, oldest first
    """

    number: int
    listed: dt.datetime
    finding: Finding
    chain: tuple[Area, ...]
    street: str
    as_of: dt.date
    says: str
    basis: str
    body: str
    person: str
    due: dt.date
    told: tuple[Told, ...] = ()

    @property
    def progress(self) -> str:
        """What was reported last of what was done."""
        return next((one.progress for one in reversed(self.told) if one.progress), "")

    @property
    def person_now(self) -> str:
        """Who answers for it: by the last report, else as it was listed."""
        return next((one.person for one in reversed(self.told) if one.person), self.person)

    @property
    def closing(self) -> Told | None:
        """The report that signed it off, if it stands."""
        last = next((one for one in reversed(self.told) if one.closed is not None), None)
        return last if last and last.closed else None

    @property
    def asked_until(self) -> dt.date | None:
        """The latest day that was asked for."""
        return next((one.asked_until for one in reversed(self.told) if one.asked_until), None)


@dataclass(frozen=True)
class Sheet:
    """The lines of one street, as they are sent."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Issue:
    """A list that was written.

    number  of the list; run, as_of: what it was taken from; day, by: when and by whom it was written
    sheets  one a street
    fresh   how many of its lines are on a list for the first time, or again after they were signed off
    waived  how many findings are left out because they are let stand
    behind  whether the graph was built anew since the run
    """

    number: int
    run: int
    as_of: dt.date
    day: dt.date
    by: str
    sheets: tuple[Sheet, ...]
    fresh: int
    waived: int
    behind: bool

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return sum(len(sheet.lines) for sheet in self.sheets)


@dataclass(frozen=True)
class Judged:
    """A line with how it stands, and the run by which that is known."""

    line: Line
    state: State
    run: int | None


def judged(lines: Iterable[Line], runs: Iterable[Run], waived: set[str], today: dt.date) -> list[Judged]:
    """How lines stand.

    Parameters: `lines`; `runs`, those made since the oldest of them was listed, newest first, of which for
    each line the newest counts that asked of it; `waived`, findings let stand; `today`.
    """
    lines = list(lines)
    pending = dict(enumerate(lines))
    seen: dict[int, tuple[bool, int]] = {}
    for run in runs:
        pending = {place: line for place, line in pending.items() if run.at > _since(line)}
        if not pending:
            break
        found = {one.id for _, one in run.findings()}
        for place, line in list(pending.items()):
            if (there := _there(line, run, found)) is not None:
                seen[place] = (there, run.number)
                del pending[place]
    return [_judged(line, seen.get(place), waived, today) for place, line in enumerate(lines)]


def _since(line: Line) -> dt.datetime:
    """From when on a run tells what became of a line: since it was signed off, else since it was listed."""
    return line.closing.at if line.closing else line.listed


def _judged(line: Line, seen: tuple[bool, int] | None, waived: set[str], today: dt.date) -> Judged:
    there, run = seen or (None, None)
    if line.closing:
        states: dict[bool | None, State] = {
            None: "closed",
            False: "closed_confirmed",
            True: "closed_persists",
        }
        return Judged(line, states[there], run)
    if there is False:
        return Judged(line, "gone", run)
    if line.finding.id in waived:
        return Judged(line, "waived", run)
    return Judged(line, "overdue" if line.due < today else "open", run)


def _there(line: Line, run: Run, found: set[str]) -> bool | None:
    """Whether a run finds a line's finding; None where it did not ask of it, or nobody can tell."""
    if run.as_of < line.as_of:
        # An audit of an earlier day than the list's says nothing of what was done about it.
        return None
    if line.finding.id in found:
        return True
    rule = run.rules.get(line.finding.rule)
    if rule is None or rule.error or not run.reaches(line.chain) or doubted(rule, line.finding):
        return None
    return False


Happening = Literal["waive", "withdraw", "list", "report"]


@dataclass(frozen=True)
class Step:
    """Something that happened to a finding.

    says  what is to be told of it, by the key of its word
    """

    kind: Happening
    at: dt.datetime
    by: str
    says: Mapping[str, str]


@dataclass(frozen=True)
class Remark:
    """What is to be said of a row that came back: a code of `messages/cells.yaml`, with the cell it is about,
    what stands there, and what it is held against.
    """

    code: str
    address: str
    column: str = ""
    value: str = ""
    other: str = ""


@dataclass(frozen=True)
class Returned:
    """A row of a list that came back.

    row    of the sheet, from 1; finding: its identity, "" where it names none
    state  accepted: something new was taken from it; ignored: it says nothing new; rejected: nothing was
           taken
    """

    sheet: str
    row: int
    finding: str
    state: Literal["accepted", "ignored", "rejected"]
    remarks: tuple[Remark, ...]

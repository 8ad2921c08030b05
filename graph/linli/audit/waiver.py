"""Waivers: findings that somebody has decided to let stand for a time, and whether they still may.

A waiver changes nothing that is counted. It holds until its day, and only for what it was given for: when
what the finding rests on changes, so does its fingerprint, and the finding is open again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from linli.audit.difference import doubted
from linli.audit.engine import Finding
from linli.audit.run import Area, RuleRun, Run
from linli.model.vocabulary import Label

State = Literal["holds", "expired", "changed", "untold", "unresolved", "not_asked"]
"""holds: the finding is there and waived; expired: its day is over; changed: the finding rests on something
else now; untold: nobody can tell any more; unresolved: no such finding; not_asked: the audit did not run the
rule, or not of that place.
"""

REOPENED: tuple[State, ...] = ("expired", "changed")
"""States in which the finding is open again."""


@dataclass(frozen=True)
class Print:
    """Fingerprints of what a finding rests on.

    row       of its row (`run.fingerprint`)
    evidence  of the facts that show it; "" where it is shown by a whole population, of which something always
              changes, or where the facts or the rule are not at hand any more
    """

    row: str
    evidence: str = ""

    def same(self, other: Print) -> bool:
        """Whether two say the same, as far as both know."""
        known = self.evidence and other.evidence
        return self.row == other.row and (not known or self.evidence == other.evidence)


@dataclass(frozen=True)
class Waiver:
    """A finding that is let stand.

    number       by which it is withdrawn; finding: what is waived; chain: the areas it lies in
    until        the last day it holds
    mark         fingerprints of what the finding rested on
    says         what the finding said when it was waived
    """

    number: int
    finding: Finding
    chain: tuple[Area, ...]
    until: dt.date
    mark: Print
    by: str
    reason: str
    at: dt.datetime
    says: Label


@dataclass(frozen=True)
class Standing:
    """A waiver with its state in a run, and the finding as the run has it, if it does."""

    waiver: Waiver
    state: State
    rule: RuleRun | None
    finding: Finding | None


def standing(
    waivers: Iterable[Waiver], run: Run, today: dt.date, marks: Mapping[str, Print]
) -> list[Standing]:
    """What each waiver means for a run, the newest of each finding alone, in the order of their numbers.

    Parameters: `waivers`, those not withdrawn; `run`; `today`, by which they expire, whichever day was
    audited; `marks`, fingerprints of the findings that are waived, by their identity.
    """
    newest = {one.finding.id: one for one in sorted(waivers, key=lambda one: one.number)}
    found = {
        finding.id: finding
        for name in {one.finding.rule for one in newest.values()}
        if (rule := run.rules.get(name))
        for finding in rule.findings
        if finding.id in newest
    }
    return [
        Standing(
            one,
            _state(one, run, found.get(key), today, marks),
            run.rules.get(one.finding.rule),
            found.get(key),
        )
        for key, one in sorted(newest.items(), key=lambda pair: pair[1].number)
    ]


def _state(
    waiver: Waiver, run: Run, finding: Finding | None, today: dt.date, marks: Mapping[str, Print]
) -> State:
    if finding is None:
        rule = run.rules.get(waiver.finding.rule)
        if rule is None or rule.error or not run.reaches(waiver.chain):
            return "not_asked"
        return "untold" if doubted(rule, waiver.finding) else "unresolved"
    if not waiver.mark.same(marks[finding.id]):
        return "changed"
    return "expired" if waiver.until < today else "holds"

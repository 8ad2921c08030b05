"""Audits, findings, what became of them and waivers, as the API gives them."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, Field

from linli.audit.difference import Change, Difference, counts
from linli.audit.engine import Totals
from linli.audit.run import Area, RuleRun, Run
from linli.audit.waiver import Standing, Waiver
from linli.messages.catalogue import Lang, explain, say
from linli.reports import runs as reports
from linli.services.findings import Row, sentence
from linli_api.asking import Day, Plain
from linli_api.audits.sight import Sight
from linli_api.paging import Page
from linli_api.questions.schemas import Words

Severity = Literal["prohibited", "breach", "disclose", "warning", "target", "information"]
Verdict = Literal["fail", "unknown"]
Change_ = Literal["new", "told", "persisting", "untold", "fixed"]
State = Literal["holds", "expired", "changed", "untold", "unresolved", "not_asked"]


class Wanted(BaseModel):
    """An audit to be made."""

    area: list[str] | None = Field(
        max_length=200,
        description="codes or names; null: all that one may see",
        examples=[["990101"]],
    )
    pack: str | None = Field(
        default=None, max_length=60, description="pack of rules; that of the place unless given"
    )
    as_of: Day | None = Field(default=None, description="the day judged; the newest ledger's unless given")


class AreaShown(BaseModel):
    """An area."""

    code: str = Field(examples=["990101001"])
    name: str = Field(examples=["示例街道"])
    level: str = Field(examples=["street"])


class RunShown(BaseModel):
    """A kept audit."""

    run: int = Field(examples=[12])
    at: dt.datetime
    by: str = Field(examples=["王审计"])
    pack: str = Field(examples=["base"])
    label: Words
    areas: list[str] = Field(description="codes that were asked for", examples=[["990101"]])
    as_of: dt.date
    snapshot: str
    findings: int = Field(description="findings of the whole run", examples=[42])
    unknown: int = Field(description="what nobody could tell, of the whole run", examples=[7])


class Runs(Page[RunShown]):
    """Kept audits, the newest first."""


class TotalsShown(BaseModel):
    """What a rule came to: subjects, which the other numbers add up to."""

    population: int
    passed: int
    failed: int
    unknown: int
    not_applicable: int
    failed_certainly: int
    asked: int = Field(description="the denominator: those that the rule applies to")
    share: list[float] | None = Field(
        description="least and greatest share of failures among those asked; null where none were",
        examples=[[0.1, 0.25]],
    )


class RuleShown(BaseModel):
    """A rule in a run."""

    rule: str = Field(examples=["dual_entry_rate"])
    version: int
    title: Words
    severity: Severity
    severity_text: str
    citation: Words
    remedy: Words
    totals: TotalsShown = Field(description="of the whole run, whichever areas one may see")
    error: str | None = Field(description="why the rule could not be run; null where it could")


class RunWhole(RunShown):
    """A kept audit with its rules."""

    rules: list[RuleShown]


class WaiverMark(BaseModel):
    """That a finding is let stand."""

    number: int
    until: dt.date


class FindingShown(BaseModel):
    """A finding, or what nobody can tell."""

    id: str = Field(examples=["f0123456789abcdef0123"])
    rule: str = Field(examples=["dual_entry"])
    title: Words
    severity: Severity
    severity_text: str = Field(examples=["提醒"])
    verdict: Verdict
    certain: bool = Field(description="false where it rests on a possible identity or an uncertain date")
    subject: str
    place: str = Field(description="identifier of the place")
    areas: list[AreaShown] = Field(description="the areas it lies in, the smallest first")
    says: Words = Field(description="the finding in a sentence, in the words of its own run")
    citation: Words
    remedy: Words
    waived: WaiverMark | None
    values: dict[str, Any] = Field(
        description="the row of the rule's query; names as the caller may see them"
    )


class Findings(Page[FindingShown]):
    """Findings of a run."""

    run: int
    as_of: dt.date
    snapshot: str


class RunRange(BaseModel):
    """A run in a comparison; number 0 for one that was made for it and not kept."""

    run: int
    as_of: dt.date
    pack: str
    areas: list[str]
    snapshot: str


class ChangeShown(BaseModel):
    """What became of a finding."""

    kind: Change_
    kind_text: str
    apart: str | None = Field(
        description="why it says nothing of the place: the rule, or the place, was not asked alike"
    )
    id: str
    rule: str
    title: Words
    severity: Severity
    area: AreaShown | None
    certain: bool
    says: Words


class CountShown(BaseModel):
    """How many of each kind, by rule and area; what says nothing is left out."""

    rule: str
    area: str
    new: int
    told: int
    persisting: int
    untold: int
    fixed: int


class DifferenceShown(Page[ChangeShown]):
    """Two audits compared."""

    first: RunRange
    second: RunRange
    counts: list[CountShown]
    notes: list[str] = Field(description="what was not asked alike in both, in sentences")


class NewWaiver(BaseModel):
    """A finding that is to be let stand."""

    finding: str = Field(min_length=4, max_length=60, description="the finding, or how its identifier begins")
    reason: str = Field(min_length=1, max_length=2000, description="why", examples=["正在换届"])
    until: dt.date = Field(description="the last day it holds", examples=["2026-06-30"])


class Withdrawal(BaseModel):
    """A waiver that is to be taken back."""

    reason: str = Field(default="", max_length=2000, description="why")


class WaiverShown(BaseModel):
    """A waiver, and how it stands in the newest run."""

    number: int
    finding: str
    rule: str
    state: State | None = Field(description="null while there is no run to judge it by")
    state_text: str
    areas: list[AreaShown]
    says: Words = Field(description="the finding, with the names that the caller may see")
    until: dt.date
    by: str
    reason: str
    at: dt.datetime


class Waivers(Page[WaiverShown]):
    """Waivers that were not taken back."""


def head(run: Run, findings: int, doubts: int) -> Plain:
    """A run in a list."""
    return {
        "run": run.number,
        "at": run.at,
        "by": run.by,
        "pack": run.pack,
        "label": vars(run.label),
        "areas": list(run.areas),
        "as_of": run.as_of,
        "snapshot": run.snapshot,
        "findings": findings,
        "unknown": doubts,
    }


def rule(one: RuleRun, lang: Lang) -> Plain:
    """A rule in a run."""
    text = one.wording
    return {
        "rule": text.rule,
        "version": text.version,
        "title": vars(text.title),
        "severity": text.severity,
        "severity_text": say(f"severity_of_{text.severity}", lang),
        "citation": vars(text.citation),
        "remedy": vars(text.remedy),
        "totals": totals(one.totals),
        "error": explain(one.error, lang).what if one.error else None,
    }


def totals(one: Totals) -> Plain:
    """What a rule came to."""
    return {**vars(one), "asked": one.asked, "share": list(one.share) if one.share else None}


def finding(row: Row, run: Run, sight: Sight, lang: Lang) -> Plain:
    """A finding."""
    text, one = row.rule.wording, row.finding

    def shown(column: str, value: Any) -> Any:
        return sight.value(text, column, value)

    waiver = row.waiver.waiver if row.waiver else None
    return {
        "id": one.id,
        "rule": one.rule,
        "title": vars(text.title),
        "severity": text.severity,
        "severity_text": say(f"severity_of_{text.severity}", lang),
        "verdict": row.verdict,
        "certain": one.certain,
        "subject": one.subject,
        "place": one.place,
        "areas": areas(run.chain(one.place)),
        "says": {"zh": sentence(row, shown, "zh"), "en": sentence(row, shown, "en")},
        "citation": vars(text.citation),
        "remedy": vars(text.remedy),
        "waived": {"number": waiver.number, "until": waiver.until} if waiver else None,
        "values": {name: shown(name, value) for name, value in one.values.items()},
    }


def areas(chain: tuple[Area, ...]) -> list[Plain]:
    """Areas."""
    return [dict(vars(area)) for area in chain]


def compared(found: Difference, changes: list[Change], lang: Lang) -> Plain:
    """Two audits compared, without the changes themselves."""
    said = [one for one in changes if one.apart is None]
    return {
        "first": _range(found.first),
        "second": _range(found.second),
        "counts": [
            {"rule": rule, "area": area, **count} for (rule, area), count in sorted(counts(said).items())
        ],
        "notes": reports.apart(found, lang),
    }


def _range(run: Run) -> Plain:
    return {
        "run": run.number,
        "as_of": run.as_of,
        "pack": run.pack,
        "areas": list(run.areas),
        "snapshot": run.snapshot,
    }


def change(one: Change, sight: Sight, lang: Lang) -> Plain:
    """What became of a finding."""
    text = one.rule.wording
    seen = Change(one.kind, one.apart, one.rule, sight.finding(text, one.finding), one.area)
    return {
        "kind": one.kind,
        "kind_text": say(f"change_{one.kind}", lang),
        "apart": one.apart,
        "id": one.finding.id,
        "rule": one.finding.rule,
        "title": vars(text.title),
        "severity": text.severity,
        "area": dict(vars(one.area)) if one.area else None,
        "certain": one.finding.certain,
        "says": {"zh": reports.sentence(seen, "zh"), "en": reports.sentence(seen, "en")},
    }


def waiver(one: Waiver, state: Standing | None, lang: Lang) -> Plain:
    """A waiver."""
    return {
        "number": one.number,
        "finding": one.finding.id,
        "rule": one.finding.rule,
        "state": state.state if state else None,
        "state_text": say(f"waiver_{state.state}", lang) if state else "",
        "areas": areas(one.chain),
        "says": vars(one.says),
        "until": one.until,
        "by": one.by,
        "reason": one.reason,
        "at": one.at,
    }

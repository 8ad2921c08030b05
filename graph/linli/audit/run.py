"""A run: an audit as it is kept, so that it can be read and compared when rules, ledgers and graph have
moved on.

A run carries the wording of its rules with it. What a finding said in March is said in March's words, by
March's citation, however the pack was changed since.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from linli.audit.engine import Finding, Result, Totals
from linli.audit.pack import Pack
from linli.audit.rule import Rule, Severity
from linli.errors import LinliError
from linli.model.definition import Strict
from linli.model.vocabulary import Label
from linli.ports import Value
from linli.queries.catalogue import ColumnSpec

if TYPE_CHECKING:
    import polars as pl

STREET = "street"
"""The level of area by which an office's work is divided."""


@dataclass(frozen=True)
class Wording(Strict):
    """What a rule said when it was run.

    columns  of its rows, for the sentences; key: those that make the identity of a finding
    judges   a hash of what decides a finding: both queries and the values of the parameters; a new title or
             citation leaves it as it is
    """

    rule: str
    version: int
    title: Label
    severity: Severity
    citation: Label
    message: Label
    unknown: Label
    remedy: Label
    columns: dict[str, ColumnSpec]
    key: tuple[str, ...]
    judges: str

    @property
    def digest(self) -> str:
        """A hash of all of it."""
        return _hash(asdict(self))


@dataclass(frozen=True)
class Area:
    """An area by its code, name and level."""

    code: str
    name: str
    level: str


@dataclass(frozen=True, eq=False)
class RuleRun:
    """What a rule came to in a run; see `engine.Result`."""

    wording: Wording
    totals: Totals
    rows: pl.DataFrame
    error: LinliError | None = None

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The failures, in the order of the audit."""
        return self._of("fail")

    @cached_property
    def unknown(self) -> tuple[Finding, ...]:
        """What nobody can tell."""
        return self._of("unknown")

    def count(self, verdict: str) -> int:
        """How many rows there are of a verdict: fail or unknown."""
        return int((self.rows["verdict"] == verdict).sum()) if self.rows.height else 0

    def doubts(self, subject: str) -> Sequence[Finding]:
        """What nobody can tell of a subject."""
        return self._doubts.get(subject, ())

    @cached_property
    def _doubts(self) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for one in self.unknown:
            found.setdefault(one.subject, []).append(one)
        return found

    def _of(self, verdict: str) -> tuple[Finding, ...]:
        if not self.rows.height:
            return ()
        chosen = self.rows.filter(self.rows["verdict"] == verdict)
        name = self.wording.rule
        return tuple(
            Finding(one, name, row["subject"], row["place"], row["certain"] is True, row)
            for one, row in zip(chosen["id"], chosen.drop("id").iter_rows(named=True), strict=True)
        )


@dataclass(frozen=True, eq=False)
class Run:
    """An audit that is kept.

    number  in the workspace, from 1; 0 while it is not kept
    at, by  when and by whom it was made
    pack    name of the pack; pack_hash: of the wording of all rules that were run
    areas   codes of the areas asked for
    place   place → code of the smallest area it lies in; those of its findings alone
    chains  code of an area → it and all above it, the smallest first
    """

    number: int
    at: dt.datetime
    by: str
    pack: str
    label: Label
    pack_hash: str
    areas: tuple[str, ...]
    as_of: dt.date
    snapshot: str
    rules: Mapping[str, RuleRun]
    place: Mapping[str, str] = field(default_factory=dict)
    chains: Mapping[str, tuple[Area, ...]] = field(default_factory=dict)

    def findings(self) -> Iterator[tuple[RuleRun, Finding]]:
        """Every finding with its rule, in the order of the audit."""
        return ((rule, finding) for rule in self.rules.values() for finding in rule.findings)

    def chain(self, place: str) -> tuple[Area, ...]:
        """The areas that a place lies in, the smallest first; none where it is not known."""
        return self.chains.get(self.place.get(place, ""), ())

    def at_level(self, place: str, level: str = STREET) -> Area | None:
        """The area of a level that a place lies in, else the smallest that it lies in, else none."""
        chain = self.chain(place)
        return next((area for area in chain if area.level == level), chain[0] if chain else None)

    def reaches(self, chain: tuple[Area, ...]) -> bool:
        """Whether this run asked of a place that lies in these areas. Of one that lies nowhere, it did."""
        return not chain or any(area.code in self.areas for area in chain)


def wording(rule: Rule) -> Wording:
    """What a rule says and by what it judges."""
    text = rule.text
    judges = [
        rule.find.text,
        rule.find.header.days,
        rule.find.header.key,
        rule.population.text,
        rule.population.header.days,
        rule.values,
    ]
    return Wording(
        text.rule,
        text.version,
        text.title,
        text.severity,
        text.citation,
        text.message,
        text.unknown or text.message,
        text.remedy,
        rule.find.header.columns,
        rule.find.header.key,
        _hash(judges),
    )


def of(pack: Pack, results: tuple[Result, ...], areas: tuple[str, ...], as_of: dt.date, snapshot: str) -> Run:
    """An audit as a run that is not kept yet; where its places lie is for who knows the graph to add."""
    rules = {one.rule.name: RuleRun(wording(one.rule), one.totals, one.rows, one.error) for one in results}
    told = _hash(sorted(one.wording.digest for one in rules.values()))
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    return Run(0, never, "", pack.name, pack.label, told, areas, as_of, snapshot, rules)


def within(run: Run, codes: tuple[str, ...]) -> Run:
    """A run's findings in some areas alone. Totals stay those of the whole run."""
    places = [place for place in run.place if any(area.code in codes for area in run.chain(place))]
    rules = {
        name: replace(rule, rows=rule.rows.filter(rule.rows["place"].is_in(places)))
        for name, rule in run.rules.items()
        if rule.rows.height
    }
    return replace(run, rules={**run.rules, **rules})


def fingerprint(finding: Finding) -> str:
    """A hash of what a finding rests on, by its row: it changes when anything that the rule tells changes.

    >>> one = Finding("f1", "r", "s", "p", True, {"holder": "甲", "since_min": dt.date(2021, 3, 1)})
    >>> fingerprint(one) == fingerprint(replace(one, values=dict(reversed(one.values.items()))))
    True
    >>> fingerprint(one) == fingerprint(replace(one, values={**one.values, "holder": "乙"}))
    False
    """
    return _hash(dict(finding.values))


def told(finding: Finding) -> dict[str, object]:
    """A finding as plain data, for events; `finding` gives it back.

    >>> one = Finding("f1", "r", "s", "p", True, {"since_min": dt.date(2021, 3, 1), "posts": 2})
    >>> retold(told(one)) == one
    True
    """
    row = {name: {"day": str(v)} if isinstance(v, dt.date) else v for name, v in finding.values.items()}
    return {**asdict(replace(finding, values={})), "values": row}


def retold(plain: Mapping[str, object]) -> Finding:
    """The finding of plain data. What the data lack, because they were erased, is empty."""
    row = plain.get("values")
    values: dict[str, Value] = {
        name: dt.date.fromisoformat(v["day"]) if isinstance(v, dict) else v
        for name, v in (row.items() if isinstance(row, dict) else ())
    }
    return Finding(
        str(plain.get("id", "")),
        str(plain.get("rule", "")),
        str(plain.get("subject", "")),
        str(plain.get("place", "")),
        plain.get("certain") is True,
        values,
    )


def _hash(plain: object) -> str:
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()

"""A rule: a folder of data that an auditor reads, copies and changes without Python.

    <pack>/<rule>/rule.yaml          title, severity, legal level, citation, parameters, messages, remedy
    <pack>/<rule>/find.cypher        the rows that break it, or about which nobody can tell
    <pack>/<rule>/population.cypher  everything it was asked of, and to what it does not apply
    <pack>/<rule>/cases/*.yaml       one case that breaks it, one that keeps it, one that cannot be told

A query begins with its columns and key, YAML in `//` lines, as the queries of the catalogue do. `find` gives
`subject`, `place` (identifiers), `verdict` (fail or unknown), `certain`, and what the messages name;
`population` gives `subject`, `place`, `state` (asked, not_applicable or unknown).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from linli.errors import DefinitionError
from linli.model import definition
from linli.model.definition import Strict
from linli.model.vocabulary import Label
from linli.ports import Parameter
from linli.queries import catalogue
from linli.queries.catalogue import ColumnSpec, Header, ParameterKind, ParameterSpec, Query

Severity = Literal["prohibited", "breach", "disclose", "warning", "target", "information"]
"""What a failure is: forbidden by a text; against a text; to be made public; to be looked at; short of a
target, which is no breach of one compound; worth knowing.
"""

Level = Literal["law", "local_regulation", "guidance", "party_document", "own_rules", "practice"]
"""The force of the text that a rule rests on; `guidance` is a ministry's or office's document and no law."""

Evidence = Literal["witness", "absence", "aggregate"]
"""What shows a failure: links of which any one removed clears it; that something is not there, where the
ledgers are stated to be whole; or the whole population.
"""

FIND = {"subject": "text", "place": "text", "verdict": "text", "certain": "yes_no"}
POPULATION = {"subject": "text", "place": "text", "state": "text"}
MAY_ONLY_WARN: tuple[Severity, ...] = ("disclose", "warning", "target", "information")
"""Severities of a rule for which no text was found."""


@dataclass(frozen=True)
class RuleParameter(Strict):
    """A number or word that a pack may set: its type, its value unless a pack says otherwise, what it is."""

    type: ParameterKind
    value: int | float | str | bool
    zh: str
    en: str
    vocabulary: str | None = None


@dataclass(frozen=True)
class EvidenceLink(Strict):
    """A link of the evidence, by the columns of `find` that name its two ends."""

    link: str
    source: str
    target: str


@dataclass(frozen=True)
class RuleText(Strict):
    """A `rule.yaml`, as written.

    found        whether a text of the place was found; without one a rule can only warn or inform
    subject      what is judged, in words; needs: kinds of ledger that must be whole before absence fails
    from_, to    days between which the rule holds, where its text says so
    message      a finding in a sentence; unknown: why nobody can tell; both name columns of `find`
    links        the links that are the evidence of a finding
    """

    rule: str
    version: int
    title: Label
    severity: Severity
    level: Level
    citation: Label
    found: bool
    subject: Label
    evidence: Evidence
    message: Label
    remedy: Label
    unknown: Label | None = None
    needs: tuple[str, ...] = ()
    on: bool = True
    from_: dt.date | None = None
    to: dt.date | None = None
    parameters: dict[str, RuleParameter] = field(default_factory=dict)
    links: tuple[EvidenceLink, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A rule that fits its own queries, with the values that its pack gives its parameters."""

    text: RuleText
    find: Query
    population: Query
    cases: tuple[Path, ...]
    values: dict[str, Parameter]

    @property
    def name(self) -> str:
        """The rule's name, which is its folder's."""
        return self.text.rule


@dataclass(frozen=True)
class _Head(Strict):
    columns: dict[str, ColumnSpec]
    key: tuple[str, ...]
    order: tuple[str, ...] = ()
    days: dict[str, int] | None = None


_RENAMED = {"from": "from_"}


def load(folder: Path) -> Rule:
    """The rule of a folder.

    Raises DefinitionError with file, field and repair where it does not fit together.
    """
    file = f"{folder.name}/rule.yaml"
    path = folder / "rule.yaml"
    if not path.is_file():
        raise DefinitionError(file=file, field="(whole file)", problem="there is no such file; write it")
    plain = definition.read(path.read_text(encoding="utf-8"), file)
    if isinstance(plain, dict):
        plain = {_RENAMED.get(key, key): value for key, value in plain.items()}
        if isinstance(links := plain.get("links"), list):
            ends = {"from": "source", "to": "target"}
            plain["links"] = [
                {ends.get(k, k): v for k, v in link.items()} if isinstance(link, dict) else link
                for link in links
            ]
    text = definition.build(plain, RuleText, file)
    cases = tuple(sorted((folder / "cases").glob("*.yaml")))
    values: dict[str, Parameter] = {name: spec.value for name, spec in text.parameters.items()}
    rule = Rule(
        text, _query(folder, text, "find", cases), _query(folder, text, "population", cases), cases, values
    )
    for where, problem in _faults(rule, folder.name):
        raise DefinitionError(file=file, field=where, problem=problem)
    return rule


def _query(folder: Path, text: RuleText, part: str, cases: tuple[Path, ...]) -> Query:
    """One of the two queries of a rule, as a query of the catalogue."""
    file = f"{folder.name}/{part}.cypher"
    path = folder / f"{part}.cypher"
    if not path.is_file():
        raise DefinitionError(file=file, field="(whole file)", problem="there is no such file; write it")
    head, body = catalogue.divide(path.read_text(encoding="utf-8"))
    own = definition.build(definition.read(head, file), _Head, file)
    used = set(re.findall(r"\$([a-z_]+)", body))
    parameters = {
        name: ParameterSpec(spec.type, spec.zh, spec.en, spec.vocabulary)
        for name, spec in text.parameters.items()
        if name in used
    }
    header = Header(
        text.title, "one row a finding", text.title, own.columns, own.key, own.order, parameters, own.days
    )
    query = Query(f"{folder.name}/{part}", header, body, cases)
    for where, problem in catalogue.faults(query):
        raise DefinitionError(file=file, field=where, problem=problem)
    return query


def _faults(rule: Rule, folder: str) -> list[tuple[str, str]]:
    """What does not fit together, as (field, repair)."""
    text, found = rule.text, []
    if text.rule != folder:
        found.append(("rule", f"the folder is called {folder!r}; give both one name"))
    for query, wanted in ((rule.find, FIND), (rule.population, POPULATION)):
        found += [
            (f"{query.name.split('/')[1]}.cypher: columns.{name}", f"give a column {name} of type {kind}")
            for name, kind in wanted.items()
            if query.columns.get(name) != kind
        ]
    if not text.found and text.severity not in MAY_ONLY_WARN:
        found.append(("severity", f"no text was found: use one of {', '.join(MAY_ONLY_WARN)}"))
    if text.evidence == "absence" and not text.needs:
        found.append(("needs", "absence fails only inside a statement of completeness: name the ledgers"))
    if text.evidence == "witness" and not text.links:
        found.append(("links", "name the links that witness a finding"))
    known = set(rule.find.header.columns)
    for name, label in (("message", text.message), ("unknown", text.unknown or text.message)):
        for words in (label.zh, label.en):
            found += [
                (name, f"{{{used}}} is no column of find.cypher")
                for used in re.findall(r"\{([a-z_]+)\}", words)
                if used not in known and used not in text.parameters
            ]
    for link in text.links:
        found += [
            ("links", f"{end!r} is no column of find.cypher")
            for end in (link.source, link.target)
            if end not in known
        ]
    used_in = set(re.findall(r"\$([a-z_]+)", rule.find.text + rule.population.text))
    found += [
        (f"parameters.{name}", f"neither query uses ${name}; use it or drop it")
        for name in text.parameters
        if name not in used_in
    ]
    return found

"""A rule: a folder of data that an auditor reads, copies and changes without Python.

    <pack>/<rule>/rule.yaml          title, severity, legal level, citation, parameters, messages, remedy
    <pack>/<rule>/find.cypher        the rows that break it, or about which nobody can tell
    <pack>/<rule>/population.cypher  everything it was asked of, and to what it does not apply
    <pack>/<rule>/cases/*.yaml       one case that breaks it, one that keeps it, one that cannot be told

A query begins with its columns and key, YAML in `//` lines, as the queries of the catalogue do. `find` gives
`subject`, `place` (identifiers), `verdict` (fail or unknown), `certain`, and what the messages name;
`population` gives `subject`, `place`, `state` (asked, not_applicable or unknown).

A rule may come from anybody: its Cypher is held to `linli.queries.allowed` before an engine sees it.
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
from linli.queries import allowed, catalogue
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


@dataclass(frozen=True)
class Fault:
    """Something wrong with a file of a pack: the file, the place in it, what to do."""

    file: str
    field: str
    problem: Label

    def error(self) -> DefinitionError:
        """As an error."""
        return DefinitionError(file=self.file, field=self.field, problem=self.problem)

    @staticmethod
    def of(error: DefinitionError) -> Fault:
        """The fault that an error tells."""
        said = error.where.get("problem", "")
        problem = said if isinstance(said, Label) else Label(str(said), str(said))
        return Fault(str(error.where.get("file", "")), str(error.where.get("field", "")), problem)


def load(folder: Path, *, foreign: bool = False) -> Rule:
    """The rule of a folder.

    Parameters: `folder`; `foreign`, whether it comes from anybody, so that its Cypher is held to what is
    allowed (`linli.queries.allowed`). The rules that are shipped are held to it by a test.
    Raises DefinitionError with file, field and repair where it does not fit together.
    """
    rule, faults = examine(folder, foreign=foreign)
    if faults:
        raise faults[0].error()
    assert rule is not None
    return rule


def examine(folder: Path, *, foreign: bool = True) -> tuple[Rule | None, list[Fault]]:
    """The rule of a folder and all that is wrong with it; None where its own text cannot be read."""
    file = f"{folder.name}/rule.yaml"
    cases = tuple(sorted((folder / "cases").glob("*.yaml")))
    try:
        plain = _plain(folder / "rule.yaml", file)
    except DefinitionError as error:
        return None, [Fault.of(error)]
    faults = [Fault(file, field, problem) for field, problem in definition.faults(plain, RuleText)]
    if faults:
        return None, faults + _early(folder, foreign)
    text = definition.build(plain, RuleText, file)
    find, of_find = _query(folder, text, "find", cases, foreign)
    population, of_population = _query(folder, text, "population", cases, foreign)
    faults = of_find + of_population
    if find is None or population is None:
        return None, faults
    values: dict[str, Parameter] = {name: spec.value for name, spec in text.parameters.items()}
    rule = Rule(text, find, population, cases, values)
    faults += [Fault(file, field, problem) for field, problem in _faults(rule, folder.name)]
    return rule, faults


_RENAMED = {"from": "from_"}


def _plain(path: Path, file: str) -> definition.Plain:
    """A `rule.yaml` as plain data, with the two words that Python keeps for itself renamed."""
    plain = definition.read(definition.text(path, file), file)
    if isinstance(plain, dict):
        plain = {_RENAMED.get(key, key): value for key, value in plain.items()}
        if isinstance(links := plain.get("links"), list):
            ends = {"from": "source", "to": "target"}
            plain["links"] = [
                {ends.get(k, k): v for k, v in link.items()} if isinstance(link, dict) else link
                for link in links
            ]
    return plain


def _early(folder: Path, foreign: bool) -> list[Fault]:
    """What is wrong with the two queries by themselves, where the rule that they belong to cannot be read."""
    faults: list[Fault] = []
    for part in ("find", "population"):
        try:
            source, body, plain = _parts(folder, part)
        except DefinitionError as error:
            faults.append(Fault.of(error))
            continue
        file = f"{folder.name}/{part}.cypher"
        faults += [Fault(file, field, problem) for field, problem in definition.faults(plain, _Head)]
        faults += _refused(file, source, body, foreign)
    return faults


def _parts(folder: Path, part: str) -> tuple[str, str, definition.Plain]:
    """A query's file as written, its text, and its header as plain data. Raises DefinitionError."""
    file = f"{folder.name}/{part}.cypher"
    source = definition.text(folder / f"{part}.cypher", file)
    head, body = catalogue.divide(source)
    return source, body, definition.read(head, file)


def _refused(file: str, source: str, body: str, foreign: bool) -> list[Fault]:
    """Why a foreign query may not be asked, at its line."""
    if not foreign or (refused := allowed.read(body).refused) is None:
        return []
    return [Fault(file, f"line {line_of(source, refused.line)}", refused.problem)]


def _query(
    folder: Path, text: RuleText, part: str, cases: tuple[Path, ...], foreign: bool
) -> tuple[Query | None, list[Fault]]:
    """One of the two queries of a rule, as a query of the catalogue, with all that is wrong with it."""
    file = f"{folder.name}/{part}.cypher"
    try:
        source, body, plain = _parts(folder, part)
    except DefinitionError as error:
        return None, [Fault.of(error)]
    if faults := [Fault(file, field, problem) for field, problem in definition.faults(plain, _Head)]:
        return None, faults
    own = definition.build(plain, _Head, file)
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
    if refused := _refused(file, source, body, foreign):
        # What may not be asked is not looked at further: its other faults would only distract.
        return query, refused
    faults = [Fault(file, field, problem) for field, problem in catalogue.faults(query)]
    return query, faults + (_unmasked(file, query) if foreign else [])


def _unmasked(file: str, query: Query) -> list[Fault]:
    """Columns that may hold a person's name and do not say so: whoever may not see names would see them."""
    problem = Label(
        "这一列可能是人名，类型要写 person_name", "this may be a person's name: give it the type person_name"
    )
    names = sorted(allowed.read(query.text).personal & set(query.columns))
    return [Fault(file, f"columns.{name}", problem) for name in names if query.columns[name] != "person_name"]


def line_of(source: str, line: int) -> int:
    """The line of a query's file on which a line of its text stands."""
    own = [number for number, said in enumerate(source.splitlines(), 1) if not said.startswith("//")]
    texts = source.splitlines()
    while own and not texts[own[0] - 1].strip():
        own.pop(0)
    return own[line - 1] if 0 < line <= len(own) else line


def _faults(rule: Rule, folder: str) -> list[tuple[str, Label]]:
    """What does not fit together, as (field, repair)."""
    text = rule.text
    found: list[tuple[str, Label]] = []
    if text.rule != folder:
        zh, en = f"文件夹叫 {folder!r}，两处要一样", f"the folder is called {folder!r}; give both one name"
        found.append(("rule", Label(zh, en)))
    for query, wanted in ((rule.find, FIND), (rule.population, POPULATION)):
        found += [
            (
                f"{query.name.split('/')[1]}.cypher: columns.{name}",
                Label(f"要有一列 {name}，类型 {kind}", f"give a column {name} of type {kind}"),
            )
            for name, kind in wanted.items()
            if query.columns.get(name) != kind
        ]
    if not text.found and text.severity not in MAY_ONLY_WARN:
        only = ", ".join(MAY_ONLY_WARN)
        found.append(
            ("severity", Label(f"未找到条文，只能是 {only}", f"no text was found: use one of {only}"))
        )
    if text.evidence == "absence" and not text.needs:
        whole = Label(
            "“没有”只有在声明过台账是全的时候才算问题：请写明是哪些台账",
            "absence fails only inside a statement of completeness: name the ledgers",
        )
        found.append(("needs", whole))
    if text.evidence == "witness" and not text.links:
        found.append(("links", Label("请写明哪些关系是证据", "name the links that witness a finding")))
    return found + _named(rule)


def _named(rule: Rule) -> list[tuple[str, Label]]:
    """Names that messages, links and parameters use and the queries do not have."""
    text, known = rule.text, set(rule.find.header.columns)
    found: list[tuple[str, Label]] = []
    for name, label in (("message", text.message), ("unknown", text.unknown or text.message)):
        for used in re.findall(r"\{([a-z_]+)\}", label.zh + label.en):
            if used not in known:
                zh, en = f"find.cypher 没有 {{{used}}} 这一列", f"{{{used}}} is no column of find.cypher"
                if used in text.parameters:
                    zh, en = f"{zh}，请返回 ${used} AS {used}", f"{en}; return ${used} AS {used}"
                found.append((name, Label(zh, en)))
    for link in text.links:
        found += [
            ("links", Label(f"find.cypher 没有 {end!r} 这一列", f"{end!r} is no column of find.cypher"))
            for end in (link.source, link.target)
            if end not in known
        ]
    used_in = set(re.findall(r"\$([a-z_]+)", rule.find.text + rule.population.text))
    found += [
        (
            f"parameters.{name}",
            Label(f"两条查询都没用 ${name}，请用上或删去", f"neither query uses ${name}; use it or drop it"),
        )
        for name in text.parameters
        if name not in used_in
    ]
    return list(dict.fromkeys(found))

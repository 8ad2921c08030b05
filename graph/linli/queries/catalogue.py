"""The catalogue of read queries: `<noun>/<name>.cypher`, in the Cypher that both engines share.

A query begins with its header, YAML in `//` lines: what it answers (zh, en), its grain, its parameters, its
columns, what an absent row means. The header is held against the text, and a query without a case
(`<name>.cases/*.yaml`) is refused.

A query of several parts (`UNION ALL`) cannot order them in the shared Cypher. Its header may say `order`
instead: the rows are then sorted by it, nulls last, and of those alike in the key the first one stays.

A length of time is written differently by the two engines, so none stands in a text: the header's `days`
names it (`days: {ten_days: 10}`), and the text uses it like a parameter that nobody gives.

A column of type `start` stands for two, `<name>_min` and `<name>_max` (the first day in force lies between
them), and one of type `end` likewise (the first day no longer in force).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from linli.errors import DefinitionError, ParameterMissing, ParameterWrong, QueryUnknown
from linli.model import definition
from linli.model.definition import Strict
from linli.model.vocabulary import Label
from linli.model.vocabulary import load as vocabularies
from linli.ports import Parameter

FOLDER = Path(__file__).parent

ColumnKind = Literal[
    "text", "name", "person_name", "term", "count", "ratio", "yes_no", "date", "start", "end"
]
"""A `name` is a place's or a body's; a `person_name` is a person's, which not every reader may see. Give a
column the right one: the API masks by it.
"""

ParameterKind = Literal[
    "text",
    "name",
    "term",
    "date",
    "areas",
    "count",
    "ratio",
    "days",
    "compound",
    "building",
    "organization",
    "person",
]
"""A `name` is folded as names are matched; a `term` is a word of its vocabulary; a `ratio` is a number such
as 0.5; `days` is a number of days, given to the engine as a length of time; a compound, building or
organization is an identifier (a graph also takes its name); a person is an identifier and no name.
"""

STANDARD: dict[str, ParameterKind] = {"as_of": "date", "areas": "areas"}
"""Parameters that every query takes: the day it is asked for, and the areas the caller may see."""


@dataclass(frozen=True)
class ColumnSpec(Strict):
    """A column of the answer: its type and its heading in both languages."""

    type: ColumnKind
    zh: str
    en: str
    vocabulary: str | None = None

    @property
    def label(self) -> Label:
        """The heading."""
        return Label(self.zh, self.en)


@dataclass(frozen=True)
class ParameterSpec(Strict):
    """A parameter: its type and what it is for."""

    type: ParameterKind
    zh: str
    en: str
    vocabulary: str | None = None


@dataclass(frozen=True)
class Header(Strict):
    """The header of a query, as written."""

    what: Label
    grain: str
    absent: Label
    columns: dict[str, ColumnSpec]
    key: tuple[str, ...]
    order: tuple[str, ...] = ()
    parameters: dict[str, ParameterSpec] | None = None
    days: dict[str, int] | None = None


@dataclass(frozen=True)
class Query:
    """A named read query."""

    name: str
    header: Header
    text: str
    cases: tuple[Path, ...]

    @cached_property
    def parameters(self) -> dict[str, ParameterKind]:
        """Every parameter it takes, the standard ones among them."""
        own = {name: spec.type for name, spec in (self.header.parameters or {}).items()}
        return {**STANDARD, **own}

    @cached_property
    def columns(self) -> dict[str, ColumnKind]:
        """Physical columns in order: a `start` or `end` is two dates."""
        result: dict[str, ColumnKind] = {}
        for name, spec in self.header.columns.items():
            if spec.type in ("start", "end"):
                result[f"{name}_min"] = result[f"{name}_max"] = "date"
            else:
                result[name] = spec.type
        return result

    def bind(self, given: Mapping[str, Parameter]) -> dict[str, Parameter]:
        """Parameters checked and typed.

        Raises ParameterMissing for one that is not there, ParameterWrong for one that does not read or that
        the query does not take.
        """
        for name in given:
            if name not in self.parameters:
                known = ", ".join(self.parameters)
                raise ParameterWrong(query=self.name, parameter=name, value="", wanted=known)
        own, bound = self.header.parameters or {}, dict[str, Parameter]()
        for name, kind in self.parameters.items():
            if name not in given or given[name] is None:
                raise ParameterMissing(query=self.name, parameter=name, wanted=kind)
            vocabulary = own[name].vocabulary if name in own else None
            bound[name] = (
                _term(self.name, name, vocabulary, str(given[name]))
                if vocabulary
                else _typed(self.name, name, kind, given[name])
            )
        bound.update({name: dt.timedelta(count) for name, count in (self.header.days or {}).items()})
        return bound


def _typed(query: str, name: str, kind: ParameterKind, value: Parameter) -> Parameter:
    wrong = ParameterWrong(query=query, parameter=name, value=str(value), wanted=kind)
    if kind == "date":
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value))
        except ValueError as error:
            raise wrong from error
    if kind in ("count", "ratio", "days"):
        try:
            return _number(kind, str(value))
        except (ValueError, OverflowError) as error:
            raise wrong from error
    if kind == "name":
        from linli.model.types.name import key_of

        return key_of(str(value))
    if kind == "areas":
        several = value.split(",") if isinstance(value, str) else value  # as a command line gives several
        if not isinstance(several, list):
            raise wrong
        return several
    return str(value)


def _number(kind: ParameterKind, said: str) -> int | float | dt.timedelta:
    """A number of a parameter. Raises ValueError or OverflowError for one that does not read."""
    if kind == "ratio":
        return float(said)
    return dt.timedelta(int(said)) if kind == "days" else int(said)


def _term(query: str, name: str, vocabulary: str, word: str) -> str:
    """The code of a term from any word that means it. Raises ParameterWrong naming the words."""
    terms = vocabularies()[vocabulary]
    code = terms.by_word().get(word.strip())
    if code is None:
        wanted = ", ".join(f"{term.zh} ({term.code})" for term in terms.terms)
        raise ParameterWrong(query=query, parameter=name, value=word, wanted=wanted)
    return code


@cache
def load(folder: Path = FOLDER) -> dict[str, Query]:
    """Every query of a folder by its name, `noun/name`.

    Raises DefinitionError for a header that does not fit its text, or a query without a case.
    """
    queries = {}
    for path in sorted(folder.glob("*/*.cypher")):
        name = f"{path.parent.name}/{path.stem}"
        queries[name] = parse(
            name, path.read_text(encoding="utf-8"), tuple(sorted(path.with_suffix(".cases").glob("*.yaml")))
        )
    return queries


def get(name: str) -> Query:
    """The query of a name. Raises QueryUnknown, naming the nearest."""
    queries = load()
    if name not in queries:
        import difflib

        near = difflib.get_close_matches(name, queries, n=1, cutoff=0.3)
        raise QueryUnknown(name=name, near=near[0] if near else ", ".join(queries))
    return queries[name]


def parse(name: str, source: str, cases: tuple[Path, ...]) -> Query:
    """A query from its file's text, or DefinitionError."""
    file = f"{name}.cypher"
    head, body = divide(source)
    query = Query(name, definition.build(definition.read(head, file), Header, file), body, cases)
    for field, problem in faults(query):
        raise DefinitionError(file=file, field=field, problem=problem)
    return query


def divide(source: str) -> tuple[str, str]:
    """The header of a query's file, as YAML, and its text."""
    lines = source.splitlines()
    head = [line[2:].removeprefix(" ") for line in lines if line.startswith("//")]
    return "\n".join(head), "\n".join(line for line in lines if not line.startswith("//")).strip()


Fault = tuple[str, Label]
"""A field, and what is wrong with it and how to mend it."""


def faults(query: Query) -> list[Fault]:
    """What is wrong with a query, as (field, repair)."""
    found: list[Fault] = []
    terms = Label("term 要写 vocabulary，别的类型不写", "a term names its vocabulary, and nothing else does")
    found += [
        (f"parameters.{name}.vocabulary", terms)
        for name, spec in (query.header.parameters or {}).items()
        if not (spec.vocabulary in vocabularies() if spec.type == "term" else spec.vocabulary is None)
    ]
    found += _parameter_faults(query)
    parts = query.text.split("UNION ALL")
    for part in parts:
        returned = re.findall(r"\bAS ([a-z_]+)", part[part.rfind("RETURN") :])
        if returned != (wanted := list(query.columns)):
            zh = f"查询返回 {returned}，说明里写的是 {wanted}，要改成一样"
            found.append(
                (
                    "columns",
                    Label(zh, f"the text returns {returned}, the header says {wanted}; make them equal"),
                )
            )
    found += _order_faults(query, parts)
    if missing := [k for k in query.header.key if k not in query.columns]:
        zh = f"{missing} 不是列名；写上合起来能认出一行的列"
        found.append(
            ("key", Label(zh, f"{missing} are no columns; name columns that together are one row's own"))
        )
    if re.search(r"-\[:?[A-Z_|]*\*\]|\*\.\.\]|\*\d+\.\.\]", query.text):
        endless = Label(
            "路径没有上限就可能没完，请写上限", "a path without an upper bound may never end; bound it"
        )
        found.append(("text", endless))
    if re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|LOAD|COPY|CALL)\b", query.text):
        found.append(("text", Label("查询只读不写", "a query of the catalogue only reads")))
    if not query.cases:
        zh = f"没有用例：请加 {query.name}.cases/<标题>.yaml"
        found.append(("cases", Label(zh, f"no case: add {query.name}.cases/<title>.yaml")))
    return found


def _parameter_faults(query: Query) -> list[Fault]:
    """Parameters that are used and not declared, or the other way round."""
    used = set(re.findall(r"\$([a-z_]+)", query.text))
    declared = {*query.parameters, *(query.header.days or {})}
    strange = [
        Label(f"用了 ${n} 但没有说明，请写进说明", f"${n} is used but not declared; add it to the header")
        for n in sorted(used - declared)
    ]
    idle = [
        Label(
            f"说明了 {n} 但没有用 ${n}，请用上或删去",
            f"{n} is declared but ${n} is not used; use it or drop it",
        )
        for n in sorted(declared - used)
    ]
    return [("parameters", problem) for problem in strange + idle]


def _order_faults(query: Query, parts: list[str]) -> list[Fault]:
    """What is wrong with a query's order: it orders itself, or its header says how it is ordered."""
    order = query.header.order
    if not order:
        if len(parts) == 1 and "ORDER BY" in query.text[query.text.rfind("RETURN") :]:
            return []
        unordered = Label(
            "每条查询都要有完整的次序：最后按 key 写 ORDER BY，或在说明里写 order",
            "every query has a total order; end with ORDER BY over its key, or say `order`",
        )
        return [("ORDER BY", unordered)]
    if strange := [name for name in order if name not in query.columns]:
        return [("order", Label(f"{strange} 不是列名", f"{strange} are no columns"))]
    if missing := [name for name in query.header.key if name not in order]:
        zh = f"order 要包含 key 的全部列：请加 {missing}"
        return [("order", Label(zh, f"an order is total only with all of the key: add {missing}"))]
    return []

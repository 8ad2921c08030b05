"""Kinds of ledger: what a workbook's columns are called, and what a row of it says about the graph.

One YAML file per kind under `ledgers/`, read in the order of their names, which is the order in which they
may refer to each other. `says` is a list of steps, carried out for every row:

    find    an existing node: by its key, or a body by its name near a place (nearest first)
    node    a node that the row states
    link    a link that the row states; left out where one of its ends is blank
    person  a mention of somebody; which person that is, is for `ledger/identify.py` to say

A key names physical columns of the row or names of earlier steps; `a|b` is the first that is not blank,
`=word` a constant, `area.county` the county part of an area code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linli.errors import DefinitionError
from linli.model import definition
from linli.model.definition import Strict
from linli.model.schema import PHYSICAL, LinkType, NodeType
from linli.model.schema import load as load_schema
from linli.model.vocabulary import Label
from linli.model.vocabulary import load as load_vocabularies

FOLDER = Path(__file__).parent / "ledgers"

LIKE = {"area_code": "text", "identity": "text", "date_end": "date", "party_status": "yes_no"}
"""Types that exist in ledgers alone → the schema's type that has the same columns."""

SUFFIXES: dict[str, tuple[str, ...]] = {
    **{name: tuple(suffix for suffix, _ in columns) for name, columns in PHYSICAL.items()},
    **{name: tuple(suffix for suffix, _ in PHYSICAL[like]) for name, like in LIKE.items()},
}
"""Column type → suffixes of the columns it is cleaned into."""


@dataclass(frozen=True)
class LedgerColumn(Strict):
    """A column of a ledger, in the words of the office that keeps it."""

    name: str
    type: str
    label: Label
    example: str
    required: bool = False
    vocabulary: str | None = None
    synonyms: tuple[str, ...] = ()
    personal: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that means this column."""
        return (self.label.zh, self.label.en, self.name, *self.synonyms)


@dataclass(frozen=True)
class Only(Strict):
    """Rows a step is for: those whose term in `column` has the trait `trait` with the value `is_`."""

    column: str
    trait: str
    is_: str


@dataclass(frozen=True)
class Step(Strict):
    """One thing that a row says. Exactly one of find, node, link, person is set."""

    index: int
    as_: str
    find: str | None = None
    node: str | None = None
    link: str | None = None
    person: str | None = None
    key: tuple[str, ...] = ()
    named: str | None = None
    near: tuple[str, ...] = ()
    cell: str | None = None
    optional: bool = False
    source: str | None = None
    target: str | None = None
    body: str | None = None
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    only: Only | None = None
    set: dict[str, str] | None = None
    fill: dict[str, str] | None = None
    dates: tuple[str, str] | None = None
    since: str | None = None


@dataclass(frozen=True)
class Cells(Strict):
    """Cells of a ledger that may say several things. Exactly one of span, posts, persons is set.

    span      a column with a whole term; from_, to: the columns its two dates go to
    posts     a column with several posts; body: the column that says in which body
    persons   a column with several people; post, phone, identity, party: columns for what stands beside them
    """

    span: str | None = None
    from_: str | None = None
    to: str | None = None
    posts: str | None = None
    body: str | None = None
    persons: str | None = None
    post: str | None = None
    phone: str | None = None
    identity: str | None = None
    party: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column named."""
        one = (self.span, self.from_, self.to, self.posts, self.body)
        other = (self.persons, self.post, self.phone, self.identity, self.party)
        return tuple(name for name in (*one, *other) if name)


@dataclass(frozen=True)
class LedgerKind:
    """A kind of ledger."""

    name: str
    label: Label
    description: Label
    columns: tuple[LedgerColumn, ...]
    key: tuple[str, ...]
    steps: tuple[Step, ...]
    cells: tuple[Cells, ...] = ()

    def column(self, name: str) -> LedgerColumn:
        """The column of a name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def physical(self) -> tuple[str, ...]:
        """Names of the cleaned columns."""
        return tuple(name for column in self.columns for name in self.physical_of(column))

    def physical_of(self, column: LedgerColumn) -> tuple[str, ...]:
        """Names of the columns that one is cleaned into."""
        return tuple(column.name + suffix for suffix in SUFFIXES[column.type])

    def type_of(self, name: str) -> str:
        """Node type of a step's name (of a person step: Person)."""
        step = next(step for step in self.steps if step.as_ == name)
        return step.find or step.node or "Person"

    def properties(self, step: Step) -> Iterator[tuple[str, str]]:
        """(property, ledger column) pairs that a node or link step sets from the row."""
        schema = load_schema()
        kind: NodeType | LinkType = schema.nodes[step.node] if step.node else schema.links[step.link or ""]
        own = {column.name for column in self.columns}
        for prop in kind.properties:
            column = (step.set or {}).get(prop.name, prop.name)
            if column in own:
                yield prop.name, column


@dataclass(frozen=True)
class _File(Strict):
    ledger: str
    label: Label
    description: Label
    about: tuple[str, ...]
    columns: tuple[LedgerColumn, ...]
    key: tuple[str, ...]
    says: tuple[dict[str, str | bool | list[str] | dict[str, str]], ...]
    cells: tuple[dict[str, str], ...] = ()


@cache
def load(folder: Path = FOLDER) -> dict[str, LedgerKind]:
    """Every kind of ledger by name, in the order in which they may refer to each other.

    Raises DefinitionError with file, field and repair.
    """
    kinds: dict[str, LedgerKind] = {}
    for path in sorted(folder.glob("*.yaml")):
        file = definition.load(path, _File)
        steps = tuple(_step(index, plain, path.name) for index, plain in enumerate(file.says))
        cells = tuple(
            definition.build({_CELLS.get(k, k): v for k, v in plain.items()}, Cells, path.name)
            for plain in file.cells
        )
        kind = LedgerKind(file.ledger, file.label, file.description, file.columns, file.key, steps, cells)
        for field, problem in _faults(kind):
            raise DefinitionError(file=path.name, field=field, problem=problem)
        kinds[kind.name] = kind
    return kinds


_CELLS = {"from": "from_"}
_RENAMED = {"as": "as_", "from": "source", "to": "target"}


def _step(index: int, plain: dict[str, str | bool | list[str] | dict[str, str]], file: str) -> Step:
    named = {_RENAMED.get(key, key): value for key, value in plain.items()}
    named.setdefault("as_", f"step{index}")
    if isinstance(only := named.get("only"), dict):
        named["only"] = {("is_" if key == "is" else key): value for key, value in only.items()}
    return definition.build({"index": index, **named}, Step, file)  # type: ignore[dict-item]


def _faults(kind: LedgerKind) -> Iterator[tuple[str, str]]:
    """What is wrong with a ledger kind, as (field, repair)."""
    for column in kind.columns:
        if column.type not in SUFFIXES:
            yield (
                f"columns.{column.name}.type",
                f"{column.type!r} is no type; use one of {', '.join(SUFFIXES)}",
            )
            return
        if (column.type == "term") != (column.vocabulary in load_vocabularies()):
            yield (
                f"columns.{column.name}.vocabulary",
                "a term names a vocabulary that exists, and nothing else does",
            )
    own = {column.name for column in kind.columns}
    for cells in kind.cells:
        if sum(x is not None for x in (cells.span, cells.posts, cells.persons)) != 1:
            yield "cells", "write exactly one of span, posts, persons"
        yield from (
            ("cells", f"{name!r} is no column of this ledger") for name in cells.columns if name not in own
        )
    known = set(kind.physical)
    yield from (
        (f"key.{name}", "no such column; a name has a _key, a date _min and _max")
        for name in kind.key
        if name not in known
    )
    stating = False
    for step in kind.steps:
        yield from _step_faults(kind, step, known)
        if step.find and not step.optional and stating:
            yield (
                f"says[{step.index}]",
                "a required find stands before the first node, so that a rejected row states nothing",
            )
        stating = stating or step.node is not None
        known.add(step.as_)


def _step_faults(kind: LedgerKind, step: Step, known: set[str]) -> Iterator[tuple[str, str]]:
    where = f"says[{step.index}]"
    schema = load_schema()
    if sum(x is not None for x in (step.find, step.node, step.link, step.person)) != 1:
        yield where, "write exactly one of find, node, link, person"
        return
    if (step.find or step.node or "Person") not in schema.nodes:
        yield where, f"there is no node type {step.find or step.node!r}"
    if step.link and step.link not in schema.links:
        yield where, f"there is no link type {step.link!r}"
    for part in (*step.key, *step.near):
        yield from (
            (f"{where}.key", f"{name!r} is neither a column nor an earlier step")
            for name in _names(part)
            if name not in known
        )
    columns = {column.name for column in kind.columns}
    used = {*step.when, *step.unless, *(step.dates or ()), *(step.set or {}).values()}
    used |= {name for name in (step.cell, step.named, step.person, step.since) if name}
    yield from ((where, f"{name!r} is no column of this ledger") for name in sorted(used - columns))
    if step.link and step.link in schema.links:
        if step.source not in known or step.target not in known:
            yield f"{where}.from, to", "name earlier steps as the ends"
            return
        ends = (kind.type_of(step.source), kind.type_of(step.target))
        if ends not in {(end.source, end.target) for end in schema.links[step.link].ends}:
            yield f"{where}.from, to", f"{step.link} does not go from {ends[0]} to {ends[1]}"


def _names(part: str) -> list[str]:
    return [] if part.startswith("=") else [name.removesuffix(".county") for name in part.split("|")]

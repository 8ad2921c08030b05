"""What a query says, as a tree: parts of clauses, clauses of patterns and expressions.

The reader makes it while it reads (`linli.queries.allowed.read`), so what has a tree is allowed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Direction = Literal["out", "in", "both"]


@dataclass(frozen=True)
class Constant:
    """A value that stands in the text."""

    value: bool | int | float | str | dt.date | None


@dataclass(frozen=True)
class Given:
    """A parameter."""

    name: str


@dataclass(frozen=True)
class Variable:
    """A variable: a node, a link, a path or a value."""

    name: str


@dataclass(frozen=True)
class Property:
    """A property of a node or link."""

    of: str
    column: str


@dataclass(frozen=True)
class Unary:
    """`NOT`, `-`, `IS NULL` or `IS NOT NULL` of a value."""

    sign: str
    value: Expression


@dataclass(frozen=True)
class Binary:
    """Two values and what stands between them, in capitals: `AND`, `=`, `IN`, `CONTAINS`, `+` …"""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Listed:
    """A list that stands in the text."""

    items: tuple[Expression, ...]


@dataclass(frozen=True)
class Case:
    """`CASE`; `subject` is None where each WHEN is a condition."""

    subject: Expression | None
    branches: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None


@dataclass(frozen=True)
class Call:
    """A function. `count(*)` has no arguments."""

    name: str
    arguments: tuple[Expression, ...]
    distinct: bool = False


@dataclass(frozen=True)
class Exists:
    """`EXISTS { MATCH … }`."""

    match: Match


@dataclass(frozen=True)
class Quantified:
    """`all(x IN list WHERE …)`."""

    name: str
    variable: str
    of: Expression
    where: Expression


Expression = (
    Constant | Given | Variable | Property | Unary | Binary | Listed | Case | Call | Exists | Quantified
)


@dataclass(frozen=True)
class Node:
    """A node of a pattern: of one of its labels. `name` may be "" and `labels` empty, but not both."""

    name: str
    labels: tuple[str, ...]
    properties: tuple[tuple[str, Expression], ...] = ()


@dataclass(frozen=True)
class Link:
    """A link of a pattern; `far` where it is walked several times."""

    name: str
    types: tuple[str, ...]
    direction: Direction
    far: bool = False


@dataclass(frozen=True)
class Path:
    """Nodes with a link between each two."""

    name: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Match:
    """`MATCH` or `OPTIONAL MATCH` with its WHERE."""

    optional: bool
    paths: tuple[Path, ...]
    where: Expression | None


@dataclass(frozen=True)
class Item:
    """An item of a WITH or RETURN, and the name that it has afterwards."""

    value: Expression
    name: str


@dataclass(frozen=True)
class Projection:
    """`WITH` (with its WHERE) or `RETURN`. `cut` where it is ordered, skipped or limited."""

    items: tuple[Item, ...]
    distinct: bool
    cut: bool
    where: Expression | None = None


@dataclass(frozen=True)
class Unwind:
    """`UNWIND list AS name`."""

    value: Expression
    name: str


Clause = Match | Projection | Unwind


@dataclass(frozen=True)
class Tree:
    """The parts between UNION ALLs; the last clause of each is its RETURN."""

    parts: tuple[tuple[Clause, ...], ...]

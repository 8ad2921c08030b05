"""The schema: one YAML file per node or link type under `schema/`, loaded into frozen dataclasses.

Everything else is made from it: DDL of both engines, constraints, reference page, ER picture, validation of
ledger kinds, the columns of the fact files. A file that is wrong is refused with its name, the field and the
repair.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from linli.errors import DefinitionError
from linli.model import definition
from linli.model.definition import Strict
from linli.model.interval import COLUMNS as INTERVAL_COLUMNS
from linli.model.vocabulary import Label
from linli.model.vocabulary import load as load_vocabularies

FOLDER = Path(__file__).parent / "schema"

Kind = Literal["text", "int", "float", "bool", "date"]
"""How a column is stored, in facts and in both engines."""

PHYSICAL: dict[str, tuple[tuple[str, Kind], ...]] = {
    "text": (("", "text"),),
    "name": (("", "text"), ("_key", "text")),
    "term": (("", "text"),),
    "document": (("", "text"),),
    "credit_code": (("", "text"),),
    "phone": (("", "text"),),
    "yes_no": (("", "bool"),),
    "count": (("", "int"),),
    "area_size": (("", "float"),),
    "share": (("", "float"),),
    "day": (("", "date"),),
    "date": (("_min", "date"), ("_max", "date")),
}
"""Property type → the columns it takes, as (suffix, kind). A date keeps its precision as a first and a last
possible day.
"""

Undated = Literal["none", "always", "standing", "observed", "derived"]
"""What it means when a ledger gives no dates.

none      facts of this type have no interval
always    in force at all times (a building lies in its compound)
standing  began on some day up to the ledger's date, and stands until told otherwise (a body, a post)
observed  in force on the ledger's date; start and end unknown (somebody holds a post)
derived   has an interval, worked out from its parts
"""


@dataclass(frozen=True)
class Property(Strict):
    """One property of a node or link, in the words of an office."""

    name: str
    type: str
    label: Label
    required: bool = False
    personal: bool = False
    vocabulary: str | None = None


@dataclass(frozen=True)
class Column:
    """One column of a fact file and of both engines."""

    name: str
    kind: Kind
    personal: bool = False


@dataclass(frozen=True)
class End:
    """An allowed pair of ends of a link."""

    source: str
    target: str


@dataclass(frozen=True)
class Type:
    """What nodes and links have in common."""

    name: str
    label: Label
    description: Label
    source: str
    key: tuple[str, ...]
    interval: Undated
    properties: tuple[Property, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns of the properties, then of the interval; without `id` and ends."""
        own = [
            Column(prop.name + suffix, kind, prop.personal)
            for prop in self.properties
            for suffix, kind in PHYSICAL[prop.type]
        ]
        dated = [] if self.interval == "none" else [Column(name, "date") for name in INTERVAL_COLUMNS]
        return (*own, *dated)


@dataclass(frozen=True)
class NodeType(Type):
    """A kind of node. `prefix` is the letter its identifiers begin with."""

    prefix: str = ""


@dataclass(frozen=True)
class LinkType(Type):
    """A kind of link, with the ends it may have. `derived` links are never a source of truth."""

    ends: tuple[End, ...] = ()
    derived: bool = False


@dataclass(frozen=True)
class Table:
    """One fact file: a node type, or a link type between one pair of ends.

    >>> load().table("COVERS.Organization.Building").ends
    ('Organization', 'Building')
    """

    name: str
    type: Type
    ends: tuple[str, str] | None

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Every column of the file: `id`, the ends of a link, properties, interval."""
        head = [Column("id", "text")]
        if self.ends:
            head += [Column("from", "text"), Column("to", "text")]
        return (*head, *self.type.columns)

    @property
    def derived(self) -> bool:
        """Whether linli works it out, rather than a ledger saying it."""
        return isinstance(self.type, LinkType) and self.type.derived


@dataclass(frozen=True)
class Schema:
    """All node and link types."""

    nodes: dict[str, NodeType]
    links: dict[str, LinkType]

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every fact file, nodes first, in a fixed order."""
        nodes = [Table(name, node, None) for name, node in sorted(self.nodes.items())]
        links = [
            Table(f"{name}.{end.source}.{end.target}", link, (end.source, end.target))
            for name, link in sorted(self.links.items())
            for end in link.ends
        ]
        return (*nodes, *links)

    def table(self, name: str) -> Table:
        """The table of a name. Raises KeyError."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Table]:
        return {table.name: table for table in self.tables}


@dataclass(frozen=True)
class _File(Strict):
    """A schema file as written."""

    label: Label
    description: Label
    source: str
    key: tuple[str, ...]
    interval: Undated
    properties: tuple[Property, ...]
    node: str | None = None
    prefix: str | None = None
    link: str | None = None
    ends: tuple[dict[str, str], ...] = ()
    derived: bool = False


@cache
def load(folder: Path = FOLDER) -> Schema:
    """The schema of a folder of type files.

    Raises DefinitionError with file, field and repair.
    """
    nodes: dict[str, NodeType] = {}
    links: dict[str, LinkType] = {}
    for path in sorted(folder.glob("*.yaml")):
        file = definition.load(path, _File)
        _check_properties(file, path.name)
        shared = (file.label, file.description, file.source, file.key, file.interval, file.properties)
        if file.node and file.prefix and len(file.prefix) == 1:
            nodes[file.node] = NodeType(file.node, *shared, prefix=file.prefix)
        elif file.link and file.ends:
            links[file.link] = LinkType(file.link, *shared, ends=_ends(file, path.name), derived=file.derived)
        else:
            problem = "write either `node:` with a one-letter `prefix:`, or `link:` with `ends:`"
            raise DefinitionError(file=path.name, field="node, link", problem=problem)
    _check_whole(nodes, links)
    return Schema(nodes, links)


def _ends(file: _File, name: str) -> tuple[End, ...]:
    for end in file.ends:
        if set(end) != {"from", "to"}:
            raise DefinitionError(file=name, field="ends", problem="write each end as {from: Type, to: Type}")
    return tuple(End(end["from"], end["to"]) for end in file.ends)


def _check_properties(file: _File, name: str) -> None:
    vocabularies = load_vocabularies()
    seen: set[str] = {"id", "from", "to"}
    for prop in file.properties:
        where = f"properties.{prop.name}"
        if prop.type not in PHYSICAL:
            known = ", ".join(sorted(PHYSICAL))
            raise DefinitionError(
                file=name, field=f"{where}.type", problem=f"{prop.type!r} is no type; use one of {known}"
            )
        if (prop.type == "term") != (prop.vocabulary is not None):
            problem = "a term names its vocabulary, and nothing else does"
            raise DefinitionError(file=name, field=f"{where}.vocabulary", problem=problem)
        if prop.vocabulary is not None and prop.vocabulary not in vocabularies:
            problem = f"there is no vocabulary {prop.vocabulary!r}; add vocabulary/{prop.vocabulary}.yaml"
            raise DefinitionError(file=name, field=f"{where}.vocabulary", problem=problem)
        if prop.name in seen:
            raise DefinitionError(file=name, field=where, problem="this name stands twice; rename one")
        seen.add(prop.name)


def _check_whole(nodes: dict[str, NodeType], links: dict[str, LinkType]) -> None:
    prefixes: dict[str, str] = {}
    for node in nodes.values():
        if prefixes.setdefault(node.prefix, node.name) != node.name:
            problem = f"{prefixes[node.prefix]} has the letter {node.prefix!r} already; choose another"
            raise DefinitionError(file=f"{node.name.lower()}.yaml", field="prefix", problem=problem)
    for link in links.values():
        for end in link.ends:
            for side in (end.source, end.target):
                if side not in nodes:
                    problem = f"there is no node type {side!r}; correct the end or add the type"
                    raise DefinitionError(file=f"{link.name.lower()}.yaml", field="ends", problem=problem)

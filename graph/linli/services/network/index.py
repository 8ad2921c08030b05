"""The graph of a snapshot as arrays: nodes by number, links sorted by either end.

Nodes are numbered in the order of their identifiers, which are searched by halving. The links of a node are
one slice of an array (compressed sparse rows), so that what is around it costs what it has, and not what the
graph holds. Properties stay in the columns they came in, and are read row by row where they are asked for.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from linli.model.interval import COLUMNS, Interval
from linli.model.schema import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Flags = NDArray[np.bool_]

Direction = Literal["out", "in"]
Row = dict[str, Any]
EPOCH = dt.date(1970, 1, 1)
NOWHERE = -1


@dataclass(frozen=True)
class Side:
    """Links by one of their ends: those of node n are `link[first[n]:first[n + 1]]`, their other ends `other`
    at the same places.
    """

    first: Ints
    other: Ints
    link: Ints


@dataclass(frozen=True)
class Link:
    """A link of a node: its number, its type, its other end, whether it is certainly in force on the day."""

    number: int
    type: str
    other: int
    certain: bool


@dataclass(frozen=True)
class Elements:
    """Nodes, or links: the table that each stands in, its row there, and the four bounds of its interval as
    days since 1970.
    """

    tables: tuple[Table, ...]
    frames: tuple[pl.DataFrame, ...]
    table: Ints
    row: Ints
    bounds: tuple[Ints, Ints, Ints, Ints]

    def of(self, number: int) -> Row:
        """All that is known of one."""
        return self.frames[int(self.table[number])].row(int(self.row[number]), named=True)

    def possible(self, day: int) -> Flags:
        """Which may be in force on a day."""
        low, _, _, high = self.bounds
        return (low <= day) & (day < high)

    def certain(self, number: int, day: int) -> bool:
        """Whether one is certainly in force on a day."""
        _, begun, ends, _ = self.bounds
        return bool(begun[number] <= day < ends[number])


class Index:
    """Nodes and links of a snapshot. Safe to share between threads: nothing changes after it is made."""

    def __init__(
        self, ids: pl.Series, nodes: Elements, links: Elements, out: Side, into: Side, home: Ints
    ) -> None:
        self.ids = ids
        self.nodes = nodes
        self.links = links
        self.home = home
        self._sides: Mapping[Direction, Side] = {"out": out, "in": into}

    def __len__(self) -> int:
        return len(self.ids)

    def number(self, identity: str) -> int | None:
        """The number of a node, or None where there is none of this identifier."""
        place = bisect.bisect_left(self.ids, identity)
        return place if place < len(self.ids) and self.ids[place] == identity else None

    def id(self, number: int) -> str:
        """The identifier of a node."""
        return str(self.ids[int(number)])

    def label(self, number: int) -> str:
        """The type of a node."""
        return self.nodes.tables[int(self.nodes.table[number])].name

    def row(self, number: int) -> Row:
        """All that is known of a node."""
        return self.nodes.of(number)

    def rows(self, label: str, numbers: Ints) -> pl.DataFrame:
        """All that is known of some nodes of one type, in their order."""
        place = next(n for n, table in enumerate(self.nodes.tables) if table.name == label)
        return self.nodes.frames[place][self.nodes.row[numbers]]

    def table(self, name: str) -> pl.DataFrame:
        """A whole table of the schema, as it was read."""
        for elements in (self.nodes, self.links):
            for table, frame in zip(elements.tables, elements.frames, strict=True):
                if table.name == name:
                    return frame
        raise KeyError(name)

    def there(self, number: int, day: dt.date) -> bool:
        """Whether a node may be there on a day."""
        low, _, _, high = self.nodes.bounds
        return bool(low[number] <= since_epoch(day) < high[number])

    def around(
        self, number: int, direction: Direction, types: Collection[str] = (), day: dt.date | None = None
    ) -> Iterator[Link]:
        """The links of a node.

        Parameters: `number`; `direction`, out of it or into it; `types` of links, all if none is given; `day`
        on which they must possibly be in force, else whenever.
        They come by their type and by the identifier of the other end.
        """
        side = self._sides[direction]
        low, begun, ends, high = self.links.bounds
        when = None if day is None else since_epoch(day)
        for place in range(side.first[number], side.first[number + 1]):
            link, other = int(side.link[place]), int(side.other[place])
            name = self.links.tables[int(self.links.table[link])].type.name
            if types and name not in types:
                continue
            if when is None:
                yield Link(link, name, other, True)
            elif low[link] <= when < high[link]:
                yield Link(link, name, other, bool(begun[link] <= when < ends[link]))

    def of_label(self, label: str) -> Ints:
        """The numbers of all nodes of a type, in the order of their identifiers."""
        place = next(n for n, table in enumerate(self.nodes.tables) if table.name == label)
        return np.flatnonzero(self.nodes.table == place).astype(np.int32)

    def ends(self) -> tuple[Ints, Ints, NDArray[np.str_]]:
        """All links at once, by number: where each begins, where it ends, its type."""
        side, size = self._sides["out"], len(self.links.table)
        source, target = np.empty(size, np.int32), np.empty(size, np.int32)
        source[side.link] = np.repeat(np.arange(len(self), dtype=np.int32), np.diff(side.first))
        target[side.link] = side.other
        types = np.array([table.type.name for table in self.links.tables])
        return source, target, types[self.links.table]

    def within(self, areas: Sequence[str]) -> frozenset[int]:
        """The areas that lie in some areas, themselves among them, by number."""
        found: set[int] = set()
        for area in areas:
            number = self.number(area)
            if number is not None:
                found |= {link.other for link in self.around(number, "in", ("WITHIN",))}
        return frozenset(found)

    def inside(self, areas: Sequence[str]) -> Flags:
        """Which nodes have their home in some areas; a person wherever one of their posts is."""
        known = np.fromiter(self.within(areas), np.int32)
        flags = np.isin(self.home, known)
        side = self._sides["out"]
        holds = [n for n, table in enumerate(self.links.tables) if table.type.name == "HOLDS"]
        here = np.isin(self.links.table[side.link], holds) & flags[side.other]
        flags[np.repeat(np.arange(len(self)), np.diff(side.first))[here]] = True
        return flags


def since_epoch(day: dt.date) -> int:
    """A day as the number of days since 1970.

    >>> since_epoch(dt.date(1970, 1, 2))
    1
    """
    return (day - EPOCH).days


def interval_of(row: Mapping[str, Any]) -> Interval:
    """The interval of a row of a table that has one."""
    a, b, c, d = (row[name] for name in COLUMNS)
    return a, b, c, d

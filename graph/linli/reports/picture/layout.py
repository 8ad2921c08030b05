"""Nodes and links laid out in columns, from left to right, so that nothing overlaps.

Every link is cut where it crosses a column, and its label is a box in a column between those of its ends: all
boxes of a column are stacked with room between them, hence no label lies on a box or another label, and no
link runs behind a box. The method is that of Sugiyama, Tagawa and Toda (1981), with labels as boxes of their
own after Gansner and others (1993); heights are set by isotonic regression instead of their linear programme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SWEEPS = 12
ACROSS = 44
"""Room between two columns, in which links bend."""
DOWN = 16
"""Room between two boxes of a column."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Rect:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + self.width

    def meets(self, other: Rect) -> bool:
        """Whether two rectangles share more than an edge."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True)
class Item:
    """A node to place: its size, and the first column that it may stand in."""

    id: str
    width: float
    height: float
    column: int = 0


@dataclass(frozen=True)
class Edge:
    """A link to draw, with the size of its label, (0, 0) where it has none. A flat one says nothing about
    which of its ends stands before the other.
    """

    id: str
    source: str
    target: str
    label: tuple[float, float] = (0, 0)
    flat: bool = False


@dataclass(frozen=True)
class Layout:
    """Where everything stands.

    boxes    of the nodes; labels: of the links that have one
    paths    of the links from source to target, as points: straight where two of one height follow each
             other, else a bend between columns
    """

    boxes: Mapping[str, Rect]
    labels: Mapping[str, Rect]
    paths: Mapping[str, Sequence[Point]]
    width: float
    height: float


def arrange(items: Sequence[Item], edges: Sequence[Edge]) -> Layout:
    """Lay out a graph.

    Parameters: `items`, in the order in which they are preferred from the top; `edges`, between them, which
    may close circles. Returns coordinates from (0, 0).
    Cost: some passes over all links, each cut at every column it crosses.
    """
    ranks = _ranks(items, edges)
    columns = _Columns(items, edges, ranks)
    columns.order()
    columns.settle()
    return columns.layout()


def _ranks(items: Sequence[Item], edges: Sequence[Edge]) -> dict[str, int]:
    """The column of each node: behind all that lead to it, and not before the first it may stand in."""
    forward = _forward(items, edges)
    ranks = {item.id: item.column for item in items}
    for _ in items:
        for source, target in forward:
            ranks[target] = max(ranks[target], ranks[source] + 1)
    # What nothing leads to stands next to what it leads to.
    led = {target for _, target in forward}
    for item in items:
        next_ = [ranks[target] for source, target in forward if source == item.id]
        if item.id not in led and next_:
            ranks[item.id] = max(ranks[item.id], min(next_) - 1)
    used = {rank: place for place, rank in enumerate(sorted(set(ranks.values())))}
    return {identity: used[rank] for identity, rank in ranks.items()}


def _forward(items: Sequence[Item], edges: Sequence[Edge]) -> list[tuple[str, str]]:
    """The links as pairs, those that would close a circle turned round; none from a node to itself."""
    out: dict[str, list[str]] = {item.id: [] for item in items}
    for edge in edges:
        if edge.source != edge.target and not edge.flat:
            out[edge.source].append(edge.target)
    state: dict[str, int] = {}
    pairs: list[tuple[str, str]] = []
    for item in items:
        stack = [(item.id, iter(out[item.id]))] if item.id not in state else []
        state.setdefault(item.id, 1)
        while stack:
            node, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                state[node] = 2
                stack.pop()
            elif state.get(target) == 1:
                pairs.append((target, node))
            else:
                pairs.append((node, target))
                if target not in state:
                    state[target] = 1
                    stack.append((target, iter(out[target])))
    return pairs


@dataclass
class _Cell:
    """A box in a column: of a node, of a label, or the bare place where a link crosses."""

    width: float
    height: float
    near: list[_Cell] = field(default_factory=list)
    place: float = 0
    y: float = 0


class _Columns:
    """Columns of cells: those of nodes, and between them those of labels."""

    def __init__(self, items: Sequence[Item], edges: Sequence[Edge], ranks: Mapping[str, int]) -> None:
        self.cells = {item.id: _Cell(item.width, item.height) for item in items}
        self.columns: list[list[_Cell]] = [[] for _ in range(2 * max(ranks.values(), default=0) + 2)]
        self.ways: dict[str, list[tuple[int, _Cell]]] = {}
        self.labels: dict[str, tuple[int, _Cell]] = {}
        self.ranks = ranks
        for item in items:
            self.columns[2 * ranks[item.id]].append(self.cells[item.id])
        for edge in edges:
            self._thread(edge)

    def _thread(self, edge: Edge) -> None:
        """Cut a link at every column that it crosses."""
        start, stop = 2 * self.ranks[edge.source], 2 * self.ranks[edge.target]
        first, last = min(start, stop), max(start, stop)
        way = []
        for column in range(first + 1, max(last, first + 2)):
            labelled = column == first + 1
            cell = _Cell(*edge.label) if labelled else _Cell(0, 0)
            if labelled and edge.label[0]:
                self.labels[edge.id] = (column, cell)
            self.columns[column].append(cell)
            way.append((column, cell))
        ends = [(start, self.cells[edge.source]), (stop, self.cells[edge.target])]
        whole = [ends[0], *(way if start <= stop else reversed(way)), ends[1]]
        for (_, one), (_, other) in pairwise(whole):
            one.near.append(other)
            other.near.append(one)
        self.ways[edge.id] = whole

    def order(self) -> None:
        """Order each column by the middle of what its cells are tied to, again and again."""
        home = {id(cell): n for n, column in enumerate(self.columns) for cell in column}
        for column in self.columns:
            self._number(column)
        for sweep in range(SWEEPS):
            numbers = range(len(self.columns))
            for n in numbers if sweep % 2 == 0 else reversed(numbers):
                side = n - 1 if sweep % 2 == 0 else n + 1

                def middle(cell: _Cell, side: int = side) -> float:
                    tied = [one.place for one in cell.near if home[id(one)] == side]
                    return sum(tied) / len(tied) if tied else cell.place

                self.columns[n].sort(key=middle)
                self._number(self.columns[n])

    @staticmethod
    def _number(column: list[_Cell]) -> None:
        for place, cell in enumerate(column):
            cell.place = (place + 0.5) / len(column)

    def settle(self) -> None:
        """Set heights: each cell as near to what it is tied to as its column lets it."""
        for column in self.columns:
            self._stack(column, [0.0] * len(column))
        for sweep in range(2 * SWEEPS):
            for column in self.columns if sweep % 2 == 0 else reversed(self.columns):
                wanted = [
                    sum(one.y for one in cell.near) / len(cell.near) if cell.near else cell.y
                    for cell in column
                ]
                self._stack(column, wanted)

    @staticmethod
    def _stack(column: Sequence[_Cell], wanted: Sequence[float]) -> None:
        """Heights nearest to those wanted, in order and with room between: by pooling adjacent violators."""
        offsets, down = [], 0.0
        for before, cell in zip([None, *column], column, strict=False):
            down += (before.height / 2 + DOWN + cell.height / 2) if before else 0
            offsets.append(down)
        pools: list[tuple[float, int]] = []
        for want, offset in zip(wanted, offsets, strict=True):
            mean, count = want - offset, 1
            while pools and pools[-1][0] > mean:
                other, more = pools.pop()
                mean, count = (mean * count + other * more) / (count + more), count + more
            pools.append((mean, count))
        flat = [mean for mean, count in pools for _ in range(count)]
        for cell, mean, offset in zip(column, flat, offsets, strict=True):
            cell.y = mean + offset

    def layout(self) -> Layout:
        """Coordinates of all of it."""
        widths = [max((cell.width for cell in column), default=0) for column in self.columns]
        lefts, x = [], 0.0
        for column, width in zip(self.columns, widths, strict=True):
            lefts.append(x)
            x += width + (ACROSS if column else 0)
        cells = [cell for column in self.columns for cell in column]
        top = min((cell.y - cell.height / 2 for cell in cells), default=0)
        bottom = max((cell.y + cell.height / 2 for cell in cells), default=0)

        def rect(number: int, cell: _Cell) -> Rect:
            left = lefts[number] + (widths[number] - cell.width) / 2
            return Rect(left, cell.y - cell.height / 2 - top, cell.width, cell.height)

        boxes = {identity: rect(2 * self.ranks[identity], cell) for identity, cell in self.cells.items()}
        labels = {identity: rect(*place) for identity, place in self.labels.items()}
        paths = {identity: self._path(way, lefts, widths, top, boxes) for identity, way in self.ways.items()}
        return Layout(
            boxes,
            labels,
            paths,
            max((r.right for r in (*boxes.values(), *labels.values())), default=0),
            bottom - top,
        )

    def _path(
        self,
        way: Sequence[tuple[int, _Cell]],
        lefts: Sequence[float],
        widths: Sequence[float],
        top: float,
        boxes: Mapping[str, Rect],
    ) -> list[Point]:
        """A link as points: level within each column, bending between them."""
        points: list[Point] = []
        for place, (column, cell) in enumerate(way):
            left, right, y = lefts[column], lefts[column] + widths[column], cell.y - top
            inner = (left + (widths[column] - cell.width) / 2, right - (widths[column] - cell.width) / 2)
            before = way[place - 1][0] if place else None
            after = way[place + 1][0] if place + 1 < len(way) else None
            if before is not None:
                points.append((left, y) if before < column else (right, y))
            if before == after:
                points += [(inner[0], y), (inner[0], y)]
            if before is None and after is not None:
                points += [(inner[1], y), (right, y)] if after > column else [(inner[0], y), (left, y)]
            elif after is not None:
                points.append((right, y) if after > column else (left, y))
            elif before is not None:
                points.append((inner[0], y) if before < column else (inner[1], y))
        return points

"""A tidy tree from left to right, with branches that may be folded.

Subtrees are packed as closely as their outlines let them, and a parent stands at the middle of its children:
Reingold and Tilford (1981), turned by a quarter, with heights taken from the texts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from linli.reports.picture import blocks
from linli.reports.picture.frame import scale
from linli.reports.picture.layout import Rect
from linli.reports.picture.measure import width
from linli.reports.picture.scene import Box, Line, Link, Scene

DOWN, ACROSS, NARROWEST, WIDEST, PAD = 6.0, 64.0, 96.0, 420.0, 5.0
LEAST = 0.8
"""A tree is folded until it may be shown at this size at least."""
SCREEN = 40
"""Boxes under each other that a screen holds."""


@dataclass(frozen=True)
class Node:
    """A node: its name, texts under it, its look, its children.

    below  nodes under it that are not shown; 0 where none are
    """

    id: str
    name: str
    texts: Sequence[str] = ()
    role: str = "place"
    sign: bool = False
    children: Sequence[Node] = ()
    below: int = 0


def size(root: Node) -> int:
    """Nodes of a tree, itself and those not shown among them."""
    found, left = 0, [root]
    while left:
        node = left.pop()
        found += 1 + node.below
        left += node.children
    return found


def folded(root: Node, most: int, opened: Collection[str] | None = None) -> Node:
    """A tree with at most so many boxes: opened level by level, the first nodes first; what is left out is
    counted at the node above it.

    Parameters: `most`, at least 1; `opened`, identifiers of the nodes that may be open, all by default.

    >>> tree = Node("a", "", children=[Node("b", "", children=[Node("c", ""), Node("d", "")])])
    >>> folded(tree, 2).children[0].below, folded(tree, 9, {"a"}).children[0].children
    (2, ())
    """
    shown: dict[str, int] = {}
    left, level = most - 1, [root]
    while level:
        further: list[Node] = []
        for node in level:
            many = len(node.children) if opened is None or node.id in opened else 0
            shown[node.id] = many if many <= left else 0
            left -= shown[node.id]
            further += node.children[: shown[node.id]]
        level = further
    return _cut(root, shown)


def _cut(root: Node, shown: Mapping[str, int]) -> Node:
    order, left = [], [root]
    while left:
        node = left.pop()
        order.append(node)
        left += node.children[: shown[node.id]]
    made: dict[str, Node] = {}
    for node in reversed(order):
        kept = tuple(made[child.id] for child in node.children[: shown[node.id]])
        hidden = 0 if kept else sum(size(child) for child in node.children)
        made[node.id] = replace(node, children=kept, below=node.below + hidden)
    return made[root.id]


@dataclass
class _Placed:
    node: Node
    depth: int
    lines: list[Line]
    children: list[_Placed] = field(default_factory=list)
    height: float = 0
    y: float = 0
    shift: float = 0
    """How far all below it moves, beside itself."""


def scene(title: str, root: Node, more: Callable[[int], str] = "+{}".format) -> Scene:
    """The picture of a tree.

    Parameters: `title`; `root`; `more`, how the number of nodes that are not shown is said.
    A leaf says all in one line, so that many fit.
    """
    placed = _texts(root, more)
    _heights(placed)
    levels: dict[int, list[_Placed]] = {}
    for one in placed:
        levels.setdefault(one.depth, []).append(one)
    lefts, x = [], 0.0
    widths = [_width(levels[depth]) for depth in range(len(levels))]
    for wide in widths:
        lefts.append(x)
        x += wide + ACROSS
    top = min(one.y - one.height / 2 for one in placed)
    rects = {
        one.node.id: Rect(lefts[one.depth], one.y - one.height / 2 - top, widths[one.depth], one.height)
        for one in placed
    }
    bottom = max(rect.y + rect.height for rect in rects.values())
    boxes = [
        Box(
            one.node.id,
            one.node.role,
            rects[one.node.id],
            one.lines,
            " ".join((one.node.name, *one.node.texts)),
            one.node.sign,
            PAD,
        )
        for one in placed
    ]
    links = [_link(one.node.id, child.node.id, rects) for one in placed for child in one.children]
    return Scene(x - ACROSS, bottom, title, (), boxes, links, ())


def within(
    title: str,
    root: Node,
    room: tuple[float, float],
    more: Callable[[int], str] = "+{}".format,
    least: float = LEAST,
) -> Scene:
    """The picture of a tree, folded until it may be read in a frame of this width and height; what stands
    directly below its root is kept, however small it comes out, but for more than a screen holds.
    """
    most, first = size(root), 1 + len(root.children)
    few = first if first <= SCREEN else 1
    made = scene(title, folded(root, most), more)
    while scale(made, room) < least and len(made.boxes) > few:
        most = max(min(most * 4 // 5, len(made.boxes) - 1), few)
        made = scene(title, folded(root, most), more)
    return made


def _texts(root: Node, more: Callable[[int], str]) -> list[_Placed]:
    """Every node with its lines, parents before children."""
    first = _Placed(root, 0, [])
    order, left = [], [first]
    while left:
        one = left.pop(0)
        node = one.node
        count = (more(node.below),) if node.below else ()
        sign = 30 if node.sign else 0
        if node.children or node.below or one.depth == 0:
            name = "　".join((node.name, *count))
            one.lines = blocks.lines(name, node.texts, WIDEST - 2 * PAD - sign, small=16)
        else:
            said = "　".join((node.name, *node.texts))
            one.lines = blocks.lines(said, (), WIDEST - 2 * PAD - sign, big=16, most=(2, 1))
        one.lines = one.lines or [Line("", 16)]
        one.height = max(blocks.height(one.lines, PAD), 34 if node.sign else 0)
        one.children = [_Placed(child, one.depth + 1, []) for child in node.children]
        left += one.children
        order.append(one)
    return order


def _width(level: Sequence[_Placed]) -> float:
    """Width of a column: that of its longest line, with room for a sign."""
    wanted = [
        max(width(line.text, line.size) for line in one.lines) + 2 * PAD + (30 if one.node.sign else 0)
        for one in level
    ]
    return max(NARROWEST, *wanted)


def _heights(placed: Sequence[_Placed]) -> None:
    """Set the height of every node: children first, as close as the outlines of their subtrees let them."""
    outlines: dict[int, list[tuple[float, float]]] = {}
    for one in reversed(placed):
        outline: list[tuple[float, float]] = []
        for child in one.children:
            mine = outlines.pop(id(child))
            apart = max(
                (low[1] + DOWN - high[0] for low, high in zip(outline, mine, strict=False)), default=0.0
            )
            child.shift = apart
            moved = [(top + apart, bottom + apart) for top, bottom in mine]
            joined = [(min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(outline, moved, strict=False)]
            outline = joined + outline[len(joined) :] + moved[len(joined) :]
        middle = 0.0
        if one.children:
            ends = [child.y + child.shift for child in (one.children[0], one.children[-1])]
            middle = sum(ends) / 2
        one.y = middle
        outlines[id(one)] = [(middle - one.height / 2, middle + one.height / 2), *outline]
    for one in placed:
        for child in one.children:
            child.shift += one.shift
            child.y += child.shift


def _link(parent: str, child: str, rects: Mapping[str, Rect]) -> Link:
    start, end = rects[parent], rects[child]
    path = [(start.right, start.middle), (end.x, end.middle)]
    return Link(f"{parent}-{child}", "plain", "sure", path, None, (), "", False, parent, child)

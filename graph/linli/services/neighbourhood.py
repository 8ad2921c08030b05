"""What is around a node: nodes and links up to some steps away, for a picture, as many as it can hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from linli.errors import PlaceUnknown
from linli.model.interval import Interval
from linli.services.network.index import Direction, Link, Row, interval_of
from linli.services.network.known import Known

DERIVED = ("WITHIN", "ANSWERS_TO", "SHARES_HOLDER", "STATED_FOR")
"""Links that are no picture's: those that linli has worked out, and statements about ledgers."""
HOME = "BASED_IN"
"""Every body's link to its home area, which would tie all of a picture to one node: followed from an area
that stands in the middle, and where it is asked for.
"""
SIDES: tuple[Direction, ...] = ("out", "in")


@dataclass(frozen=True)
class Node:
    """A node: its properties as they stand; `away` steps from the middle; `more` links lead to nodes that the
    picture has no room for, or that are further away. `inside`: whether its home is in the areas asked about.
    """

    id: str
    type: str
    row: Row
    away: int
    more: int
    inside: bool


@dataclass(frozen=True)
class Edge:
    """A link between two nodes of the picture."""

    id: str
    type: str
    source: str
    target: str
    interval: Interval | None
    certain: bool


@dataclass(frozen=True)
class Neighbourhood:
    """A node and what is around it. `left_out`: nodes within the steps for which there was no room."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int


def neighbourhood(
    known: Known, identity: str, *, steps: int = 1, most: int = 200, types: Collection[str] = ()
) -> Neighbourhood:
    """What is around a node.

    Parameters: `identity` of the node; `steps` away; `most` nodes, of which the nearer come first and among
    these those in the order of their links; `types` of links to follow, by default all that ledgers say.
    From a node outside the areas asked about nothing is followed, so that a walk does not lead on through
    another office's bodies.
    Cost: what is around, not what the graph holds. Raises PlaceUnknown.
    """
    index = known.index
    start = index.number(identity)
    if start is None or not known.sees(start):
        raise PlaceUnknown(place=identity)
    wanted = frozenset(types)
    away, left_out = {start: 0}, set[int]()
    fresh = [start]
    for step in range(1, steps + 1):
        found = []
        for number in fresh:
            if not known.sees(number):
                continue
            for _, link in _links(known, number, wanted, start):
                if link.other in away:
                    continue
                if len(away) >= most:
                    left_out.add(link.other)
                    continue
                away[link.other] = step
                found.append(link.other)
        fresh = found
    edges = tuple(_edges(known, away, wanted, start))
    shown: dict[str, int] = {}
    for edge in edges:
        shown[edge.source] = shown.get(edge.source, 0) + 1
        shown[edge.target] = shown.get(edge.target, 0) + 1
    nodes = tuple(_node(known, number, step, shown, wanted, start) for number, step in away.items())
    return Neighbourhood(nodes, edges, len(left_out))


def _links(
    known: Known, number: int, wanted: frozenset[str], middle: int
) -> Iterator[tuple[Direction, Link]]:
    index = known.index
    homes = index.label(middle) == "Area"
    for direction in SIDES:
        for link in index.around(number, direction, wanted, known.day):
            if not wanted and link.type in DERIVED:
                continue
            if not wanted and link.type == HOME and not (homes and middle in (number, link.other)):
                continue
            if index.label(link.other) != "Completeness" and index.there(link.other, known.day):
                yield direction, link


def _edges(known: Known, away: dict[int, int], wanted: frozenset[str], middle: int) -> Iterator[Edge]:
    index = known.index
    for number in away:
        for direction, link in _links(known, number, wanted, middle):
            if direction == "out" and link.other in away:
                row = index.links.of(link.number)
                interval = interval_of(row) if "from_min" in row else None
                yield Edge(row["id"], link.type, row["from"], row["to"], interval, link.certain)


def _node(
    known: Known, number: int, away: int, shown: dict[str, int], wanted: frozenset[str], middle: int
) -> Node:
    index = known.index
    row, label = index.row(number), index.label(number)
    whole = sum(1 for _ in _links(known, number, wanted, middle)) if known.sees(number) else 0
    more = max(0, whole - shown.get(row["id"], 0))
    return Node(row["id"], label, row, away, more, known.sees(number))


def offices_of(known: Known, number: int) -> Iterator[tuple[str, str]]:
    """The offices of a person in the areas asked about: the kind of each post, and of its body."""
    index = known.index
    for link in index.around(number, "out", ("HOLDS",), known.day):
        if known.sees(link.other) and index.there(link.other, known.day):
            body = next(index.around(link.other, "out", ("POST_IN",)))
            yield index.row(link.other)["kind"], index.row(body.other)["kind"]

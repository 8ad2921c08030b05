"""A layered picture of things and how they are tied, from left to right (`layout.arrange`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from linli.reports.picture import blocks
from linli.reports.picture.layout import Edge, Item, arrange
from linli.reports.picture.measure import LINE, width
from linli.reports.picture.scene import Box, Line, Link, Scene

ROOM, PAD, BIG, SMALL = 250.0, 8.0, 17.0, 15.0


@dataclass(frozen=True)
class Thing:
    """A box: its name, its texts, its look, the first layer that it may stand in."""

    id: str
    name: str
    texts: Sequence[str] = ()
    role: str = "body"
    layer: int = 0
    sign: bool = False


@dataclass(frozen=True)
class Tie:
    """A link between two things, with what it is called."""

    id: str
    source: str
    target: str
    name: str = ""
    doubt: str = "sure"
    arrow: bool = True


def scene(title: str, things: Sequence[Thing], ties: Sequence[Tie]) -> Scene:
    """The picture of some things. Ties between things that are not among them are left out."""
    known = {thing.id for thing in things}
    ties = [tie for tie in ties if {tie.source, tie.target} <= known]
    texts = {
        one.id: blocks.lines(one.name, one.texts, ROOM, big=BIG, small=SMALL) or [Line("", BIG)]
        for one in things
    }
    items = [
        Item(
            one.id,
            blocks.widest(texts[one.id]) + 2 * PAD + (30 if one.sign else 0),
            max(blocks.height(texts[one.id], PAD), 34.0 if one.sign else 0.0),
            one.layer,
        )
        for one in things
    ]
    labels = {tie.id: _label(tie.name) for tie in ties}
    placed = arrange(items, [Edge(tie.id, tie.source, tie.target, labels[tie.id]) for tie in ties])
    boxes = [
        Box(
            one.id,
            one.role,
            placed.boxes[one.id],
            texts[one.id],
            " ".join((one.name, *one.texts)),
            one.sign,
            PAD,
        )
        for one in things
    ]
    links = [
        Link(
            tie.id,
            "plain",
            tie.doubt,
            placed.paths[tie.id],
            placed.labels.get(tie.id),
            [Line(tie.name, SMALL)] if tie.name else (),
            tie.name,
            tie.arrow,
            tie.source,
            tie.target,
        )
        for tie in ties
    ]
    return Scene(max(placed.width, 1.0), max(placed.height, 1.0), title, (), boxes, links, ())


def _label(name: str) -> tuple[float, float]:
    return (width(name, SMALL) + 8, SMALL * LINE + 4) if name else (0, 0)

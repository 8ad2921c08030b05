"""Pictures moved, made larger or smaller, and set into a frame; and lines of text under one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from linli.reports.picture.layout import Point, Rect
from linli.reports.picture.measure import LINE, wrap
from linli.reports.picture.scene import Line, Scene

LARGEST = 1.3
"""A small picture is not blown up further than this."""


def fitted(scene: Scene, into: Rect) -> Scene:
    """A picture set into a frame: as large as it may be, in the middle across, its shape kept.

    Coordinates are those of the frame's surroundings, whose size the picture has after it.

    >>> made = fitted(Scene(200, 100, "", (), (), (), ()), Rect(10, 10, 100, 100))
    >>> made.width, made.height
    (110, 110)
    """
    factor = min(into.width / scene.width, into.height / scene.height, LARGEST)
    across = into.x + (into.width - scene.width * factor) / 2
    down = into.y + (into.height - scene.height * factor) / 2
    return replace(moved(scene, factor, across, down), width=into.right, height=into.y + into.height)


def scale(scene: Scene, room: tuple[float, float]) -> float:
    """How much smaller or larger a picture comes out in a frame of this width and height."""
    return min(room[0] / scene.width, room[1] / scene.height, LARGEST)


def moved(scene: Scene, factor: float, across: float, down: float) -> Scene:
    """A picture with every length times `factor`, then moved."""

    def point(at: Point) -> Point:
        return at[0] * factor + across, at[1] * factor + down

    def rect(one: Rect) -> Rect:
        return Rect(*point((one.x, one.y)), one.width * factor, one.height * factor)

    def line(one: Line) -> Line:
        return replace(one, size=one.size * factor)

    return replace(
        scene,
        width=scene.width * factor + across,
        height=scene.height * factor + down,
        head=[(point(at), line(one)) for at, one in scene.head],
        foot=[(point(at), line(one)) for at, one in scene.foot],
        boxes=[
            replace(box, rect=rect(box.rect), lines=[line(one) for one in box.lines], pad=box.pad * factor)
            for box in scene.boxes
        ],
        links=[
            replace(
                link,
                path=[point(at) for at in link.path],
                label=rect(link.label) if link.label else None,
                lines=[line(one) for one in link.lines],
            )
            for link in scene.links
        ],
        legend=[replace(sample, rect=rect(sample.rect), line=line(sample.line)) for sample in scene.legend],
    )


def under(scene: Scene, texts: Sequence[str], size: float = 16.0, edge: float = 24.0) -> Scene:
    """A picture with a margin and lines of text under it: what a reader is meant to see in it."""
    framed = moved(scene, 1, edge, edge)
    y, foot = framed.height + edge / 2, []
    for text in texts:
        for part in wrap(text, size, max(scene.width, 240), 6):
            y += size * LINE
            foot.append(((edge, y), Line(part, size)))
    return replace(framed, width=framed.width + edge, height=y + edge, foot=foot)

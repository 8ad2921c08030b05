"""Places as rectangles whose areas are their households, grouped by the area that they lie in.

Squarified after Bruls, Huizing and van Wijk (2000): rows are laid along the shorter side as long as that
makes the rectangles squarer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linli.reports.picture.layout import Rect
from linli.reports.picture.measure import LINE, width, wrap
from linli.reports.picture.scene import Box, Line, Scene

HEAD, BIG, SMALL, PAD, GAP = 17.0, 17.0, 15.0, 6.0, 4.0
SMALLEST, SMALLEST_OF_MANY = 0.012, 0.25
"""A place without known households, or with few, has this part of the picture; of many places, this part of
what each would have if all were alike.
"""


@dataclass(frozen=True)
class Leaf:
    """A place: its size (None where it is not known), name, texts from the weightiest, its look."""

    id: str
    name: str
    size: int | None
    texts: Sequence[str]
    role: str


@dataclass(frozen=True)
class Group:
    """An area and the places in it."""

    id: str
    name: str
    leaves: Sequence[Leaf]


def scene(title: str, groups: Sequence[Group], room: tuple[float, float]) -> Scene:
    """The picture of places, filling a frame of this width and height. The largest stand first.

    A text is there only where the whole of its line fits; what a place is can be read by pointing at it.
    """
    groups = [group for group in groups if group.leaves]
    leaves = [leaf for group in groups for leaf in group.leaves]
    total = sum(leaf.size or 0 for leaf in leaves)
    least = max(total * min(SMALLEST, SMALLEST_OF_MANY / max(len(leaves), 1)), 1.0)
    sized = {group.id: sum(max(leaf.size or 0, least) for leaf in group.leaves) for group in groups}
    ordered = sorted(groups, key=lambda group: (-sized[group.id], group.id))
    boxes: list[Box] = []
    frame = Rect(0, 0, *room)
    for group, rect in zip(ordered, squarified([sized[g.id] for g in ordered], frame), strict=True):
        inner = _inset(rect, GAP)
        wide = inner.width - 2 * PAD
        fits = wide > 2 * HEAD and inner.height > 4 * HEAD
        head = [Line(part, HEAD, strong=True) for part in wrap(group.name, HEAD, wide, 1)] if fits else []
        top = HEAD * LINE + 2 * PAD if head else 0.0
        if top:
            over = Rect(inner.x, inner.y, inner.width, top)
            boxes.append(Box(group.id, "heading", over, head, group.name, pad=PAD))
        below = Rect(inner.x, inner.y + top, inner.width, inner.height - top)
        own = sorted(group.leaves, key=lambda leaf: (-max(leaf.size or 0, least), leaf.id))
        places = squarified([max(leaf.size or 0, least) for leaf in own], below)
        boxes += [_leaf(leaf, _inset(place, GAP / 2)) for leaf, place in zip(own, places, strict=True)]
    return Scene(*room, title, (), boxes, (), ())


def squarified(sizes: Sequence[float], room: Rect) -> Iterator[Rect]:
    """Rectangles that fill another one, in the order of the sizes, which fall.

    >>> [round(one.width * one.height) for one in squarified([6, 3, 1], Rect(0, 0, 10, 10))]
    [60, 30, 10]
    """
    left, total = room, sum(sizes)
    scale = room.width * room.height / total if total else 0
    at = 0
    while at < len(sizes):
        side = min(left.width, left.height)
        row, best = 1, _worst(sizes[at : at + 1], side, scale)
        while at + row < len(sizes):
            more = _worst(sizes[at : at + row + 1], side, scale)
            if more > best:
                break
            row, best = row + 1, more
        part = sizes[at : at + row]
        area = sum(part) * scale
        across = left.width >= left.height
        thick = area / side if side else 0.0
        along = 0.0
        for size in part:
            long = size * scale / thick if thick else 0.0
            if across:
                yield Rect(left.x, left.y + along, thick, long)
            else:
                yield Rect(left.x + along, left.y, long, thick)
            along += long
        left = (
            Rect(left.x + thick, left.y, max(left.width - thick, 0.0), left.height)
            if across
            else Rect(left.x, left.y + thick, left.width, max(left.height - thick, 0.0))
        )
        at += row


def _worst(sizes: Sequence[float], side: float, scale: float) -> float:
    """How far from square the least square rectangle of a row is."""
    area = sum(sizes) * scale
    if not area or not side:
        return float("inf")
    return max(max(side**2 * size * scale / area**2, area**2 / (side**2 * size * scale)) for size in sizes)


def _inset(rect: Rect, by: float) -> Rect:
    """A rectangle made smaller on all sides; never less than nothing."""
    by = min(by, rect.width / 2, rect.height / 2)
    return Rect(rect.x + by, rect.y + by, rect.width - 2 * by, rect.height - 2 * by)


def _leaf(leaf: Leaf, rect: Rect) -> Box:
    """A place with as much of its texts as there is room for, the weightiest first: what it is comes before
    what it is called, where there is room for one of them alone.
    """
    room = rect.width - 2 * PAD
    name = [Line(part, BIG, strong=True) for part in wrap(leaf.name, BIG, room, 2)] if room > BIG else []
    texts = [
        Line(part, SMALL)
        for text in leaf.texts
        for part in (wrap(text, SMALL, room, 2) if room > SMALL else [])
    ]
    short = [Line(leaf.texts[0], SMALL)] if leaf.texts else []
    mark = [Line(leaf.texts[0][:1], SMALL)] if leaf.texts else []
    said: list[Line] = next(
        (
            some
            for some in ([*name, *texts], [*name, *short], short, mark)
            if _fits(some, room, rect.height - 2 * PAD)
        ),
        [],
    )
    hint = " ".join((leaf.name, *leaf.texts))
    return Box(leaf.id, leaf.role, rect, said, hint, pad=PAD)


def _fits(some: Sequence[Line], room: float, high: float) -> bool:
    """Whether lines fit; a text that is cut short says nothing, but for a name."""
    wide = all(width(line.text, line.size) <= room for line in some)
    whole = not any(line.text.endswith("…") and not line.strong for line in some)
    return wide and whole and sum(line.size * LINE for line in some) <= high

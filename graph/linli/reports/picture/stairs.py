"""A way up as stairs: the place at the lower left, each step further right and higher, each break below the
step where it is. It has the shape of a screen, where a ladder has that of a page.

Every step has a column of its own, and in it all boxes are stacked, so nothing overlaps whatever the texts
are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from linli.reports.picture import blocks
from linli.reports.picture.ladder import Rung
from linli.reports.picture.layout import Rect
from linli.reports.picture.measure import wrap
from linli.reports.picture.scene import Box, Line, Link, Scene

ROOM, APART, GAP, PAD = (1184.0, 440.0), 34.0, 10.0, 9.0
BIG, SMALL = 21.0, 16.0
NARROWEST, WIDEST = 150.0, 260.0
FLAT, STEEP = 18.0, 72.0
"""How much higher each step is, at least and at most."""


def scene(
    title: str, rungs: Sequence[Rung], step: int | None = None, room: tuple[float, float] = ROOM
) -> Scene:
    """The picture of a way up.

    Parameters: `title`; `rungs` from the place upwards; `step`, up to which it is shown (0 the place alone):
    those above are there without their texts, so that nothing moves as one walks; `room`, the
    width and height to fill.

    >>> made = scene("楼", [Rung("a", "楼", (), "place"), Rung("b", "支部", ("书记",), "party", "覆盖")], 0)
    >>> [(box.id, box.role, bool(box.lines)) for box in made.boxes]
    [('a', 'place', True), ('b', 'later', False)]
    """
    wide = (room[0] - APART * (len(rungs) - 1)) / max(len(rungs), 1)
    wide = min(max(wide, NARROWEST), WIDEST)
    columns = [_column(rung, number, wide) for number, rung in enumerate(rungs)]
    tall = max((sum(box.rect.height + GAP for box in column) for column in columns), default=0.0)
    rise = min(max((room[1] - tall) / max(len(rungs) - 1, 1), FLAT), STEEP)
    boxes, down = [], 0.0
    for number, column in enumerate(columns):
        left, y = number * (wide + APART), -number * rise
        for box in column:
            boxes.append(replace(box, rect=Rect(left, y, wide, box.rect.height)))
            y += box.rect.height + GAP
        down = max(down, y - GAP)
    top = min((box.rect.y for box in boxes), default=0.0)
    boxes = [_moved(box, -top) for box in boxes]
    rects = {box.id: box.rect for box in boxes}
    links = [_link(lower, upper, rects) for lower, upper in pairwise(rungs)]
    whole = Scene(len(rungs) * (wide + APART) - APART, down - top, title, (), boxes, links, ())
    return whole if step is None else _walked(whole, rungs, step)


def _column(rung: Rung, number: int, wide: float) -> list[Box]:
    """The boxes of a step from above, with their heights: itself, and each break."""
    room = wide - 2 * PAD
    sign = 30.0 if rung.notes else 0.0
    over = f"{number}　{rung.relation}" if number else ""
    head = [Line(part, SMALL) for part in wrap(over, SMALL, room - sign, 1)]
    said = [
        *head,
        *blocks.lines(rung.name, rung.led, room if head else room - sign, big=BIG, small=SMALL, most=(3, 3)),
    ]
    made = [
        Box(
            rung.id,
            rung.role,
            Rect(0, 0, wide, blocks.height(said, PAD)),
            said,
            rung.name,
            bool(rung.notes),
            PAD,
        )
    ]
    for place, note in enumerate(rung.notes):
        text = [Line(part, SMALL) for part in wrap(note, SMALL, room, 6)]
        high = blocks.height(text, PAD)
        made.append(Box(f"{rung.id}!{place}", "finding", Rect(0, 0, wide, high), text, note, pad=PAD))
    return made


def _moved(box: Box, down: float) -> Box:
    rect = box.rect
    return replace(box, rect=Rect(rect.x, rect.y + down, rect.width, rect.height))


def _link(lower: Rung, upper: Rung, rects: dict[str, Rect]) -> Link:
    start, end = rects[lower.id], rects[upper.id]
    path = [(start.right, start.middle), (end.x, end.middle)]
    return Link(
        f"{lower.id}-{upper.id}",
        "plain",
        upper.doubt,
        path,
        None,
        (),
        upper.relation,
        True,
        lower.id,
        upper.id,
    )


def _walked(whole: Scene, rungs: Sequence[Rung], step: int) -> Scene:
    """A walk as far as a step: what comes later is an empty box, and its breaks are not there."""
    later = {rung.id for rung in rungs[step + 1 :]}
    boxes = []
    for box in whole.boxes:
        if box.id in later:
            boxes.append(replace(box, role="later", lines=(), hint="", sign=False))
        elif box.id.rpartition("!")[0] not in later:
            boxes.append(box)
    links = [link for link in whole.links if link.target not in later]
    return replace(whole, boxes=boxes, links=links)

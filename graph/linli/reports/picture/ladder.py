"""A way up as a ladder: the top of the chain above, the place below, each break beside the step where it is.

Rungs are stacked with equal room between them, so nothing overlaps whatever the texts are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from linli.reports.picture.layout import Rect
from linli.reports.picture.measure import LINE, width, wrap
from linli.reports.picture.scene import Box, Line, Link, Scene

BIG, SMALL, PAD, EDGE, RUNG, NOTE, GAP, BESIDE = 18.0, 14.0, 12.0, 32.0, 420.0, 380.0, 52.0, 56.0


@dataclass(frozen=True)
class Rung:
    """One step, from below: its name, who leads it, what it is drawn as, how it is reached from the last.

    notes  what is broken at it
    """

    id: str
    name: str
    led: Sequence[str]
    role: str
    relation: str = ""
    doubt: str = "sure"
    notes: Sequence[str] = ()


def scene(title: str, rungs: Sequence[Rung], foot: Sequence[str] = ()) -> Scene:
    """The picture of a ladder.

    Parameters: `title`; `rungs` from the place upwards; `foot`, lines of text below.

    >>> made = scene("楼", [Rung("a", "楼", (), "place"), Rung("b", "支部", ("书记",), "party", "覆盖")])
    >>> [box.id for box in made.boxes], made.boxes[0].rect.y < made.boxes[1].rect.y
    (['b', 'a'], True)
    """
    heads = [Line(text, BIG, strong=True) for text in wrap(title, BIG, RUNG + BESIDE + NOTE, 3)]
    y = EDGE + len(heads) * BIG * LINE + EDGE / 2
    boxes: list[Box] = []
    notes: list[Box] = []
    links: list[Link] = []
    for rung in reversed(rungs):
        lines = _lines(rung)
        own = _height(lines)
        beside = [_note(text) for text in rung.notes]
        tall = max(own, sum(_height(note) + PAD for note in beside) - PAD)
        rect = Rect(EDGE, y + (tall - own) / 2, RUNG, own)
        boxes.append(Box(rung.id, rung.role, rect, lines, rung.name, sign=bool(rung.notes)))
        at = y
        for number, note in enumerate(beside):
            place = Rect(EDGE + RUNG + BESIDE, at, NOTE, _height(note))
            notes.append(Box(f"{rung.id}!{number}", "finding", place, note, rung.notes[number]))
            path = [(rect.right, rect.middle), (place.x, place.middle)]
            links.append(Link(f"{rung.id}!{number}", "finding", "sure", path, None, (), "", arrow=False))
            at += place.height + PAD
        y += tall + GAP
    by_id = {box.id: box.rect for box in boxes}
    links += [_link(lower, upper, by_id) for lower, upper in pairwise(rungs)]
    y -= GAP - EDGE
    under = [Line(text, SMALL) for line in foot for text in wrap(line, SMALL, RUNG + BESIDE + NOTE, 4)]
    foots = [((EDGE, y + (number + 1) * SMALL * LINE), line) for number, line in enumerate(under)]
    return Scene(
        EDGE * 2 + RUNG + ((BESIDE + NOTE) if notes else max(0.0, _widest(heads) - RUNG)),
        y + len(under) * SMALL * LINE + EDGE,
        title,
        [((EDGE, EDGE + (number + 1) * BIG * LINE - BIG * 0.35), line) for number, line in enumerate(heads)],
        [*boxes, *notes],
        links,
        [],
        foots,
    )


def _lines(rung: Rung) -> list[Line]:
    room = RUNG - PAD * 2
    return [Line(text, BIG, strong=True) for text in wrap(rung.name, BIG, room, 2)] + [
        Line(text, SMALL) for led in rung.led for text in wrap(led, SMALL, room, 2)
    ]


def _note(text: str) -> list[Line]:
    return [Line(one, SMALL) for one in wrap(text, SMALL, NOTE - PAD * 2, 5)]


def _height(lines: Sequence[Line]) -> float:
    return sum(line.size * LINE for line in lines) + PAD * 2


def _widest(lines: Sequence[Line]) -> float:
    return max((width(line.text, line.size) for line in lines), default=0.0)


def _link(lower: Rung, upper: Rung, rects: dict[str, Rect]) -> Link:
    start, end = rects[lower.id], rects[upper.id]
    x = EDGE + RUNG / 2
    path = [(x, start.y), (x, end.y + end.height)]
    line = Line(upper.relation, SMALL)
    wide = width(upper.relation, SMALL) + PAD
    label = Rect(x + PAD, (start.y + end.y + end.height) / 2 - SMALL * LINE / 2, wide, SMALL * LINE)
    name = f"{lower.id}-{upper.id}"
    return Link(name, "plain", upper.doubt, path, label, [line], upper.relation, arrow=False)

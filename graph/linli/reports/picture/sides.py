"""The four sides of a compound: party bodies and residents' bodies on the left, the owners' and the property
company's on the right, and between them who holds posts on several sides, tied to each of these posts.

Five columns beside each other: bodies, posts of the links, persons, posts, bodies. The boxes of a column are
stacked, and links bend only where there are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from linli.reports.picture import blocks
from linli.reports.picture.layout import Point, Rect
from linli.reports.picture.measure import LINE, wrap
from linli.reports.picture.scene import Box, Line, Link, Scene

Side = Literal["party", "residents", "owners", "property"]
Way = Literal["", "from", "into"]
LEFT: tuple[Side, ...] = ("party", "residents")
RIGHT: tuple[Side, ...] = ("owners", "property")
BODY, BEND, PERSON, GAP, BETWEEN, PAD = 310.0, 52.0, 180.0, 10.0, 26.0, 9.0
HEAD, BIG, SMALL = 17.0, 17.0, 15.0
LABEL = 124.0
"""Width of the posts beside a person, at most."""


@dataclass(frozen=True)
class Body:
    """A body on one of the sides: its name, texts under it, its look, whether a sign stands on it."""

    id: str
    side: Side
    name: str
    texts: Sequence[str]
    role: str
    sign: bool = False


@dataclass(frozen=True)
class Tie:
    """A post that a person holds in a body: sure, may.

    way  whether they came from that body or went into it, which an arrow shows; "" where nobody knows
    """

    body: str
    post: str
    doubt: str = "sure"
    way: Way = ""


@dataclass(frozen=True)
class Person:
    """Somebody with posts on several sides."""

    id: str
    name: str
    ties: Sequence[Tie]


def scene(
    title: str, heads: Mapping[Side, str], bodies: Sequence[Body], people: Sequence[Person], none: str
) -> Scene:
    """The picture of the four sides.

    Parameters: `heads`, what each side is called; `bodies`; `people`, each tied to bodies among these;
    `none`, said of a side without a body, and in the middle where nobody has posts on several sides.
    """
    wide = max((blocks.widest(_post(tie)) for one in people for tie in one.ties), default=SMALL * 4) + PAD
    lefts = (
        0.0,
        BODY + BEND,
        BODY + BEND + wide,
        BODY + BEND + wide + PERSON,
        BODY + 2 * (BEND + wide) + PERSON,
    )
    made: dict[Side, list[Box]] = {side: list(_bodies(side, bodies, none)) for side in (*LEFT, *RIGHT)}
    sides = {one.id: one.side for one in bodies}
    middle = [_person(one, sides) for one in people] or [_nobody(none)]
    rows = [sum(_high(made[side]) for side in pair) + BETWEEN for pair in (LEFT, RIGHT)]
    tall = max(*rows, sum(box.rect.height + GAP * 2 for box in middle) - GAP * 2)
    head: list[tuple[Point, Line]] = []
    boxes: list[Box] = []
    for pair, left in ((LEFT, lefts[0]), (RIGHT, lefts[4])):
        y = 0.0
        for number, side in enumerate(pair):
            # The second side stands on the floor of the picture, so that each has a corner.
            y = 0.0 if number == 0 else max(y, tall - _high(made[side]))
            head.append(((left, y + HEAD), Line(heads[side], HEAD, strong=True)))
            boxes += _stacked(made[side], left, y + HEAD * LINE + 4)
            y += _high(made[side]) + BETWEEN
    whole = sum(box.rect.height for box in middle) + GAP * 2 * (len(middle) - 1)
    persons = list(_stacked(middle, lefts[2], (tall - whole) / 2, GAP * 2))
    rects = {box.id: box.rect for box in (*boxes, *persons)}
    links = list(_links(people, sides, rects, wide))
    return Scene(lefts[4] + BODY, tall, title, head, [*boxes, *persons], links, ())


def _bodies(side: Side, bodies: Sequence[Body], none: str) -> Iterator[Box]:
    here = [one for one in bodies if one.side == side]
    for one in here:
        room = BODY - 2 * PAD - (30 if one.sign else 0)
        said = blocks.lines(one.name, one.texts, room, big=BIG, small=SMALL, most=(2, 3))
        high = max(blocks.height(said, PAD), 38.0 if one.sign else 0.0)
        hint = " ".join((one.name, *one.texts))
        yield Box(one.id, one.role, Rect(0, 0, BODY, high), said, hint, one.sign, PAD)
    if not here:
        said = [Line(part, SMALL) for part in wrap(none, SMALL, BODY - 2 * PAD, 3)]
        yield Box(f"none.{side}", "more", Rect(0, 0, BODY, blocks.height(said, PAD)), said, none, pad=PAD)


def _person(one: Person, sides: Mapping[str, Side]) -> Box:
    """A person's box: high enough for the posts that stand on either side of it."""
    said = blocks.lines(one.name, (), PERSON - 2 * PAD, big=20, most=(2, 1))
    beside = max(
        sum(_tall(tie) for tie in one.ties if (sides[tie.body] in LEFT) is left) for left in (True, False)
    )
    high = max(blocks.height(said, PAD), beside)
    return Box(one.id, "person", Rect(0, 0, PERSON, high), said, one.name, pad=PAD, align="middle")


def _post(tie: Tie) -> list[Line]:
    return [Line(part, SMALL) for part in wrap(tie.post, SMALL, LABEL, 2)]


def _tall(tie: Tie) -> float:
    """Height that the post of a tie takes beside a person."""
    return len(_post(tie)) * SMALL * LINE + 6


def _nobody(none: str) -> Box:
    said = [Line(part, SMALL) for part in wrap(none, SMALL, PERSON - 2 * PAD, 4)]
    return Box("none", "more", Rect(0, 0, PERSON, blocks.height(said, PAD)), said, none, pad=PAD)


def _high(some: Sequence[Box]) -> float:
    return HEAD * LINE + 4 + sum(box.rect.height + GAP for box in some) - GAP


def _stacked(some: Sequence[Box], left: float, y: float, gap: float = GAP) -> Iterator[Box]:
    for box in some:
        rect = Rect(left, y, box.rect.width, box.rect.height)
        yield Box(box.id, box.role, rect, box.lines, box.hint, box.sign, box.pad, box.align)
        y += box.rect.height + gap


def _links(
    people: Sequence[Person], sides: Mapping[str, Side], rects: Mapping[str, Rect], wide: float
) -> Iterator[Link]:
    """A link a post: from the body to the person, with the post beside the person."""
    for one in people:
        mine = rects[one.id]
        for pair in (LEFT, RIGHT):
            ties = sorted(
                (tie for tie in one.ties if sides[tie.body] in pair), key=lambda tie: rects[tie.body].middle
            )
            spare = (mine.height - sum(_tall(tie) for tie in ties)) / max(len(ties), 1)
            top = mine.y
            for number, tie in enumerate(ties):
                high, body = _tall(tie), rects[tie.body]
                y = top + (spare + high) / 2
                top += spare + high
                if pair is LEFT:
                    path = [(body.right, body.middle), (mine.x - wide, y), (mine.x, y)]
                    label = Rect(mine.x - wide, y - high / 2 + 1, wide, high - 2)
                else:
                    path = [(body.x, body.middle), (mine.right + wide, y), (mine.right, y)]
                    label = Rect(mine.right, y - high / 2 + 1, wide, high - 2)
                name, said, ends = f"{tie.body}-{one.id}-{number}", _post(tie), (tie.body, one.id)
                # An arrow stands where it is seen: at the body, or before the post beside the person.
                if tie.way == "into":
                    path, ends = path[::-1], ends[::-1]
                elif tie.way == "from":
                    path = path[:-1]
                yield Link(name, "plain", tie.doubt, path, label, said, tie.post, bool(tie.way), *ends)

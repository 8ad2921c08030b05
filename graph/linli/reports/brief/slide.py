"""A slide: its title and text, a picture with its legend, a sentence that says what is to be read in it.

It is laid out once, on a screen of 1280 × 720, for every form that a briefing is shown in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from linli.messages.catalogue import Lang
from linli.reports.picture import blocks
from linli.reports.picture.frame import fitted
from linli.reports.picture.layout import Point, Rect
from linli.reports.picture.looks import INK, QUIET
from linli.reports.picture.measure import LINE, width, wrap
from linli.reports.picture.scene import Box, Line, Scene

WIDTH, HEIGHT = 1280, 720
EDGE, TITLE, TEXT, READING, FOOT = 48.0, 34.0, 20.0, 20.0, 13.0
ROOM = (WIDTH - 2 * EDGE, 448.0)
"""Width and height that a picture has with two lines of text over it, two under it and one line of legend."""


@dataclass(frozen=True)
class Picture:
    """A picture with what stands by it.

    legend   kind, role and text of its entries (`blocks.legend`)
    reading  what is to be read in it
    details  lines for the notes: what the picture says, for who reads it aloud
    """

    scene: Scene
    reading: str
    legend: Sequence[tuple[str, str, str]] = ()
    details: Sequence[str] = ()


@dataclass(frozen=True)
class Block:
    """Texts in a place of their own, a paragraph each, which is wrapped in it."""

    rect: Rect
    texts: Sequence[str]
    size: float
    strong: bool = False
    colour: str = INK


@dataclass(frozen=True)
class Slide:
    """A slide; `scene` is the picture where it stands, `blocks` are all texts but the heading."""

    id: str
    title: str
    heading: Block
    blocks: Sequence[Block]
    scene: Scene
    notes: str


@dataclass(frozen=True)
class Deck:
    """Slides in one language. `about` says of which area, day and snapshot; `made` is when."""

    title: str
    about: str
    lang: Lang
    made: dt.datetime
    slides: Sequence[Slide]


def compose(
    identity: str,
    title: str,
    text: str,
    picture: Picture,
    foot: str,
    notes: Sequence[str] = (),
) -> Slide:
    """A slide.

    Parameters: `title`, `text` over the picture; `foot`, the small line at the bottom; `notes`, paragraphs
    for the presenter, before the picture's own.
    """
    said = [one for one in text.splitlines() if one.strip()]
    top = 30 + TITLE * LINE + 6
    over = _block(Rect(EDGE, top, ROOM[0], 0), said, TEXT, 3)
    under = _block(
        Rect(EDGE, 0, ROOM[0], 0), [picture.reading] if picture.reading else [], READING, 3, strong=True
    )
    bottom = HEIGHT - 38 - under.rect.height
    under = replace(under, rect=replace(under.rect, y=bottom))
    _, tall = blocks.legend(picture.legend, (0, 0), ROOM[0])
    start = top + over.rect.height + 12
    frame = Rect(EDGE, start, ROOM[0], bottom - start - tall - 18)
    samples, _ = blocks.legend(picture.legend, (EDGE, bottom - tall - 6), ROOM[0])
    scene = replace(fitted(picture.scene, frame), width=WIDTH, height=HEIGHT, legend=samples, title=title)
    small = Block(Rect(EDGE, HEIGHT - 28, ROOM[0], FOOT * LINE), [foot], FOOT, colour=QUIET)
    said_of = [*notes, picture.reading, *picture.details]
    parts = [one for one in (over, under) if one.texts]
    return Slide(
        identity,
        title,
        _heading(title),
        [*parts, small],
        _barred(scene),
        "\n".join(one for one in said_of if one),
    )


def cover(identity: str, title: str, lines: Sequence[str], foot: str, notes: str = "") -> Slide:
    """The first slide: the title in large type, and lines under it."""
    size = min(60.0, 60.0 * ROOM[0] / max(width(title, 60.0), 1) * 2)
    head = _block(Rect(EDGE, 220, ROOM[0], 0), [title], size, 2, strong=True)
    below = _block(Rect(EDGE, 240 + head.rect.height, ROOM[0], 0), lines, 24, 6)
    small = Block(Rect(EDGE, HEIGHT - 28, ROOM[0], FOOT * LINE), [foot], FOOT, colour=QUIET)
    scene = Scene(WIDTH, HEIGHT, title, (), (), (), ())
    return Slide(identity, title, head, [below, small], _barred(scene), notes)


def drawn(slide: Slide) -> Scene:
    """A slide as one picture, with all of its texts, for what draws pictures alone."""
    head = [one for block in (slide.heading, *slide.blocks) for one in _set(block)]
    return replace(slide.scene, head=[*slide.scene.head, *head])


def _heading(title: str) -> Block:
    """The title in one line, smaller where it is long."""
    size = max(min(TITLE, TITLE * ROOM[0] / max(width(title, TITLE), 1)), TITLE * 0.55)
    return Block(Rect(EDGE, 30 + (TITLE - size), ROOM[0], size * LINE), [title], size, strong=True)


def _block(at: Rect, texts: Sequence[str], size: float, most: int, *, strong: bool = False) -> Block:
    """Texts as a block that is as high as they need; what takes more than `most` lines each is cut short."""
    kept, lines = [], 0
    for text in texts:
        wrapped = wrap(text, size, at.width, most)
        whole = wrap(text, size, at.width, 99)
        kept.append(text if len(whole) <= most else _joined(wrapped))
        lines += len(wrapped)
    return Block(replace(at, height=lines * size * LINE), kept, size, strong)


def _joined(lines: Sequence[str]) -> str:
    """Lines as the text that they were, as far as it was kept."""
    text = lines[0]
    for line in lines[1:]:
        text += (" " if text[-1:].isascii() and line[:1].isascii() else "") + line
    return text


def _set(block: Block) -> list[tuple[Point, Line]]:
    made, y = [], block.rect.y
    for text in block.texts:
        for part in wrap(text, block.size, block.rect.width, 9):
            y += block.size * LINE
            made.append(((block.rect.x, y - block.size * (LINE - 1)), Line(part, block.size, block.strong)))
    return made


def _barred(scene: Scene) -> Scene:
    """A slide with the bar at its left edge."""
    bar = Box("bar", "accent", Rect(0, 0, 14, HEIGHT), (), "")
    return replace(scene, boxes=[bar, *scene.boxes])

"""Things to look at one after the other, as cards in columns: each row of cards is as high as its highest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from linli.reports.picture import blocks
from linli.reports.picture.layout import Rect
from linli.reports.picture.scene import Box, Scene

GAP, PAD, BIG, SMALL = 12.0, 10.0, 20.0, 16.5


@dataclass(frozen=True)
class Card:
    """A card: its heading, its texts, its look, whether a sign stands on it."""

    id: str
    name: str
    texts: Sequence[str]
    role: str = "card"
    sign: bool = False


def scene(title: str, cards: Sequence[Card], room: tuple[float, float], columns: int = 2) -> Scene:
    """The picture of some cards, the first ones that fit in a frame of this height; at least one row."""
    wide = (room[0] - GAP * (columns - 1)) / columns
    boxes: list[Box] = []
    y = 0.0
    for start in range(0, len(cards), columns):
        row = cards[start : start + columns]
        texts = [
            blocks.lines(
                one.name,
                one.texts,
                wide - 2 * PAD - (30 if one.sign else 0),
                big=BIG,
                small=SMALL,
                most=(1, 2),
            )
            for one in row
        ]
        high = max(blocks.height(said, PAD) for said in texts)
        if boxes and y + high > room[1]:
            break
        for place, (one, said) in enumerate(zip(row, texts, strict=True)):
            rect = Rect(place * (wide + GAP), y, wide, high)
            hint = " ".join((one.name, *one.texts))
            boxes.append(Box(one.id, one.role, rect, said, hint, one.sign, PAD))
        y += high + GAP
    return Scene(room[0], max(y - GAP, 1.0), title, (), boxes, (), ())

"""Boxes made of texts: how a name and the lines under it become a box with room for them, and the entries of
a legend.
"""

from __future__ import annotations

from collections.abc import Sequence

from linli.reports.picture.layout import Point, Rect
from linli.reports.picture.measure import LINE, width, wrap
from linli.reports.picture.scene import Line, Sample

BIG, SMALL, PAD = 18.0, 15.0, 8.0
SWATCH, BESIDE, APART = 26.0, 8.0, 22.0


def lines(
    name: str,
    texts: Sequence[str],
    room: float,
    *,
    big: float = BIG,
    small: float = SMALL,
    most: tuple[int, int] = (2, 2),
) -> list[Line]:
    """A name that stands out, and texts under it, wrapped.

    Parameters: `room`, width for the text; `big`, `small`, heights of type; `most`, lines of the name and of
    each text, after which it ends with an ellipsis.
    """
    return [Line(part, big, strong=True) for part in wrap(name, big, room, most[0])] + [
        Line(part, small) for text in texts for part in wrap(text, small, room, most[1])
    ]


def height(some: Sequence[Line], pad: float = PAD) -> float:
    """Height of a box that holds some lines."""
    return sum(line.size * LINE for line in some) + 2 * pad


def widest(some: Sequence[Line]) -> float:
    """Width of the longest line."""
    return max((width(line.text, line.size) for line in some), default=0.0)


def legend(
    entries: Sequence[tuple[str, str, str]], at: Point, room: float, size: float = SMALL
) -> tuple[list[Sample], float]:
    """The entries of a legend in rows.

    Parameters: `entries`, kind ("box", "line", "link"), role and text; `at`, the upper left corner; `room`,
    its width.
    Returns them, and where they end.
    """
    row = size * LINE + 4
    placed, (x, y) = [], at
    for kind, role, text in entries:
        said = wrap(text, size, max(room - SWATCH - BESIDE, size * 2), 1)[0] if text else ""
        long = SWATCH + BESIDE + width(said, size)
        if x > at[0] and x + long > at[0] + room:
            x, y = at[0], y + row
        placed.append(Sample(kind, role, Rect(x, y, SWATCH, size), Line(said, size)))
        x += long + APART
    return placed, y + row if entries else y

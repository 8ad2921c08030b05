"""How wide a text is, near enough to wrap it: no font is opened, so that one picture comes out everywhere.

A wide character (Chinese, full-width signs) is as wide as the type is high; others are taken wider than most
fonts draw them, so that a text never runs out of its box.
"""

from __future__ import annotations

import unicodedata

NARROW, WIDE = 0.6, 1.0
CLOSING = "），。；：、」』》〕）)]*"
"""Signs that no line begins with."""
COUNTED = "栋幢号座户人处个级步页年月日"
"""Words that stay with the number before them."""
LINE = 1.35
"""Height of a line, in heights of the type."""


def width(text: str, size: float) -> float:
    """Width of a text set in a type of this height.

    >>> width("小区 ab", 10)
    38.0
    """
    return sum(size * (WIDE if unicodedata.east_asian_width(one) in "WFA" else NARROW) for one in text)


def wrap(text: str, size: float, room: float, most: int = 3) -> list[str]:
    """A text in lines no wider than `room`; what does not fit in `most` lines ends with an ellipsis.

    >>> wrap("松涛苑小区党支部", 10, 50)
    ['松涛苑小区', '党支部']
    >>> wrap("示例松涛苑12栋", 10, 60)
    ['示例松涛苑', '12栋']
    >>> wrap("Residential compound", 10, 70, 1)
    ['Residentia…']
    >>> wrap("to read on and on", 10, 48, 2)
    ['to read', 'on and…']
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(" ".join(text.split())):
        for part in _cut(piece, size, room):
            if line and width((line + part).rstrip(), size) > room:
                lines.append(line)
                line = part.lstrip()
            else:
                line += part
    lines += [line] if line.strip() else []
    if len(lines) <= most:
        return [one.rstrip() for one in lines]
    last = "".join(lines[most - 1 :])
    while last and width(last + "…", size) > room:
        last = last[:-1]
    return [*(one.rstrip() for one in lines[: most - 1]), last.rstrip() + "…"]


def _pieces(text: str) -> list[str]:
    """Where a line may end: after a space, and on either side of a wide character."""
    pieces: list[str] = []
    for one in text:
        wide = unicodedata.east_asian_width(one) in "WFA"
        joins = not wide and pieces and not pieces[-1].endswith(" ") and not _is_wide(pieces[-1])
        counted = pieces and pieces[-1][-1].isdigit() and one in COUNTED
        if joins or counted or (pieces and one in CLOSING):
            pieces[-1] += one
        else:
            pieces.append(one)
    return pieces


def _is_wide(piece: str) -> bool:
    return unicodedata.east_asian_width(piece[-1]) in "WFA"


def _cut(piece: str, size: float, room: float) -> list[str]:
    """A piece that is wider than a line, cut where it must be."""
    parts = [""]
    for one in piece:
        if parts[-1] and width(parts[-1] + one.rstrip(), size) > room:
            parts.append("")
        parts[-1] += one
    return parts

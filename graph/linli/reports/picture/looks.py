"""How boxes and links look, for every renderer: one table, so that a picture is the same wherever it is
drawn.

Red is the colour of party bodies, and of praise. What is against a text is orange, dashed where nobody can
tell, and always has a sign or a word: colour never says anything alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

INK, QUIET, ORANGE, LINKS = "#1f2933", "#52606d", "#d9730d", "#627d98"


@dataclass(frozen=True)
class Look:
    """Fill and edge of a box: colours, width of the edge, its dashes (drawn, left out), roundness."""

    fill: str
    edge: str
    width: float = 1.0
    dash: tuple[float, float] | None = None
    round: float = 4.0


LOOKS: Mapping[str, Look] = {
    "person": Look("#ffffff", "#334e68", round=18),
    "post": Look("#f0f4f8", "#829ab1", round=12),
    "party": Look("#fdecea", "#c62828", 2),
    "owners": Look("#e6f0fa", "#2f6fae"),
    "company": Look("#efe9e2", "#7a5c3e"),
    "body": Look("#f5f7fa", "#52606d"),
    "place": Look("#e9f3ec", "#3f7d58"),
    "statement": Look("#ffffff", "#52606d", dash=(2, 3)),
    "finding": Look("#fff4e5", ORANGE, 2, round=3),
    "unknown": Look("#ffffff", ORANGE, 2, (6, 4), 3),
    "ring": Look("none", ORANGE, 2.5),
    # states of coverage
    "own": Look("#dcefe2", "#2f6b47"),
    "joint": Look("#e8f1dc", "#5a7a2b"),
    "attached": Look("#eef3f8", "#3b6a94"),
    "forming": Look("#f6f3e4", "#857430", dash=(2, 3)),
    "gap": Look("#fff4e5", ORANGE, 3),
    "lost": Look("#fff4e5", ORANGE, 3, (8, 3)),
    "not_applicable": Look("#f2f2f2", "#9aa5b1", dash=(1.5, 4)),
    # plain ones
    "cell": Look("#ffffff", "#cbd2d9"),
    "filled": Look("#e4e7eb", "#7b8794"),
    "heading": Look("none", "none"),
    "group": Look("#f8f9fb", "#9aa5b1"),
    "more": Look("#ffffff", "#7b8794", dash=(2, 3)),
    "card": Look("#ffffff", "#7b8794"),
    "step": Look("#ffffff", "#334e68", 2),
    "later": Look("#ffffff", "#9aa5b1", dash=(2, 3)),
    "accent": Look("#334e68", "none", 0, None, 0),
}
"""A box's role → how it is drawn."""

MARKS: Mapping[str, str] = {
    "own": "●",
    "joint": "◎",
    "attached": "○",
    "forming": "◇",
    "gap": "▲",
    "lost": "▲",
    "unknown": "？",
    "not_applicable": "－",
}
"""A state of coverage → the sign that stands before its word."""

FONTS = ("Microsoft YaHei", "微软雅黑", "Noto Sans CJK SC", "PingFang SC", "WenQuanYi Micro Hei")
"""Families that are looked for, in this order. None is brought along."""


def look(role: str) -> Look:
    """How a role is drawn; one that is not known, as an ordinary body.

    >>> look("party").edge, look("?").edge == look("body").edge
    ('#c62828', True)
    """
    return LOOKS.get(role, LOOKS["body"])

"""The legend of a picture: one entry for each look that occurs in it, with its words in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from linli.messages.catalogue import say
from linli.reports.explain.boxes import SMALL
from linli.reports.picture.layout import Point, Rect
from linli.reports.picture.measure import width
from linli.reports.picture.scene import Box, Line, Link, Sample

BOXES = {
    "finding": "picture_finding",
    "unknown": "picture_unknown",
    "party": "picture_party",
    "owners": "picture_owners",
    "company": "picture_company",
    "body": "picture_body",
    "person": "picture_person",
    "post": "picture_post",
    "place": "picture_place",
    "statement": "picture_statement",
}
DOUBTS = {"sure": "picture_sure", "may": "picture_perhaps", "not": "picture_over"}
SWATCH, GAP, ROW = 26.0, 18.0, 20.0


def samples(
    boxes: Sequence[Box], links: Sequence[Link], at: Point, room: float
) -> tuple[list[Sample], float]:
    """The entries of a legend, in rows.

    Parameters: `boxes`, `links` of the picture; `at`, the upper left corner; `room`, its width.
    Returns them, and where they end.
    """
    used = {box.role for box in boxes}
    entries = [("box", role, key) for role, key in BOXES.items() if role in used]
    if any(link.role == "named" for link in links):
        entries.append(("link", "named", "picture_named"))
    # The evidence has an entry of its own, which says nothing about what is only possible.
    told = {"plain": DOUBTS, "named": ("may", "not")}
    looks = {link.doubt for link in links if link.doubt in told.get(link.role, ())}
    entries += [("line", doubt, key) for doubt, key in DOUBTS.items() if doubt in looks]
    placed, (x, y) = [], at
    for kind, role, key in entries:
        text = " ".join(dict.fromkeys((say(key, "zh"), say(key, "en"))))
        long = SWATCH + 8 + width(text, SMALL)
        if x > at[0] and x + long > at[0] + room:
            x, y = at[0], y + ROW
        placed.append(Sample(kind, role, Rect(x, y, SWATCH, 14), Line(text, SMALL)))
        x += long + GAP
    return placed, y + ROW

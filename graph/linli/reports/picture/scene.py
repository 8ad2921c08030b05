"""A picture as data: boxes and links with their texts and coordinates, for whoever draws it (SVG, a page)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from linli.reports.picture.layout import Point, Rect

PAD = 10.0
"""Room between the edge of a box and its text, unless a box says otherwise."""


@dataclass(frozen=True)
class Line:
    """A line of text: its words, the height of its type, whether it stands out."""

    text: str
    size: float
    strong: bool = False


@dataclass(frozen=True)
class Box:
    """A node: what it is drawn as, its texts, what is said of it when it is pointed at.

    role   person, post, party, owners, company, body, place, statement, finding, unknown; a state of
           coverage; or one of the plain ones (see `looks`)
    sign   whether the sign of a finding stands on it
    pad    room around its text
    align  from the upper left corner, or in the middle
    """

    id: str
    role: str
    rect: Rect
    lines: Sequence[Line]
    hint: str
    sign: bool = False
    pad: float = PAD
    align: Literal["left", "middle"] = "left"


@dataclass(frozen=True)
class Link:
    """A link: its path, and its label with the place of that (None where it has none).

    role   plain, named (the evidence), finding (from the finding to its subject)
    doubt  sure, may, not: how the line is drawn
    source, target  the boxes at its ends, where it may be drawn anew when they are moved
    """

    id: str
    role: str
    doubt: str
    path: Sequence[Point]
    label: Rect | None
    lines: Sequence[Line]
    hint: str
    arrow: bool = True
    source: str = ""
    target: str = ""


@dataclass(frozen=True)
class Sample:
    """An entry of the legend: a role of a box, or the look of a link, with its place and text."""

    kind: str
    role: str
    rect: Rect
    line: Line


@dataclass(frozen=True)
class Scene:
    """A whole picture.

    title   in one line, for those who cannot see it; head: lines over it; foot: lines below the legend
    """

    width: float
    height: float
    title: str
    head: Sequence[tuple[Point, Line]]
    boxes: Sequence[Box]
    links: Sequence[Link]
    legend: Sequence[Sample]
    foot: Sequence[tuple[Point, Line]] = ()

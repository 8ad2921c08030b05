"""The shortest way from a place to any of several ends, over every kind of link: subordination, guidance,
supervision, contract, coordination.

Definition. A way is a row of links that may be in force on the day, each begun where the last one ended. Of
all ways to an end the one with the fewest steps is taken; of those the one whose kinds come first in `ORDER`,
step by step; then by identifier. An end is a kind of body or a body: all are found in one search.

Source: breadth-first search (Moore 1959; Knuth, The Art of Computer Programming 7.4).

Cost: O(links × log of the widest step).

Edge cases. An end that is not reached has no way; the place itself is no end; parallel links count once.

>>> from linli.model.interval import ALWAYS
>>> links = [Link("c", "b", "covers", ALWAYS), Link("b", "f", "coordination", ALWAYS),
...          Link("c", "w", "contract", ALWAYS), Link("w", "f", "supervision", ALWAYS)]
>>> way = find("c", links, {"f": "forum"}, ["forum"], dt.date(2024, 1, 1))["forum"]
>>> [(one.upper, one.relation) for one in way]
[('b', 'covers'), ('f', 'coordination')]
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linli.model.interval import Interval, possible

ORDER = (
    "covers", "subordination", "guidance", "supervision", "contract", "coordination", "acts_for",
    "reports_in", "nearby", "whistle",
)  # fmt: skip
"""Kinds of link, the firmest first."""


@dataclass(frozen=True)
class Link:
    """A link that one can turn along, from `lower` to `upper`."""

    lower: str
    upper: str
    relation: str
    interval: Interval


Way = tuple[Link, ...]


def find(
    start: str, links: Iterable[Link], kinds: Mapping[str, str], ends: Sequence[str], day: dt.date
) -> dict[str, Way | None]:
    """The way to each end, or None.

    Parameters: `start`, where to begin; `links`; `kinds`, body → its kind; `ends`, kinds or identifiers.
    """
    out: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if possible(link.interval, day):
            out[link.lower].append(link)
    ways: dict[str, Way] = {start: ()}
    found: dict[str, Way | None] = dict.fromkeys(ends)
    last = [start]
    while last and None in found.values():
        reached = sorted(
            ((*ways[at], link) for at in last for link in out[at] if link.upper not in ways), key=_firmness
        )
        last = []
        for way in reached:
            at = way[-1].upper
            if at in ways:
                continue
            ways[at] = way
            last.append(at)
            for end in (at, kinds.get(at, "")):
                if end in found and found[end] is None:
                    found[end] = way
    return found


def _firmness(way: Way) -> list[tuple[int, str]]:
    return [(ORDER.index(link.relation), link.upper) for link in way]

"""One person who leads two different levels of one way up.

Only those who lead several bodies are looked at, and for each of their bodies the way above it is followed:
O(their bodies × levels).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from linli.analysis.escalation.forest import Forest
from linli.analysis.escalation.ground import Ground
from linli.model.chain import Scheme


class Pair(NamedTuple):
    """A person who leads a body and one above it, by their numbers."""

    lower: int
    upper: int
    person: str


def pairs(ground: Ground, found: Forest, scheme: Scheme) -> list[Pair]:
    """Every such pair, in order. In a circle each body is above each other: the lower number comes first."""
    told: list[Pair] = []
    for person, led in _several(ground):
        for lower, kinds in led.items():
            above = set(found.way(lower))
            rings = {int(found.circle[body]) for body in (lower, *above)} - {-1}
            above |= {body for ring in rings for body in found.circles[ring]}
            for upper in sorted(above & set(led)):
                same = found.circle[lower] >= 0 and found.circle[lower] == found.circle[upper]
                if upper == lower or (same and upper < lower):
                    continue
                if ground.rank[lower] == ground.rank[upper] >= 0:
                    continue
                if not scheme.join(kinds, led[upper]):
                    told.append(Pair(lower, upper, person))
    return sorted(told)


def _several(ground: Ground) -> Iterator[tuple[str, dict[int, set[str]]]]:
    """Those who may lead several bodies on the day: the person, number of each body → kinds of the posts."""
    held = ground.today.held
    several = held.group_by("person").agg(pl.col("n").n_unique().alias("bodies")).filter(pl.col("bodies") > 1)
    rows = held.join(several.select("person"), on="person", how="semi").select("person", "n", "kind")
    led: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for person, number, kind in rows.unique().sort("person", "n", "kind").iter_rows():
        led[person][number].add(kind)
    yield from led.items()

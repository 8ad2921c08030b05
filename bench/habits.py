"""How the six places of the reports are made up, as habits of the streets of a made-up province.

The numbers of bodies are those of `seeds/*/place.yaml`, which a test of their own holds against the published
figures. Reports are of places that are shown; so a street takes after one of the six, and does a part of what
it does.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SEEDS = Path(__file__).parents[1] / "seeds"
BUILDINGS = 6.8
"""Buildings of a compound in the mean, where no report says."""


@dataclass(frozen=True)
class Habit:
    """Shares of compounds: with a branch of their own, one they share, one they hang on; with a committee,
    a station, a unit that reports in. Of committees: with a board. Of buildings: with a group, with a centre
    household. `gridded`: whether buildings lie in grids.
    """

    own: float
    joint: float
    attached: float
    committee: float
    board: float
    station: float
    check_in: float
    group: float
    centre: float
    gridded: float


def of_place(sizes: dict[str, Any]) -> Habit:
    """The habit of a place from the numbers of its bodies."""
    compounds = sizes["compounds"]
    own = (sizes["branches"] - sizes["joint"]) / compounds
    attached = sizes["attached"] / compounds
    return Habit(
        own=own,
        joint=max(0.0, 1 - own - attached - sizes["without"] / compounds),
        attached=attached,
        committee=sizes["committees"] / compounds,
        board=sizes["boards"] / sizes["committees"],
        station=sizes["stations"] / compounds,
        check_in=min(1.0, sizes.get("check_in_rows", 0) / compounds),
        group=sizes["groups"] / compounds / BUILDINGS,
        centre=min(1.0, sizes.get("centre_households", 0) / compounds / BUILDINGS),
        gridded=float("grids" in sizes),
    )


@cache
def of_places() -> tuple[Habit, ...]:
    """The habits of the six places, in the order of their folders."""
    files = sorted(SEEDS.glob("*/place.yaml"))
    return tuple(of_place(yaml.safe_load(path.read_text(encoding="utf-8"))["sizes"]) for path in files)


NAMES = tuple(one.name for one in fields(Habit))

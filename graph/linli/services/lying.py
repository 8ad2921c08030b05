"""Where the places of an audit lie: the part of the area asked for that each counts in, and the names on the
way down to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from linli.audit.reported import Part, Where
from linli.audit.run import Area
from linli.services.located import areas_of

if TYPE_CHECKING:
    from linli.audit.climb import Facts

NAMED = ("Area", "Compound", "Grid", "Venue", "Organization", "Building")
"""Kinds of node that are places and have names."""

ABOVE = "LOCATED_IN.Area.Area"
INSIDE = "LOCATED_IN.Building.Compound"
"""A building is named by its compound's name and its own."""


@dataclass(frozen=True)
class Lie:
    """Where places lie.

    asked   codes of the areas asked for; areas: every area that is known, by its code
    chains  the smallest area of a place → it and all above it, the smallest first; smallest: place → it
    """

    asked: tuple[str, ...]
    areas: Mapping[str, Area]
    chains: Mapping[str, tuple[Area, ...]]
    smallest: Mapping[str, str]

    def down(self, code: str) -> tuple[Area, ...]:
        """The areas from the one asked for down to this one; none where it lies in none of those."""
        chain = self.chains.get(code, ())
        top = next((place for place, area in enumerate(chain) if area.code in self.asked), None)
        return () if top is None else tuple(reversed(chain[: top + 1]))

    def names(self, code: str) -> tuple[str, ...]:
        """The names on the way down to an area, without the only one asked for; all names above it where it
        lies in none of those asked for.
        """
        down = self.down(code) or tuple(reversed(self.chains.get(code, ())))
        shown = down[1:] if len(self.asked) == 1 and len(down) > 1 else down
        return tuple(area.name for area in shown)

    def near(self, code: str) -> bool:
        """Whether an area lies in those asked for, or holds one of them."""
        return bool(self.down(code)) or code in self._above

    @cached_property
    def _above(self) -> set[str]:
        return {area.code for one in self.asked for area in self.chains.get(one, ())}

    @cached_property
    def _depth(self) -> dict[str, int]:
        """How far below each area asked for its parts are: one step, and further where there is one alone."""
        below: dict[str, set[tuple[str, ...]]] = {}
        for code in set(self.smallest.values()):
            if down := self.down(code):
                below.setdefault(down[0].code, set()).add(tuple(area.code for area in down))
        return {top: _depth(paths) for top, paths in below.items()}

    def part_of(self, code: str) -> str:
        """The part that an area counts in; "" for none."""
        down = self.down(code)
        return down[min(self._depth.get(down[0].code, 1), len(down) - 1)].code if down else ""

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts in the order of the areas asked for and their codes; what lies nowhere comes last."""
        codes = {self.part_of(code) for code in set(self.smallest.values())}
        tops: dict[str, list[str]] = {}
        for code in codes - {""}:
            tops.setdefault(self.down(code)[0].code, []).append(code)
        found = []
        for code in sorted(codes - {""}, key=lambda one: (self.asked.index(self.down(one)[0].code), one)):
            down = self.down(code)
            own = len(down) - 1 < self._depth.get(down[0].code, 1) and len(tops[down[0].code]) > 1
            found.append(Part(code, self.names(code), own))
        return (*found, *([Part("", ())] if "" in codes else []))

    @cached_property
    def frame(self) -> pl.DataFrame:
        """`place`, its smallest `area`, the `part` it counts in."""
        part = {code: self.part_of(code) for code in set(self.smallest.values())}
        rows = [(place, code, part[code]) for place, code in self.smallest.items()]
        schema = {"place": pl.String, "area": pl.String, "part": pl.String}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def where(self, places: Sequence[str], facts: Facts) -> dict[str, Where]:
        """Where each of some places lies, with its own name at the end."""
        own = _names(places, facts)
        found = {}
        for place in places:
            code = self.smallest.get(place, "")
            names = (*self.names(code), *(own[place] if place in own and place != code else ()))
            found[place] = Where(self.part_of(code) if code else "", names)
        return found


class _Frames:
    """Fact tables, asked for one by one."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def fact(self, table: str) -> pl.DataFrame:
        """One fact table."""
        return self._facts[table]


def lying(facts: Facts, asked: Sequence[str], places: pl.Series, as_of: dt.date) -> Lie:
    """Where places lie, by the base facts of a graph.

    Parameters: `facts`; `asked`, codes of areas; `places`, identifiers of whatever has a place; `as_of`, the
    day for which areas lie in one another. What lies in no area is in the part "".
    """
    frames = _Frames(facts)
    smallest = areas_of(frames, places.to_list())
    smallest |= dict.fromkeys(set(places) - set(smallest), "")
    areas = {
        code: Area(code, name, level)
        for code, name, level in facts["Area"].select("id", "name", "level").sort("id").iter_rows()
    }
    return Lie(tuple(asked), areas, _chains(facts, areas, as_of), smallest)


def _chains(facts: Facts, areas: Mapping[str, Area], as_of: dt.date) -> dict[str, tuple[Area, ...]]:
    """Each area with all above it on a day, the smallest first."""
    held = (pl.col("from_min") <= as_of) & (as_of < pl.col("to_max"))
    steps = facts[ABOVE].filter(held).sort("from", "to", descending=True).select("from", "to")
    above = dict(steps.iter_rows())
    found = {}
    for code in areas:
        chain = [code]
        while (up := str(above.get(chain[-1]))) in areas and up not in chain:
            chain.append(up)
        found[code] = tuple(areas[one] for one in chain)
    return found


def _depth(paths: Iterable[tuple[str, ...]]) -> int:
    """How deep the first fork is.

    >>> _depth({("district", "street", "a"), ("district", "street", "b"), ("district",)})
    2
    >>> _depth({("street", "a"), ("street", "b")}), _depth({("community",)}), _depth({("street", "a")})
    (1, 1, 1)
    """
    found, depth = list(paths), 1
    while len({path[depth] for path in found if len(path) > depth}) == 1:
        if not any(len(path) > depth + 1 for path in found):
            break
        depth += 1
    return depth


def _names(places: Sequence[str], facts: Facts) -> dict[str, tuple[str, ...]]:
    """The names of places; of a building those of its compound and its own."""
    wanted = pl.DataFrame({"id": places}, schema={"id": pl.String})
    found: dict[str, tuple[str, ...]] = {}
    for kind in NAMED:
        rows = facts[kind].join(wanted, on="id", how="semi").select("id", "name")
        found |= {identity: (name,) for identity, name in rows.iter_rows() if name}
    compounds = facts["Compound"].select(pl.col("id").alias("to"), pl.col("name").alias("compound"))
    inside = facts[INSIDE].join(wanted.rename({"id": "from"}), on="from", how="semi").select("from", "to")
    for building, compound in (
        inside.join(compounds, on="to").sort("from").select("from", "compound").iter_rows()
    ):
        if building in found and compound:
            found[building] = (compound, *found[building][-1:])
    return found

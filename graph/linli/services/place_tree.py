"""Places as a tree, opened level by level: areas in areas, compounds in an area, buildings in a compound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from linli.errors import PlaceUnknown
from linli.services.network.index import Row
from linli.services.network.known import Known

if TYPE_CHECKING:
    from linli.services.network.index import Ints

BELOW = ("Area", "Compound", "Grid", "Building")
"""Types of place, in the order in which they stand below an area."""
INSIDE = frozenset({"id", "from_min", "from_max", "to_min", "to_max"})


@dataclass(frozen=True)
class Leaf:
    """A place in the tree.

    type      Area, Compound, Grid or Building; level: of an area
    below     how many places stand directly below it; compounds, buildings: how many lie in it altogether
    """

    id: str
    type: str
    name: str
    level: str | None
    households: int | None
    below: int
    compounds: int
    buildings: int


@dataclass(frozen=True)
class Above:
    """An area that a place lies in."""

    id: str
    code: str
    name: str
    level: str


def tops(known: Known) -> list[int]:
    """The areas asked about that lie in no other of them, by number."""
    numbers = [number for area in known.areas if (number := known.index.number(area)) is not None]
    wanted = set(numbers)
    return [number for number in numbers if not _areas_above(known, number) & (wanted - {number})]


def _areas_above(known: Known, number: int) -> set[int]:
    return {link.other for link in known.index.around(number, "out", ("WITHIN",))}


def place(known: Known, identity: str, types: Sequence[str] = BELOW) -> int:
    """The number of a place inside the areas asked about.

    Raises PlaceUnknown for one that is not there, of another type, or elsewhere: whoever may not see it is
    told the same as where there is none.
    """
    number = known.index.number(identity)
    if number is None or known.index.label(number) not in types or not known.sees(number):
        raise PlaceUnknown(place=identity)
    return number


def children(known: Known, number: int | None) -> list[int]:
    """The places directly below one, or below nothing the areas asked about."""
    if number is None:
        return tops(known)
    index = known.index
    found = [
        link.other
        for link in index.around(number, "in", ("LOCATED_IN",), known.day)
        if index.label(link.other) in BELOW and index.there(link.other, known.day)
    ]
    return sorted(found, key=lambda one: _order(index.label(one), index.row(one)))


def _order(label: str, row: Row) -> tuple[int, str, str]:
    return BELOW.index(label), str(row.get("code") or row["name"]), str(row["id"])


def leaf(known: Known, number: int) -> Leaf:
    """A place as it stands in the tree."""
    index = known.index
    row, label = index.row(number), index.label(number)
    compounds, buildings = known.keep(lambda: _counts(known), "counts", known.day)
    return Leaf(
        row["id"],
        label,
        row["name"],
        row.get("level"),
        row.get("households"),
        _below(known, number),
        int(compounds[number]),
        int(buildings[number]),
    )


def _below(known: Known, number: int) -> int:
    index = known.index
    return sum(
        index.label(link.other) in BELOW and index.there(link.other, known.day)
        for link in index.around(number, "in", ("LOCATED_IN",), known.day)
    )


def _counts(known: Known) -> tuple[Ints, Ints]:
    """How many compounds and buildings lie in each place, on the day: of an area in all areas within it."""
    index, found = known.index, []
    there = index.nodes.possible(known.today)
    source, target, types = index.ends()
    possible = index.links.possible(known.today) & there[source]
    within, located = types == "WITHIN", (types == "LOCATED_IN") & possible
    for label in ("Compound", "Building"):
        own = np.zeros(len(index), np.int32)
        numbers = index.of_label(label)
        numbers = numbers[there[numbers] & (index.home[numbers] >= 0)]
        np.add.at(own, index.home[numbers], 1)
        total = np.zeros(len(index), np.int32)
        np.add.at(total, target[within], own[source[within]])
        if label == "Compound":
            total[numbers] = 1
        else:
            inner = located & np.isin(source, numbers)
            np.add.at(total, target[inner], 1)
        found.append(total)
    return found[0], found[1]


def above(known: Known, number: int) -> tuple[Above, ...]:
    """The areas that a place lies in, the nearest first; of an area itself those above it."""
    index = known.index
    home = int(index.home[number])
    if home < 0:
        return ()
    found = []
    for link in index.around(home, "out", ("WITHIN",)):
        if link.other != number:
            step = int(index.links.of(link.number)["step"])
            row = index.row(link.other)
            found.append((step, Above(row["id"], row["code"], row["name"], row["level"])))
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def around(known: Known, number: int) -> Iterator[tuple[int, str]]:
    """The compound and the grids that a building stands in: number and type."""
    for link in known.index.around(number, "out", ("LOCATED_IN",), known.day):
        label = known.index.label(link.other)
        if label in ("Compound", "Grid"):
            yield link.other, label


def facts(known: Known, number: int) -> Row:
    """What the ledgers say of a place, without identifiers and matching forms; codes as they stand."""
    row = known.index.row(number)
    return {key: value for key, value in row.items() if key not in INSIDE and not key.endswith("_key")}

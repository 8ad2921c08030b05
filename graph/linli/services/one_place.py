"""One place with who answers for it: an area, a compound, a building or a grid."""

from __future__ import annotations

from dataclasses import dataclass

from linli.services.network.bodies import Tie, based, ties
from linli.services.network.index import Row
from linli.services.network.known import Known
from linli.services.place_tree import Above, Leaf, above, around, facts, leaf, place

COMMITTEES = ("community_committee", "residents_committee", "working_committee", "county_committee")
"""Bodies that answer for an area as a whole, in the order in which they are told."""


@dataclass(frozen=True)
class Outer:
    """Something that a place stands in: its compound or a grid."""

    id: str
    type: str
    name: str


@dataclass(frozen=True)
class OnePlace:
    """A place.

    leaf      as it stands in the tree; facts: what the ledgers say of it
    outer     the compound and grids that a building stands in
    areas     the areas that it lies in, the nearest first
    answers   the bodies that have to do with it: its own first, then those of its compound, grid or area
    """

    leaf: Leaf
    facts: Row
    outer: tuple[Outer, ...]
    areas: tuple[Above, ...]
    answers: tuple[Tie, ...]


def one_place(known: Known, identity: str, types: tuple[str, ...]) -> OnePlace:
    """A place by its identifier.

    Raises PlaceUnknown for one that is not there, or outside the areas asked about.
    """
    number = place(known, identity, types)
    index, told = known.index, list(ties(known, number))
    outer = []
    for other, label in around(known, number):
        outer.append(Outer(index.id(other), label, index.row(other)["name"]))
        told += ties(known, other, away=1)
    home = int(index.home[number])
    if home >= 0:
        told += based(known, home, COMMITTEES)
    return OnePlace(
        leaf(known, number), facts(known, number), tuple(outer), above(known, number), tuple(_once(told))
    )


def _once(told: list[Tie]) -> list[Tie]:
    """Each body once a relation, as near as it comes; that it has its home there is told where nothing else
    is.
    """
    seen: set[tuple[str, str]] = set()
    kept = []
    for tie in told:
        ground = {body for _, body in seen} if tie.relation == "BASED_IN" else ()
        if (tie.relation, tie.body.id) not in seen and tie.body.id not in ground:
            seen.add((tie.relation, tie.body.id))
            kept.append(tie)
    return kept

"""One body: what the ledgers say of it, its places, its posts with their holders, and how it stands to other
bodies; the way up from it, and what stands below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from linli.errors import PlaceUnknown
from linli.model.interval import Interval
from linli.services.network.bodies import GROUND, Body, Seat, body, seats
from linli.services.network.index import Direction, Row, interval_of
from linli.services.network.known import Known
from linli.services.place_tree import Above, above, facts

BETWEEN = ("REPORTS_TO", "GUIDES", "SUPERVISES", "EVALUATES", "MEMBER_OF", "PARTNERS")
"""Links between bodies."""
MOST = 16
"""Steps upwards after which a chain is taken to go round in a circle."""


@dataclass(frozen=True)
class At:
    """A place that a body has to do with."""

    relation: str
    mode: str | None
    id: str
    type: str
    name: str
    interval: Interval
    certain: bool


@dataclass(frozen=True)
class Relation:
    """How a body stands to another: `out` from it to the other, `in` the other way."""

    relation: str
    direction: Direction
    body: Body
    interval: Interval
    certain: bool


@dataclass(frozen=True)
class OneBody:
    """A body on a day. `below` is how many bodies report to it directly, `places` how many it has to do with;
    `relations` leave out those below it, which may be hundreds.
    """

    body: Body
    facts: Row
    areas: tuple[Above, ...]
    seats: tuple[Seat, ...]
    relations: tuple[Relation, ...]
    places: int
    below: int


@dataclass(frozen=True)
class Step:
    """A body on the way up, how it is reached from the one before, and who heads it."""

    step: int
    body: Body
    interval: Interval | None
    certain: bool
    heads: tuple[Seat, ...]


def number_of(known: Known, identity: str) -> int:
    """The number of a body that has its home in the areas asked about. Raises PlaceUnknown."""
    number = known.index.number(identity)
    if number is None or known.index.label(number) != "Organization" or not known.sees(number):
        raise PlaceUnknown(place=identity)
    return number


def one_body(known: Known, identity: str) -> OneBody:
    """A body by its identifier. Raises PlaceUnknown."""
    number = number_of(known, identity)
    return OneBody(
        body(known, number),
        facts(known, number),
        above(known, number),
        seats(known, number),
        tuple(_relations(known, number)),
        len(list(places(known, number))),
        len(below(known, number)),
    )


def places(known: Known, number: int) -> list[At]:
    """The places that a body may have to do with on the day."""
    index, found = known.index, []
    for link in index.around(number, "out", GROUND, known.day):
        if index.there(link.other, known.day):
            row, place = index.links.of(link.number), index.row(link.other)
            label = index.label(link.other)
            found.append(
                At(
                    link.type,
                    row.get("mode"),
                    place["id"],
                    label,
                    place["name"],
                    interval_of(row),
                    link.certain,
                )
            )
    return sorted(found, key=lambda one: (GROUND.index(one.relation), one.type, one.name, one.id))


def below(known: Known, number: int) -> list[int]:
    """The bodies that may report to a body on the day, by name."""
    index = known.index
    found = {
        link.other
        for link in index.around(number, "in", ("REPORTS_TO",), known.day)
        if index.label(link.other) == "Organization" and index.there(link.other, known.day)
    }
    return sorted(found, key=lambda one: (index.row(one)["name"], index.id(one)))


def _relations(known: Known, number: int) -> Iterator[Relation]:
    index, found = known.index, []
    sides: tuple[Direction, ...] = ("out", "in")
    for direction in sides:
        for link in index.around(number, direction, BETWEEN, known.day):
            if link.type == "REPORTS_TO" and direction == "in":
                continue
            if index.label(link.other) == "Organization" and index.there(link.other, known.day):
                row, other = index.links.of(link.number), body(known, link.other)
                found.append(Relation(link.type, direction, other, interval_of(row), link.certain))
    yield from sorted(
        found,
        key=lambda one: (BETWEEN.index(one.relation), one.direction == "in", one.body.name, one.body.id),
    )


def way_up(known: Known, identity: str) -> tuple[Step, ...]:
    """Whom a body reports to, and so on to the top: every body that may be above it on the day, by steps.

    A body that is reached again is told once, where it is first met. Raises PlaceUnknown.
    """
    index, start = known.index, number_of(known, identity)
    found = [Step(0, body(known, start), None, True, seats(known, start, heads=True))]
    seen, fresh = {start}, [start]
    for step in range(1, MOST):
        higher = []
        for lower in fresh:
            for link in index.around(lower, "out", ("REPORTS_TO",), known.day):
                if link.other in seen or not index.there(link.other, known.day):
                    continue
                seen.add(link.other)
                higher.append(link.other)
                interval = interval_of(index.links.of(link.number))
                heads = seats(known, link.other, heads=True)
                found.append(Step(step, body(known, link.other), interval, link.certain, heads))
        fresh = higher
    return tuple(found)

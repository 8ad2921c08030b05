"""Bodies, their posts and who holds them, as they may be on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from linli.model.interval import Interval
from linli.model.vocabulary import load as vocabularies
from linli.services.network.index import interval_of
from linli.services.network.known import Known

GROUND = ("COVERS", "ACTS_FOR", "SERVES", "REPORTS_IN")
"""Links by which a body has to do with a place."""


@dataclass(frozen=True)
class Body:
    """A body: identifier, name, kind, its home area's identifier and name, whether that is one of those asked
    about, when it exists.
    """

    id: str
    name: str
    kind: str
    area: str
    area_name: str
    inside: bool
    interval: Interval


@dataclass(frozen=True)
class Holder:
    """Somebody in a post."""

    person: str
    name: str
    interval: Interval
    certain: bool
    how: str | None


@dataclass(frozen=True)
class Seat:
    """A post of a body: its kind, what tells it from its like, number of seats, who may hold it."""

    id: str
    kind: str
    seat: str | None
    seats: int | None
    head: bool
    held: tuple[Holder, ...]


@dataclass(frozen=True)
class Tie:
    """A body that has to do with a place: by which link, how far from the place (0 the place itself, 1 the
    compound, grid or area around it), and who heads it.
    """

    relation: str
    away: int
    mode: str | None
    interval: Interval
    certain: bool
    body: Body
    heads: tuple[Seat, ...]


def body(known: Known, number: int) -> Body:
    """A body by its number."""
    row, home = known.index.row(number), int(known.index.home[number])
    area = known.index.row(home)["name"] if home >= 0 else ""
    return Body(
        row["id"],
        row["name"],
        row["kind"],
        known.index.id(home) if home >= 0 else "",
        area,
        known.sees(number),
        interval_of(row),
    )


def seats(known: Known, number: int, heads: bool = False) -> tuple[Seat, ...]:
    """The posts of a body that may exist on the day, its heads first, with those who may hold them.

    Parameters: `number` of the body; `heads`, to have only the leading posts.
    """
    index, order = known.index, _order()
    found = []
    for link in index.around(number, "in", ("POST_IN",)):
        if not index.there(link.other, known.day):
            continue
        row = index.row(link.other)
        head = row["kind"] in _heads()
        if head or not heads:
            held = tuple(_holders(known, link.other))
            found.append(Seat(row["id"], row["kind"], row["seat"], row["seats"], head, held))
    return tuple(sorted(found, key=lambda one: (not one.head, order[one.kind], one.seat or "", one.id)))


def ties(known: Known, number: int, away: int = 0) -> Iterator[Tie]:
    """The bodies that may have to do with a place on the day: party bodies first, by kind and name."""
    order = {kind: n for n, kind in enumerate(vocabularies()["organization_kind"].codes())}
    index, found = known.index, []
    for link in index.around(number, "in", GROUND, known.day):
        if index.label(link.other) != "Organization" or not index.there(link.other, known.day):
            continue
        row, one = index.links.of(link.number), body(known, link.other)
        heads = seats(known, link.other, heads=True)
        found.append(Tie(link.type, away, row.get("mode"), interval_of(row), link.certain, one, heads))
    yield from sorted(found, key=lambda tie: (order[tie.body.kind], tie.body.name, tie.body.id))


def based(known: Known, number: int, kinds: tuple[str, ...]) -> Iterator[Tie]:
    """The bodies of some kinds that have their home in an area and answer for it, in the kinds' order."""
    index, found = known.index, []
    for link in index.around(number, "in", ("BASED_IN",)):
        if index.row(link.other)["kind"] in kinds and index.there(link.other, known.day):
            one = body(known, link.other)
            certain = index.nodes.certain(link.other, known.today)
            heads = seats(known, link.other, heads=True)
            found.append(Tie("BASED_IN", 0, None, one.interval, certain, one, heads))
    yield from sorted(found, key=lambda tie: (kinds.index(tie.body.kind), tie.body.name, tie.body.id))


def _holders(known: Known, post: int) -> Iterator[Holder]:
    index = known.index
    for link in index.around(post, "in", ("HOLDS",), known.day):
        row = index.links.of(link.number)
        name = index.row(link.other)["name"]
        yield Holder(index.id(link.other), name, interval_of(row), link.certain, row.get("appointed_by"))


@cache
def _heads() -> frozenset[str]:
    return frozenset(vocabularies()["post_kind"].codes("head", True))


@cache
def _order() -> dict[str, int]:
    return {kind: n for n, kind in enumerate(vocabularies()["post_kind"].codes())}

"""What the pictures of a briefing are told: places, bodies, posts and names as they may be shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from linli.reports.picture.sides import Side, Way


@dataclass(frozen=True)
class Led:
    """Who heads a body: the code of the post, the names as they may be shown; none where it is vacant."""

    post: str
    names: Sequence[str]


@dataclass(frozen=True)
class Spot:
    """A place in the structure of an area.

    level  of an area, else None; body: the name of the party body that answers for it, "" where none is known
    state  how a branch covers it (see coverage), "" for an area
    hidden  places directly in it that are not shown
    """

    id: str
    name: str
    level: str | None
    body: str
    led: Sequence[Led]
    state: str
    compounds: int
    below: Sequence[Spot]
    hidden: int = 0


@dataclass(frozen=True)
class SideBody:
    """A body on a side of a compound: its kind, and its posts with the names of those who hold them."""

    id: str
    side: Side
    name: str
    kind: str
    posts: Sequence[Led]


@dataclass(frozen=True)
class Crossing:
    """Somebody who holds posts in several bodies of a compound: body, post, whether that is certain.

    ways  body → whether they came "from" it, or went "into" it; nothing where nobody knows
    """

    id: str
    name: str
    offices: Sequence[tuple[str, str, bool]]
    ways: Mapping[str, Way] = field(default_factory=dict)


@dataclass(frozen=True)
class FourSides:
    """The bodies of a compound, and who holds posts in several of them."""

    id: str
    name: str
    day: dt.date
    bodies: Sequence[SideBody]
    crossings: Sequence[Crossing]


@dataclass(frozen=True)
class Kinds:
    """Persons by the kinds of two bodies in which they hold posts, in one compound.

    kinds      of body that occur, in the order of their vocabulary
    counts     two kinds → persons; people: all of them; compounds: those with one, of `of`
    """

    kinds: Sequence[str]
    counts: Mapping[tuple[str, str], int]
    people: int
    compounds: int
    of: int


@dataclass(frozen=True)
class Entries:
    """Who went from bodies of one kind into those of another, in the same compound.

    kinds     of body that occur, in the order of their vocabulary
    ways      kind they came from, kind they went into → persons
    unknown   two kinds → persons of whom nobody knows which came first
    people    all of them; compounds: those with one, of `of`
    """

    kinds: Sequence[str]
    ways: Mapping[tuple[str, str], int]
    unknown: Mapping[tuple[str, str], int]
    people: int
    compounds: int
    of: int


@dataclass(frozen=True)
class Counted:
    """The compounds of an area by how a branch covers them.

    without  names of those that have none, in order; exempt: how many are not asked to have one
    """

    compounds: int
    covered: int
    forming: int
    unknown: int
    exempt: int
    without: Sequence[str]

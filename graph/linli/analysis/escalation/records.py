"""What is known around one place: bodies, links, posts, terms. Dates are closed-open intervals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from linli.model.interval import ALWAYS, Interval

Kind = Literal[
    "vacant", "lapsed", "missing_level", "unknown", "cycle", "dead_end", "no_contact", "two_levels"
]
"""Ways in which a path can be broken.

vacant         no leading post is held, and the ledger of posts is stated to be whole there
lapsed         what should hold has ended and nothing follows: a term, a link, a body, a coverage
missing_level  a level that the place's scheme requires has no body on the path
unknown        it is not there, and nobody has stated that the ledgers are whole there
cycle          the path comes back to a body that it has passed
dead_end       the path ends below the top of the scheme
no_contact     contacts are switched on and nobody at the step has one
two_levels     one person leads two different levels, not joined by the scheme
"""

KINDS: tuple[Kind, ...] = (
    "vacant", "lapsed", "missing_level", "unknown", "cycle", "dead_end", "no_contact", "two_levels",
)  # fmt: skip

STARTS = ("organizations", "coverage")
"""Ledgers that must be whole for a body that is not there to be missing."""

LINKS = ("organizations", "relations")
"""Ledgers that must be whole for a link upwards that is not there to be missing."""

POSTS = ("posts",)
"""Ledgers that must be whole for a post without a holder to be vacant."""


@dataclass(frozen=True)
class Body:
    """A body: id, name, kind, home area's id, the time in which it exists."""

    id: str
    name: str
    kind: str
    area: str = ""
    interval: Interval = ALWAYS


@dataclass(frozen=True)
class Cover:
    """A body that covers the place. `away`: 0 the place itself, 1 the compound or grid around it."""

    body: str
    away: int = 0
    interval: Interval = ALWAYS


@dataclass(frozen=True)
class Up:
    """Subordination to a body."""

    upper: str
    interval: Interval = ALWAYS


@dataclass(frozen=True)
class Term:
    """Somebody's time in a leading post, or the post alone where `person` is empty."""

    post: str
    kind: str
    person: str = ""
    name: str = ""
    interval: Interval = ALWAYS
    exists: Interval = ALWAYS


@dataclass(frozen=True)
class Surroundings:
    """What is known around a place.

    bodies   every body that a link below names
    covers   who covers the place, at any time
    ups      body → what it has reported to, at any time
    terms    body → its leading posts and who has held them, at any time
    stated   area → ledgers stated to be whole there by the day
    """

    place: str
    area: str
    bodies: Mapping[str, Body] = field(default_factory=dict)
    covers: tuple[Cover, ...] = ()
    ups: Mapping[str, tuple[Up, ...]] = field(default_factory=dict)
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    stated: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def whole(self, area: str, *ledgers: str) -> bool:
        """Whether all these ledgers are stated to be whole for an area."""
        return set(ledgers) <= self.stated.get(area, frozenset())


@dataclass(frozen=True)
class Break:
    """A place where a path is broken.

    kind    which way
    body    the body at which it is, "" for the place itself
    level   rank of the level that is missing, or at which it is
    since   the first day on which it may have been so, where that is known
    what    for `lapsed` and `unknown`, what: term, link, body, coverage, post, level
    person  for `two_levels`, the person; `other` the upper body
    """

    kind: Kind
    body: str = ""
    level: int | None = None
    since: dt.date | None = None
    what: str = ""
    person: str = ""
    other: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a path: the body, its level's rank (None: on no level of the scheme), its leading posts
    with those who may hold them, whether body and link are certainly in force.

    via  kind of the link by which it was reached: "covers" at the first step, else "subordinate"
    """

    body: Body
    level: int | None
    terms: tuple[Term, ...]
    via: str
    link: Interval
    certain: bool


@dataclass(frozen=True)
class Path:
    """The way up from a place: its steps from the lowest, its breaks, and whether it reaches the top."""

    place: str
    steps: tuple[Step, ...]
    breaks: tuple[Break, ...]
    reached: bool

    @property
    def whole(self) -> bool:
        """Whether nothing on it is broken."""
        return not self.breaks

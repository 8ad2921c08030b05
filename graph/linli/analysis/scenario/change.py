"""Changes by identifiers alone, as a scenario keeps them and a build carries them out. Names of what is new
stand beside (`Names`), so that they can be erased.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from linli.model.definition import Strict

Names = Mapping[str, str]
"""Names of new persons and bodies by their identifiers."""


@dataclass(frozen=True)
class Span(Strict):
    """A day known to lie between two, both included: the precision with which somebody plans."""

    first: dt.date
    last: dt.date

    @property
    def after(self) -> Span:
        """The day after."""
        day = dt.timedelta(1)
        return Span(self.first + day, self.last + day)

    @property
    def before(self) -> Span:
        """The day before."""
        day = dt.timedelta(1)
        return Span(self.first - day, self.last - day)


@dataclass(frozen=True)
class Appoint(Strict):
    """Somebody takes a post, which is set up where it is not there yet.

    mention       key of a mention of the person, which no rebuild renames; "" for a new person
    kind, seat    of the post; since, until: first and last day; None where no end is planned
    party_member  of a new person, where it was said
    """

    person: str
    mention: str
    post: str
    body: str
    kind: str
    seat: str | None
    since: Span
    until: Span | None = None
    how: str | None = None
    party_member: bool | None = None
    do: Literal["appoint"] = "appoint"


@dataclass(frozen=True)
class End(Strict):
    """A last day: of a body with its posts and terms, of a post with its terms, of a term, of a contract.

    id       of the body or post; of a contract: the company's; of a term: the post's
    other    of a term: the person, with `mention`; of a contract: the compound
    """

    what: Literal["body", "post", "term", "contract"]
    id: str
    on: Span
    other: str = ""
    mention: str = ""
    do: Literal["end"] = "end"


@dataclass(frozen=True)
class Tie(Strict):
    """A place that a body has to do with: its kind of node, its identifier, the mode of coverage."""

    label: Literal["Compound", "Building", "Grid", "Area"]
    place: str
    mode: str = "own"


@dataclass(frozen=True)
class NewPost(Strict):
    """A post of a new body."""

    id: str
    kind: str
    seat: str | None = None
    seats: int | None = None


@dataclass(frozen=True)
class Found(Strict):
    """A body comes to be."""

    id: str
    kind: str
    home: str
    since: Span
    ties: tuple[Tie, ...] = ()
    superior: str | None = None
    posts: tuple[NewPost, ...] = ()
    full_members: int | None = None
    do: Literal["found"] = "found"


@dataclass(frozen=True)
class Merge(Strict):
    """A body becomes part of another: `on` is its last day; its posts and terms end with it."""

    body: str
    into: str
    on: Span
    do: Literal["merge"] = "merge"


@dataclass(frozen=True)
class Attach(Strict):
    """A place comes to a body, or (`superior`) a body comes under another, away from where it stood."""

    body: str
    since: Span
    tie: Tie | None = None
    superior: str | None = None
    do: Literal["attach"] = "attach"


Change = Appoint | End | Found | Merge | Attach


@cache
def _adapter() -> TypeAdapter[tuple[Change, ...]]:
    return TypeAdapter(tuple[Change, ...])


def text(changes: Sequence[Change]) -> str:
    """Changes as text, the same for the same changes.

    >>> one = Merge("o1", "o2", Span(dt.date(2025, 7, 1), dt.date(2025, 7, 31)))
    >>> read(text([one])) == (one,)
    True
    """
    plain = _adapter().dump_python(tuple(changes), mode="json")
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(said: str) -> tuple[Change, ...]:
    """Changes from their text. Raises pydantic's ValidationError for a text that is none."""
    return _adapter().validate_json(said)

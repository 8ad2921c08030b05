"""Bodies, posts and holders as answers show them: codes beside words, intervals by their bounds, names
through the one place that hides them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from pydantic import BaseModel, Field

from linli.messages.catalogue import Lang
from linli.model.interval import MAX, MIN, Interval
from linli.model.vocabulary import load as vocabularies
from linli.services.neighbourhood import offices_of
from linli.services.network.bodies import Body, Seat, Tie
from linli_api.asking import Look, Plain

Bounds = tuple[dt.date | None, dt.date | None]


class Span(BaseModel):
    """When something is in force. The first day lies between the two of `since`, the first day no longer in
    force between the two of `until`; null where nothing is known, or where nothing ends.
    """

    since: Bounds = Field(examples=[["2021-06-01", "2021-06-30"]])
    until: Bounds = Field(examples=[[None, None]])


class BodyShown(BaseModel):
    """A body: its kind by code and in words, its home area."""

    id: str = Field(examples=["o0123456789abcdef0123"])
    name: str = Field(examples=["松涛苑小区党支部"])
    kind: str = Field(examples=["compound_branch"])
    kind_text: str = Field(examples=["小区党支部"])
    area: str = Field(description="identifier of its home area", examples=["990101001001"])
    area_name: str = Field(examples=["示例社区"])


class HolderShown(Span):
    """Somebody who may hold a post on the day; the name as the caller may see it."""

    person: str = Field(examples=["p0123456789abcdef0123"])
    name: str | None = Field(examples=["张*"])
    certain: bool = Field(description="whether they certainly hold it on the day")
    appointed_by: str | None = Field(default=None, examples=["elected"])


class SeatShown(BaseModel):
    """A post of a body, with those who may hold it on the day; none where it is vacant."""

    id: str = Field(examples=["t0123456789abcdef0123"])
    kind: str = Field(examples=["secretary"])
    kind_text: str = Field(examples=["书记"])
    seat: str | None = Field(default=None, description="what tells it from its like", examples=[None])
    seats: int | None = Field(default=None, description="how many may hold it", examples=[1])
    head: bool = Field(description="whether it leads the body")
    held: list[HolderShown]


class TieShown(Span):
    """A body that has to do with a place, and who heads it."""

    relation: str = Field(
        description="COVERS, ACTS_FOR, SERVES, REPORTS_IN, or BASED_IN of an area's committees",
        examples=["COVERS"],
    )
    away: int = Field(description="0 of the place itself, 1 of what it stands in", examples=[0])
    mode: str | None = Field(default=None, description="of coverage", examples=["own"])
    certain: bool
    body: BodyShown
    heads: list[SeatShown]


def span(interval: Interval) -> Plain:
    """An interval by its bounds; what is not known, and what does not end, is null."""
    low, begun, ends, high = (None if day in (MIN, MAX) else day for day in interval)
    return {"since": [low, begun], "until": [ends, high]}


def word(vocabulary: str, code: str | None, lang: Lang) -> str:
    """A code in words; "" for none."""
    if not code:
        return ""
    term = vocabularies()[vocabulary].term(code)
    return term.zh if lang == "zh" else term.en


def body(look: Look, one: Body) -> Plain:
    """A body."""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "kind_text": word("organization_kind", one.kind, look.lang),
        "area": one.area,
        "area_name": one.area_name,
    }


def seats(look: Look, of: Body, posts: Iterable[Seat]) -> list[Plain]:
    """The posts of a body."""
    return [
        {
            "id": post.id,
            "kind": post.kind,
            "kind_text": word("post_kind", post.kind, look.lang),
            "seat": post.seat,
            "seats": post.seats,
            "head": post.head,
            "held": [
                {
                    "person": held.person,
                    "name": look.person(held.name, post.kind, of.kind, of.id),
                    "certain": held.certain,
                    "appointed_by": held.how,
                    **span(held.interval),
                }
                for held in post.held
            ],
        }
        for post in posts
    ]


def tie(look: Look, one: Tie) -> Plain:
    """A body that has to do with a place."""
    return {
        "relation": one.relation,
        "away": one.away,
        "mode": one.mode,
        "certain": one.certain,
        "body": body(look, one.body),
        "heads": seats(look, one.body, one.heads),
        **span(one.interval),
    }


def person(look: Look, number: int, name: str) -> str:
    """A person's name where it stands for all of their posts, and not for one of them.

    One post that is no public office hides the name, since that post would tell who holds it.
    Parameters: `number` of the person in the index.
    """
    offices = list(offices_of(look.known, number))
    public = look.names.offices
    open_ = bool(offices) and public is not None and all(public.public(*office) for office in offices)
    post, body = offices[0] if open_ else (None, None)
    return look.names.shown(name, post=post, body=body, inside=look.known.sees(number))

"""What hangs on whom, as the API gives it."""

from __future__ import annotations

from pydantic import BaseModel, Field

from linli.services.resilience import DropOut, Resilience
from linli_api import shown
from linli_api.asking import Head, Look, Plain
from linli_api.paging import Page


class PostWeight(BaseModel):
    """A leading post and what hangs on it."""

    area: str = Field(examples=["示例社区"])
    area_id: str
    body: str = Field(examples=["示例社区党委"])
    body_id: str
    post: str = Field(examples=["t0123456789abcdef0123"])
    kind: str = Field(examples=["secretary"])
    kind_text: str = Field(examples=["书记"])
    holders: int = Field(description="how many may hold it on the day", examples=[1])
    places: int = Field(description="buildings that would have no whole way up without it", examples=[3])


class Whole(Head):
    """How many buildings have a whole way up (`whole`) of how many (`of`)."""

    whole: int
    of: int


class Posts(Whole, Page[PostWeight]):
    """Leading posts by area, body and post: no ranking."""


class PersonWeight(BaseModel):
    """Somebody who leads, and what hangs on them."""

    area: str
    area_id: str
    body: str = Field(description="the body of the first post that they lead")
    kind: str = Field(examples=["secretary"])
    kind_text: str
    person: str
    name: str | None = Field(description="as the caller may see it", examples=["张*"])
    places: int = Field(description="buildings that would have no whole way up without them")
    answers_now: int = Field(description="buildings for which they answer at the first step")
    answers_then: int = Field(description="buildings for which nobody at the first step would")
    led: int = Field(description="bodies that they lead")
    bodies: int = Field(description="bodies in which they hold a post")
    posts: int = Field(description="posts that they hold")


class Persons(Whole, Page[PersonWeight]):
    """Those on whom something hangs, by area, body and post: people are not ranked."""


class Leaving(BaseModel):
    """A post that falls empty."""

    area: str
    body: str
    kind: str
    kind_text: str
    name: str | None


class LostBody(BaseModel):
    """A body that nobody leads any more."""

    area: str
    area_id: str
    body: str
    body_id: str


class LostPlace(BaseModel):
    """A building that loses its whole way up."""

    area: str | None
    area_id: str
    compound: str
    name: str
    id: str


class Lost(Whole, Page[LostPlace]):
    """What is lost if some leave on one day and nobody follows. `items` are buildings."""

    leaving: list[Leaving]
    bodies: list[LostBody]


def head(found: Resilience | DropOut) -> Plain:
    """How much is whole."""
    return {"whole": found.whole, "of": found.of}


def post(look: Look, row: Plain) -> Plain:
    """A leading post."""
    return {**row, "kind_text": shown.word("post_kind", row["kind"], look.lang)}


def person(look: Look, row: Plain) -> Plain:
    """Somebody who leads."""
    inside = look.caller.sees_area(look.graph, row["area_id"])
    name = look.names.shown(row["name"], post=row["kind"], inside=inside) or None
    return {**row, "name": name, "kind_text": shown.word("post_kind", row["kind"], look.lang)}


def leaving(look: Look, row: Plain) -> Plain:
    """A post that falls empty."""
    told = person(look, row)
    return {name: told[name] for name in Leaving.model_fields}


def lost(row: Plain) -> Plain:
    """A building."""
    return {
        "area": row["area"],
        "area_id": row["area_id"],
        "compound": row["compound_name"],
        "name": row["name"],
        "id": row["id"],
    }

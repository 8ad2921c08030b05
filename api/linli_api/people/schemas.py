"""People in their posts as the API gives them."""

from __future__ import annotations

from pydantic import Field

from linli.services.one_person import Held, OnePerson
from linli_api import shown
from linli_api.asking import Head, Look, Plain
from linli_api.paging import Page
from linli_api.shown import BodyShown, Span


class PostHeld(Span):
    """A post that somebody may hold on the day."""

    post: str = Field(examples=["t0123456789abcdef0123"])
    kind: str = Field(examples=["secretary"])
    kind_text: str = Field(examples=["书记"])
    seat: str | None = None
    body: BodyShown
    certain: bool = Field(description="whether they certainly hold it on the day")
    appointed_by: str | None = None


class Person(Head):
    """A person's posts inside the areas asked about."""

    person: str = Field(examples=["p0123456789abcdef0123"])
    name: str | None = Field(
        description="as the caller may see it: in full where each of the posts told is a public office",
        examples=["张*"],
    )
    posts: list[PostHeld]
    elsewhere: int = Field(description="posts held outside of the areas, of which nothing else is told")


class Row(Span):
    """A person and one post that they may hold."""

    person: str = Field(examples=["p0123456789abcdef0123"])
    name: str | None = Field(examples=["张*"])
    body: str = Field(examples=["松涛苑小区党支部"])
    kind: str = Field(description="kind of body", examples=["compound_branch"])
    kind_text: str
    post: str = Field(description="kind of post", examples=["secretary"])
    post_text: str
    certain: bool
    hold: str


class Named(Head, Page[Row]):
    """The posts of all who bear a name; each person has an identifier of their own."""


class Pair(Span):
    """Two posts in two bodies of one compound that one person may hold at once."""

    compound: str = Field(examples=["松涛苑"])
    compound_id: str
    person: str
    name: str | None = Field(examples=["张*"])
    body_a: str = Field(examples=["松涛苑小区党支部"])
    post_a: str = Field(examples=["secretary"])
    post_a_text: str
    body_b: str = Field(examples=["松涛苑业委会"])
    post_b: str = Field(examples=["director"])
    post_b_text: str
    certain: bool
    pair: str


class Several(Head, Page[Pair]):
    """Who holds posts in several bodies of one compound. It is what is praised, or what is prohibited, which
    is for the rules to say; ordered by compound and never by how many posts somebody has.
    """


def person(look: Look, one: OnePerson) -> Plain:
    """A person's posts."""
    names = [look.person(one.name, held.kind, held.body.kind, held.body.id) for held in one.posts]
    # One post that is no public office hides the name: else its other posts would tell who holds it.
    whole = names and all(name == one.name for name in names)
    hidden = look.person(one.name, None, None, one.posts[0].body.id) if one.posts else None
    return {
        "person": one.id,
        "name": one.name if whole else hidden,
        "posts": [_held(look, held) for held in one.posts],
        "elsewhere": one.elsewhere,
    }


def _held(look: Look, one: Held) -> Plain:
    return {
        "post": one.post,
        "kind": one.kind,
        "kind_text": shown.word("post_kind", one.kind, look.lang),
        "seat": one.seat,
        "body": shown.body(look, one.body),
        "certain": one.certain,
        "appointed_by": one.how,
        **shown.span(one.interval),
    }


def row(look: Look, plain: Plain) -> Plain:
    """A row of a catalogue's answer, its dates as intervals, its posts and kinds of body in words."""
    told = {key: value for key, value in plain.items() if not key.endswith(("_min", "_max"))}
    words = {"kind": "organization_kind", "post": "post_kind", "post_a": "post_kind", "post_b": "post_kind"}
    told |= {
        f"{key}_text": shown.word(vocabulary, plain[key], look.lang)
        for key, vocabulary in words.items()
        if key in plain
    }
    bounds = (plain["since_min"], plain["since_max"], plain["until_min"], plain["until_max"])
    return {**told, **shown.span(bounds)}

"""Doubtful pairs and decisions as the API gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, Field

from linli.messages.catalogue import Lang, say
from linli.services.people import Pair, Side
from linli_api.asking import Head, Look, Plain
from linli_api.paging import Page
from linli_api.shown import word

if TYPE_CHECKING:
    from linli.services.people import Decision

Kind = Literal["same", "different", "split", "scenario"]


class PostShown(BaseModel):
    """A post that somebody holds."""

    body: str = Field(examples=["松涛苑业委会"])
    body_id: str
    kind: str = Field(examples=["owners_committee"])
    post: str = Field(examples=["director"])
    post_text: str = Field(examples=["主任"])


class SideShown(BaseModel):
    """One of two persons who may be one."""

    person: str = Field(examples=["p0123456789abcdef0123"])
    name: str = Field(description="as the caller may see it", examples=["张*"])
    posts: list[PostShown]


class Decided(BaseModel):
    """A decision. It counts from the next build on."""

    number: int = Field(examples=[3])
    kind: str = Field(examples=["same"])
    kind_text: str = Field(examples=["同一人"])
    at: dt.datetime


class PairShown(BaseModel):
    """Two persons who may be one, and what each choice changes."""

    pair: str
    a: SideShown
    b: SideShown
    basis: str
    basis_text: str
    strength: float = Field(description="0 to 1", examples=[0.6])
    same_makes: int = Field(description="pairs of posts that would share a holder if they were one")
    settles: int = Field(
        description="findings that are only possible because of this pair: either choice settles them"
    )
    decided: Decided | None = Field(
        description="what was decided of it since the snapshot was built; null where nothing was"
    )


class Pairs(Head, Page[PairShown]):
    """Doubtful pairs, those that matter most first."""


class Two(BaseModel):
    """Two persons about whom something is decided."""

    a: str = Field(min_length=1, max_length=60, examples=["p0123456789abcdef0123"])
    b: str = Field(min_length=1, max_length=60, examples=["p0123456789abcdef0124"])
    note: str = Field(default="", max_length=2000, description="why")


class Split(BaseModel):
    """A person whose posts in some bodies are another's."""

    person: str = Field(min_length=1, max_length=60)
    bodies: list[str] = Field(min_length=1, max_length=50, description="identifiers of those bodies")
    note: str = Field(default="", max_length=2000, description="why")


class Note(BaseModel):
    """Why something is taken back."""

    note: str = Field(default="", max_length=2000, description="why")


class DecisionShown(Decided):
    """A decision that stands."""

    bodies: list[str] = Field(
        description="names of the bodies whose ledgers know the persons by it; none where they are elsewhere",
        examples=[["松涛苑业委会"]],
    )
    by: str = Field(description="who decided; blank to who was given some areas alone")
    note: str = Field(description="why; blank to who was given some areas alone")


class Decisions(Page[DecisionShown]):
    """Decisions that stand and can be taken back, the newest first."""


def pair(look: Look, one: Pair, made: Mapping[frozenset[str], Decision]) -> Plain:
    """A doubtful pair, with what was decided since."""
    last = made.get(frozenset((one.a.person, one.b.person)))
    return {
        "pair": one.pair,
        "a": _side(look, one.a),
        "b": _side(look, one.b),
        "basis": one.basis,
        "basis_text": say(f"basis_{one.basis}", look.lang),
        "strength": one.strength,
        "same_makes": one.effect,
        "settles": one.findings,
        "decided": None if last is None else decided(last, look.lang),
    }


def _side(look: Look, one: Side) -> Plain:
    inside = any(look.caller.sees_body(look.graph, post.body_id) for post in one.posts)
    return {
        "person": one.person,
        "name": look.names.shown(one.name, inside=inside),
        "posts": [
            {
                "body": post.body,
                "body_id": post.body_id,
                "kind": post.kind,
                "post": post.post,
                "post_text": word("post_kind", post.post, look.lang),
            }
            for post in one.posts
        ],
    }


def standing(one: Decision, bodies: list[str], why: tuple[str, str], lang: Lang) -> Plain:
    """A decision that stands."""
    by, note = why
    return {**decided(one, lang), "bodies": bodies, "by": by, "note": note}


def decided(one: Decision, lang: Lang) -> Plain:
    """A decision."""
    return {
        "number": one.number,
        "kind": one.kind,
        "kind_text": say(f"decision_{one.kind}", lang),
        "at": one.at.isoformat(),
    }

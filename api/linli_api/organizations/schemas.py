"""Organizations as the API gives them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, Field

from linli.services.network.bodies import Body
from linli.services.one_body import At, OneBody, Relation, Step
from linli_api import shown
from linli_api.asking import Head, Look, Plain
from linli_api.paging import Page
from linli_api.places import schemas as places
from linli_api.places.schemas import AreaAbove
from linli_api.shown import BodyShown, SeatShown, Span


class BodyRow(BaseModel):
    """An organization in a list."""

    id: str = Field(examples=["o0123456789abcdef0123"])
    name: str = Field(examples=["松涛苑小区党支部"])
    kind: str = Field(examples=["compound_branch"])
    kind_text: str = Field(examples=["小区党支部"])
    area_name: str = Field(description="its home area", examples=["示例社区"])


class Bodies(Head, Page[BodyRow]):
    """The organizations of some areas."""


class RelationShown(Span):
    """How a body stands to another: `out` from it to the other, `in` the other way."""

    relation: str = Field(description="REPORTS_TO, GUIDES, SUPERVISES, EVALUATES, MEMBER_OF, PARTNERS")
    direction: Literal["out", "in"]
    body: BodyShown
    certain: bool


class Organization(Head):
    """A body on a day."""

    organization: BodyShown
    facts: dict[str, bool | int | float | dt.date | str | None]
    in_force: Span
    areas: list[AreaAbove] = Field(description="the areas that its home lies in, the nearest first")
    posts: list[SeatShown]
    relations: list[RelationShown]
    places: int = Field(description="how many places it has to do with")
    below: int = Field(description="how many bodies report to it directly")


class PlaceOf(Span):
    """A place that a body has to do with."""

    relation: str = Field(examples=["COVERS"])
    mode: str | None = Field(default=None, examples=["own"])
    id: str
    type: str = Field(examples=["Compound"])
    name: str = Field(examples=["松涛苑"])
    certain: bool


class PlacesOf(Head, Page[PlaceOf]):
    """The places that a body has to do with."""


class StepShown(BaseModel):
    """A body on the way up, and who heads it."""

    step: int = Field(description="0 is the body asked about", examples=[1])
    body: BodyShown
    reported_to: Span | None = Field(
        description="how long the body below it reports to it; null at the start"
    )
    certain: bool
    heads: list[SeatShown]


class WayUp(Head):
    """Whom a body reports to, and so on to the top."""

    steps: list[StepShown]


class Below(Head, Page[BodyShown]):
    """The bodies that report to a body directly."""


def row(look: Look, plain: Plain) -> Plain:
    """An organization in a list, from its row of the catalogue's answer."""
    return {
        "id": plain["id"],
        "name": plain["name"],
        "kind": plain["kind"],
        "kind_text": shown.word("organization_kind", plain["kind"], look.lang),
        "area_name": plain["place"],
    }


def one(look: Look, found: OneBody) -> Plain:
    """A body on a day."""
    return {
        "organization": shown.body(look, found.body),
        "facts": found.facts,
        "in_force": shown.span(found.body.interval),
        "areas": [places.above(look, area) for area in found.areas],
        "posts": shown.seats(look, found.body, found.seats),
        "relations": [_relation(look, other) for other in found.relations],
        "places": found.places,
        "below": found.below,
    }


def _relation(look: Look, found: Relation) -> Plain:
    return {
        "relation": found.relation,
        "direction": found.direction,
        "body": shown.body(look, found.body),
        "certain": found.certain,
        **shown.span(found.interval),
    }


def at(found: At) -> Plain:
    """A place that a body has to do with."""
    plain = {key: value for key, value in vars(found).items() if key != "interval"}
    return {**plain, **shown.span(found.interval)}


def step(look: Look, found: Step) -> Plain:
    """A body on the way up."""
    return {
        "step": found.step,
        "body": shown.body(look, found.body),
        "reported_to": None if found.interval is None else shown.span(found.interval),
        "certain": found.certain,
        "heads": shown.seats(look, found.body, found.heads),
    }


def body(look: Look, found: Body) -> Plain:
    """A body."""
    return shown.body(look, found)

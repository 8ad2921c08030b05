"""Places as the API gives them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, Field

from linli.services.network.bodies import Tie
from linli.services.one_place import OnePlace
from linli.services.place_tree import Above, Leaf
from linli.services.search import Hit
from linli_api import shown
from linli_api.asking import Head, Look, Plain
from linli_api.paging import Page
from linli_api.shown import TieShown

PlaceType = Literal["Area", "Compound", "Grid", "Building"]
FoundType = Literal["Area", "Compound", "Organization", "Building", "Grid", "Venue"]
Fact = bool | int | float | dt.date | str | None


class LeafShown(BaseModel):
    """A place as it stands in the tree."""

    id: str = Field(examples=["990101001001"])
    type: PlaceType
    name: str = Field(examples=["示例社区"])
    level: str | None = Field(default=None, description="of an area", examples=["community"])
    level_text: str = Field(examples=["社区"])
    households: int | None = Field(default=None, examples=[420])
    below: int = Field(description="places directly below it", examples=[2])
    compounds: int = Field(description="compounds in it", examples=[2])
    buildings: int = Field(description="buildings in it", examples=[3])


class AreaAbove(BaseModel):
    """An area that a place lies in."""

    id: str = Field(examples=["990101001"])
    code: str = Field(examples=["990101001"])
    name: str = Field(examples=["示例街道"])
    level: str = Field(examples=["street"])
    level_text: str = Field(examples=["街道"])


class OuterShown(BaseModel):
    """A compound or grid that a building stands in."""

    id: str
    type: PlaceType
    name: str


class Tree(Head, Page[LeafShown]):
    """Places directly below one."""

    parent: str | None = Field(description="the place whose parts these are; null at the top")


class Place(Head):
    """A place with who answers for it."""

    place: LeafShown
    facts: dict[str, Fact] = Field(description="what the ledgers say of it; codes as they stand")
    outer: list[OuterShown]
    areas: list[AreaAbove] = Field(description="the areas it lies in, the nearest first")
    answers: list[TieShown] = Field(
        description="the bodies that have to do with it, its own first, then those around it"
    )


class HitShown(BaseModel):
    """Something found."""

    id: str = Field(examples=["c0123456789abcdef0123"])
    type: FoundType
    name: str = Field(examples=["松涛苑"])
    kind: str | None = Field(
        default=None, description="kind, level or type, by code", examples=["commercial"]
    )
    where: str = Field(description="the compound or area it lies in", examples=["示例社区"])
    whole: bool = Field(description="whether the whole name fits, and not only a part")


class Found(Head, Page[HitShown]):
    """What a text finds, the best first."""


class CompoundRow(BaseModel):
    """A compound in a list."""

    id: str = Field(examples=["c0123456789abcdef0123"])
    name: str = Field(examples=["松涛苑"])
    community: str = Field(examples=["示例社区"])
    type: str | None = Field(default=None, examples=["commercial"])
    type_text: str = Field(examples=["商品房"])
    boundary: str | None = Field(default=None, examples=["closed"])
    brand: str | None = None
    households: int | None = Field(default=None, examples=[420])
    full_members: int | None = Field(default=None, examples=[18])
    weak: bool | None = Field(default=None, description="whether listed as weak; null where not stated")


class Compounds(Head, Page[CompoundRow]):
    """The compounds of some areas."""


def leaf(look: Look, one: Leaf) -> Plain:
    """A place as it stands in the tree."""
    return {**vars(one), "level_text": shown.word("area_level", one.level, look.lang)}


def above(look: Look, one: Above) -> Plain:
    """An area that a place lies in."""
    return {**vars(one), "level_text": shown.word("area_level", one.level, look.lang)}


def place(look: Look, one: OnePlace) -> Plain:
    """A place with who answers for it."""
    return {
        "place": leaf(look, one.leaf),
        "facts": one.facts,
        "outer": [vars(outer) for outer in one.outer],
        "areas": [above(look, area) for area in one.areas],
        "answers": answers(look, one.answers),
    }


def answers(look: Look, told: tuple[Tie, ...]) -> list[Plain]:
    """The bodies that answer for a place."""
    return [shown.tie(look, one) for one in told]


def hit(one: Hit) -> Plain:
    """Something found."""
    return vars(one)


def compound(look: Look, row: Plain) -> Plain:
    """A compound in a list, from its row of the catalogue's answer."""
    return {
        "id": row["compound"],
        **{key: value for key, value in row.items() if key != "compound"},
        "type_text": shown.word("compound_type", row["type"], look.lang),
    }

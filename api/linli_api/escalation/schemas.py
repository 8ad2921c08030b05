"""Ways up and their breaks as the API gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from linli.analysis.escalation.records import KINDS, Kind, Path
from linli.messages.catalogue import Lang, say
from linli.reports import breaks as reports
from linli.reports import dates, escalation
from linli.reports.picture.scene import Scene
from linli.reports.told import Told
from linli.services import tied
from linli_api.asking import Head, Look, Plain
from linli_api.paging import Page
from linli_api.questions.schemas import Words
from linli_api.shown import word

if TYPE_CHECKING:
    from linli.services.breaks import AllBreaks
    from linli.services.escalate import Escalation, Under


class Leader(BaseModel):
    """A leading post of a step, and who may hold it; nobody where it is vacant."""

    post: str = Field(examples=["secretary"])
    post_text: str = Field(examples=["书记"])
    post_id: str
    holder: str | None = Field(description="the name as the caller may see it", examples=["张*"])
    since: tuple[dt.date, dt.date] | None
    until: tuple[dt.date, dt.date] | None
    since_text: str = Field(description="the first day, as precisely as it is known", examples=["2021-06"])
    until_text: str = Field(description="the last day", examples=["2026-05"])
    certain: bool | None
    contact: str | None = None


class WayStep(BaseModel):
    """A body on the way."""

    step: int = Field(examples=[1])
    body: str = Field(examples=["松涛苑1栋党小组"])
    body_id: str
    kind: str
    kind_text: str = Field(examples=["楼栋党小组"])
    level: str | None = Field(
        description="level of the place's scheme at which it stands", examples=["building"]
    )
    relation: str = Field(examples=["coverage"])
    relation_text: str = Field(description="how one comes to it", examples=["覆盖"])
    certain: bool
    leaders: list[Leader]


class WayBreak(BaseModel):
    """What is broken on the way."""

    kind: str = Field(examples=["vacant"])
    kind_text: str = Field(examples=["空缺"])
    what: str
    body_id: str | None
    level: str | None
    since: dt.date | None
    says: Words


class Scheme(BaseModel):
    """The scheme by which the way is judged."""

    place: str
    source: Words


class Stop(BaseModel):
    """Where a kind of matter may stop."""

    matter: Words
    at: str


class Turn(BaseModel):
    """Whom else to turn to."""

    relation: str
    relation_text: str = Field(examples=["监督"])
    body: str


class Way(Head):
    """The way up from a place."""

    place: str
    name: str = Field(examples=["松涛苑1栋"])
    areas: list[str] = Field(description="the areas around it, the nearest first")
    scheme: Scheme
    reached: bool = Field(description="whether the way reaches the top of the scheme")
    steps: list[WayStep]
    breaks: list[WayBreak] = Field(description="none where the way is whole")
    stops: list[Stop]
    asides: list[Turn]
    ends: dict[str, list[Turn] | None]
    sentences: list[str] = Field(description="the way in words, a sentence a line")


class AreaBreaks(BaseModel):
    """The buildings of an area by what is broken above them; a building may have several kinds."""

    area: str
    area_name: str | None
    places: int = Field(description="the denominator: buildings")
    whole: int = Field(description="buildings with a whole way up")
    vacant: int
    lapsed: int
    missing_level: int
    unknown: int
    cycle: int
    dead_end: int
    no_contact: int
    two_levels: int


class Broken(Head):
    """What is broken in some areas, as numbers of buildings."""

    says: str = Field(description="how many buildings have a whole way up, of how many, in words")
    total: dict[str, int] = Field(description="`all`, `whole` and each kind of break")
    kinds: dict[str, str] = Field(description="each kind of break in words", examples=[{"vacant": "空缺"}])
    areas: list[AreaBreaks]


class Cause(BaseModel):
    """A cause, with the number of buildings whose way it breaks: a post or a body, never a person."""

    kind: str = Field(examples=["vacant"])
    kind_text: str = Field(examples=["空缺"])
    what: str | None
    level: str = Field(description="in words, where it is a level's", examples=["社区党委"])
    body: str | None = Field(description="identifier of the body")
    body_name: str | None
    area: str | None
    area_name: str | None
    since: dt.date | None
    person_name: str | None = Field(description="who leads both, where one leads two levels")
    other: str | None
    other_name: str | None
    places: int = Field(description="buildings whose way it breaks", examples=[12])


class Causes(Head, Page[Cause]):
    """Causes, those that break most ways first."""


class Building(BaseModel):
    """A building and what is broken above it."""

    place: str
    name: str = Field(examples=["1栋"])
    compound: str
    compound_name: str = Field(examples=["松涛苑"])
    area: str
    area_name: str | None
    start: str | None = Field(description="identifier of the first body above it")
    reached: bool
    breaks: list[str] = Field(
        description="kinds of break; none where the way is whole", examples=[["vacant"]]
    )


class Buildings(Head, Page[Building]):
    """Buildings with what is broken above each."""


class UnderLeader(BaseModel):
    """A leading post of a body below."""

    post: str
    post_text: str = Field(examples=["书记"])
    post_id: str
    holder: str | None


class UnderRow(BaseModel):
    """A body below."""

    step: int = Field(description="how far below", examples=[1])
    id: str
    name: str
    kind: str
    kind_text: str = Field(examples=["小区党支部"])
    above: str = Field(description="name of the body directly above it")
    certain: bool
    leaders: list[UnderLeader]


class Below(Head, Page[UnderRow]):
    """Who stands under a body, the nearest first."""

    body: str


def told(look: Look, found: Escalation) -> Told:
    """A way up with its names as the caller may see them."""
    return Told(
        found.place,
        found.name,
        found.day,
        [area.name for area in found.areas],
        found.scheme,
        masked_path(look, found.path),
        {key: body.name for key, body in found.bodies.items()},
        [(one.relation, one.body.name) for one in found.asides],
        found.ends or {},
    )


def masked_path(look: Look, path: Path) -> Path:
    """A path with the names of its leaders as the caller may see them."""
    return tied.path(path, look.shown, look.names.by_office)


def way(one: Told, lang: Lang) -> Plain:
    """A way up as plain data, with its codes in words as well."""
    plain: Plain = escalation.plain(one)
    for step, shown in zip(plain["steps"], one.path.steps, strict=True):
        step["kind_text"] = word("organization_kind", step["kind"], lang)
        step["relation_text"] = _relation("covers" if shown.via == "covers" else "subordination", lang)
        for leader in step["leaders"]:
            leader["post_text"] = word("post_kind", leader["post"], lang)
            (low, high), (first, last) = leader["since"] or (None, None), leader["until"] or (None, None)
            leader["since_text"] = dates.start(low, high, lang)
            leader["until_text"] = dates.end(first, last, lang)
    for broke in plain["breaks"]:
        broke["kind_text"] = say(f"break_{broke['kind']}", lang)
    for turn in (*plain["asides"], *(turn for way in plain["ends"].values() for turn in way or ())):
        turn["relation_text"] = _relation(turn["relation"], lang)
    return {**plain, "sentences": escalation.sentences(one, lang)}


def _relation(relation: str, lang: Lang) -> str:
    """A relation in a word."""
    return say(f"relation_{relation}", lang)


def scene(made: Scene) -> Plain:
    """A picture's boxes and links with their coordinates."""
    return {"picture": asdict(made)}


def broken(look: Look, found: AllBreaks) -> Plain:
    """What is broken, as numbers."""
    names = ("area", "area_name", "places", "whole", *KINDS)
    return {
        "says": reports.head(found.found, found.day, found.area, look.lang),
        "total": found.found.counts(),
        "kinds": {kind: say(f"break_{kind}", look.lang) for kind in KINDS},
        "areas": found.areas.select(names).to_dicts(),
    }


def cause(look: Look, row: Plain) -> Plain:
    """A cause, from its row."""
    names = (
        "kind",
        "what",
        "body",
        "body_name",
        "area",
        "area_name",
        "since",
        "other",
        "other_name",
        "places",
    )
    return {
        **{name: row[name] for name in names},
        "kind_text": say(f"break_{row['kind']}", look.lang),
        "level": reports.level(row, look.day, look.lang),
        "person_name": look.person(row["person_name"], None, None, row["body"]),
    }


def building(row: Plain, bits: Mapping[Kind, int]) -> Plain:
    """A building, from its row."""
    names = ("place", "name", "compound", "compound_name", "area", "area_name", "start", "reached")
    kinds = [kind for kind, bit in bits.items() if row["bits"] & bit]
    return {**{name: row[name] for name in names}, "breaks": kinds}


def under(look: Look, row: Under) -> Plain:
    """A body below."""
    return {
        "step": row.step,
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "kind_text": word("organization_kind", row.kind, look.lang),
        "above": row.above,
        "certain": row.certain,
        "leaders": [
            {
                "post": term.kind,
                "post_text": word("post_kind", term.kind, look.lang),
                "post_id": term.post,
                "holder": look.person(term.name, term.kind, row.kind, row.id),
            }
            for term in row.terms
        ],
    }

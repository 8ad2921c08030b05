"""The page of a compound as the API gives it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from pydantic import BaseModel, Field

from linli.reports import compound_page as reports
from linli.services.compound_page import Body, CompoundPage, Said, Seat
from linli_api.asking import Head, Look, Plain
from linli_api.escalation.schemas import masked_path
from linli_api.questions.schemas import Words
from linli_api.shown import word


class PageHolder(BaseModel):
    """Somebody in a post."""

    person: str
    name: str = Field(description="as the caller may see it", examples=["张*"])
    interval: list[dt.date] = Field(description="the four bounds of the term")
    how: str


class PagePost(BaseModel):
    """A post."""

    id: str
    kind: str
    kind_text: str = Field(examples=["书记"])
    seat: str
    seats: int
    held: list[PageHolder]


class PageBody(BaseModel):
    """A body that has to do with the compound."""

    id: str
    name: str
    kind: str
    kind_text: str = Field(examples=["小区党支部"])
    tie: str = Field(examples=["COVERS"])
    mode: str
    part: str = Field(description="the building or grid, where it has to do with no more")
    interval: list[dt.date]
    members: int | None
    superior: str
    posts: list[PagePost]
    elsewhere: int


class PageSlot(BaseModel):
    """How the compound is covered."""

    slot: str
    whole: bool
    states: dict[str, int]
    by: str
    gaps: list[str]


class PageFinding(BaseModel):
    """A finding, or what nobody can tell."""

    rule: str
    finding: str
    severity: str
    certain: bool
    says: Words


class PageLedger(BaseModel):
    """A kind of ledger, and the newest day up to which it is stated whole here."""

    ledger: str
    title: Words
    whole_on: dt.date | None
    area: str


class PageWay(BaseModel):
    """The way up."""

    whole: bool
    steps: list[dict[str, Any]]
    breaks: list[str]


class SheetFact(BaseModel):
    """A fact in words."""

    name: str = Field(examples=["户数"])
    text: str = Field(examples=["420"])


class SheetSection(BaseModel):
    """A part of the sheet: a table in words."""

    title: str = Field(examples=["组织、岗位和任职"])
    note: str = Field(
        description="what there is in it, as numbers", examples=["3 个组织，5 个岗位，空缺 0 个"]
    )
    headings: list[str]
    rows: list[list[str]] = Field(description="an empty cell is as the one above it, where a body goes on")
    marks: list[int] = Field(description="numbers of the rows to look at first, from 0")


class PageSheet(BaseModel):
    """The page in words, in the language that was asked for: what `html` and `text` show."""

    where: str
    facts: list[SheetFact]
    sections: list[SheetSection]
    foot: str


class Page(Head):
    """A compound on one page. Never a contact."""

    compound: str
    name: str = Field(examples=["松涛苑"])
    pack: str = Field(description="the pack of rules that it is judged by", examples=["base"])
    facts: dict[str, bool | int | float | dt.date | str | None]
    areas: list[str]
    buildings: int
    grids: list[str]
    venues: list[str]
    bodies: list[PageBody]
    coverage: list[PageSlot]
    findings: list[PageFinding]
    unknown: list[PageFinding]
    errors: list[dict[str, str]]
    ledgers: list[PageLedger]
    way: PageWay
    sheet: PageSheet


def seen(look: Look, page: CompoundPage) -> CompoundPage:
    """A page with its names as the caller may see them."""
    return replace(
        page,
        bodies=tuple(_body(look, body) for body in page.bodies),
        findings=tuple(_said(look, said) for said in page.findings),
        doubts=tuple(_said(look, said) for said in page.doubts),
        way=replace(page.way, path=masked_path(look, page.way.path)),
    )


def _body(look: Look, body: Body) -> Body:
    return replace(body, seats=tuple(_seat(look, body, seat) for seat in body.seats))


def _seat(look: Look, body: Body, seat: Seat) -> Seat:
    held = tuple(
        replace(one, name=look.person(one.name, seat.kind, body.kind, body.id) or "") for one in seat.held
    )
    return replace(seat, held=held)


def _said(look: Look, said: Said) -> Said:
    """A finding whose persons are named by the columns that its rule says hold their names."""
    kinds = said.rule.find.columns
    values = {
        name: look.names.shown(str(value)) if kinds.get(name) == "person_name" and value else value
        for name, value in said.finding.values.items()
    }
    return replace(said, finding=replace(said.finding, values=values))


def page(look: Look, one: CompoundPage) -> Plain:
    """A page as plain data, with its kinds in words as well."""
    plain: Plain = reports.plain(one)
    for body in plain["bodies"]:
        body["kind_text"] = word("organization_kind", body["kind"], look.lang)
        for post in body["posts"]:
            post["kind_text"] = word("post_kind", post["kind"], look.lang)
    return {**plain, "sheet": _sheet(reports.sheet(one, look.lang))}


def _sheet(one: reports.Sheet) -> Plain:
    """A sheet as plain data; its title is the compound's name."""
    return {
        "where": one.where,
        "facts": [{"name": name, "text": text} for name, text in one.facts],
        "sections": [{**vars(part), "marks": sorted(part.marks)} for part in one.sections],
        "foot": one.foot,
    }

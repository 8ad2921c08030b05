"""The list of things to mend as the API gives it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, Field

from linli.audit.rectification import Judged, Returned, Step
from linli.messages.catalogue import Lang, say
from linli.reports.rectify import remark
from linli_api.asking import Plain
from linli_api.audits.schemas import AreaShown, Severity, areas
from linli_api.paging import Page

State = Literal["open", "overdue", "gone", "closed", "closed_confirmed", "closed_persists", "waived"]


class Order(BaseModel):
    """What is to be listed."""

    area: list[str] | None = Field(
        max_length=200, description="codes or names; null: all that one may see", examples=[["990101001"]]
    )
    severities: list[Severity] | None = Field(
        default=None, description="all that is to be mended unless given"
    )
    run: int | None = Field(default=None, ge=1, le=1 << 31, description="kept audit; the newest unless given")
    due: dt.date | None = Field(default=None, description="one day for all new lines")
    days: dict[Severity, int] = Field(
        default_factory=dict, description="days by severity; the workspace's settings unless given"
    )


class ToldShown(BaseModel):
    """What an office reported of a line."""

    at: dt.datetime
    by: str
    progress: str
    closed: bool | None
    closed_on: dt.date | None
    asked_until: dt.date | None
    person: str


class LineShown(BaseModel):
    """A line, and how it stands."""

    finding: str
    rule: str
    state: State
    state_text: str
    number: int = Field(description="number of the list that it was last put on")
    listed: dt.datetime
    areas: list[AreaShown]
    street: str
    as_of: dt.date
    says: str
    basis: str
    body: str = Field(description="the body that answers for it")
    person: str = Field(description="who heads it, with the post")
    due: dt.date
    progress: str
    told: list[ToldShown]
    run: int | None = Field(description="the audit by which the state is known")


class Lines(Page[LineShown]):
    """The list, what wants looking at first."""

    counts: dict[State, int] = Field(description="lines of each state, of all that one may see")


class RemarkShown(BaseModel):
    """What is to be said of a row that came back."""

    code: str
    address: str
    what: str
    do: str


class RowShown(BaseModel):
    """A row of a list that came back."""

    sheet: str
    row: int
    finding: str
    state: Literal["accepted", "ignored", "rejected"]
    state_text: str
    remarks: list[RemarkShown]


class Taken(BaseModel):
    """What became of a list that came back."""

    accepted: int
    ignored: int
    rejected: int
    rows: list[RowShown]


class StepShown(BaseModel):
    """Something that happened to a finding."""

    kind: Literal["waive", "withdraw", "list", "report"]
    at: dt.datetime
    by: str
    says: dict[str, str]


class History(BaseModel):
    """All that happened to a finding, oldest first."""

    finding: str
    steps: list[StepShown]


def line(one: Judged, lang: Lang) -> Plain:
    """A line."""
    told = one.line
    return {
        "finding": told.finding.id,
        "rule": told.finding.rule,
        "state": one.state,
        "state_text": say(f"rectify_{one.state}", lang),
        "number": told.number,
        "listed": told.listed.isoformat(),
        "areas": areas(told.chain),
        "street": told.street,
        "as_of": told.as_of,
        "says": told.says,
        "basis": told.basis,
        "body": told.body,
        "person": told.person_now,
        "due": told.due,
        "progress": told.progress,
        "told": [{**vars(report), "at": report.at.isoformat()} for report in told.told],
        "run": one.run,
    }


def row(one: Returned, lang: Lang) -> Plain:
    """A row that came back."""
    remarks = []
    for said in one.remarks:
        what, do = remark(said, lang)
        remarks.append({"code": said.code, "address": said.address, "what": what, "do": do})
    return {
        "sheet": one.sheet,
        "row": one.row,
        "finding": one.finding,
        "state": one.state,
        "state_text": say(f"state_{one.state}", lang),
        "remarks": remarks,
    }


def step(one: Step) -> Plain:
    """Something that happened."""
    return {"kind": one.kind, "at": one.at.isoformat(), "by": one.by, "says": dict(one.says)}

"""Scenarios as the API gives them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel, Field

from linli.services.scenarios import Kept
from linli_api.asking import Day, Plain
from linli_api.paging import Page
from linli_api.questions.schemas import Words

TEXT = """\
changes:
  - appoint: 张三
    to: 松涛苑小区党支部/副书记
    since: 2025-07-01
"""
Text = Field(min_length=1, max_length=200_000, description="the changes, as YAML", examples=[TEXT])


class Scope(BaseModel):
    """On what changes are tried."""

    area: list[str] | None = Field(
        default=None, max_length=200, description="codes or names; all that one may see unless given"
    )
    pack: str | None = Field(
        default=None, max_length=60, description="pack of rules; that of the place unless given"
    )
    as_of: Day | None = Field(default=None, description="the day judged; the newest ledger's unless given")


class Trial(Scope):
    """Changes that are to be tried: a text, or the name of a kept scenario."""

    text: str | None = Field(
        default=None, max_length=200_000, description="the changes, as YAML", examples=[TEXT]
    )
    name: str | None = Field(default=None, max_length=60, description="of a kept scenario", examples=[None])


class Comparison(Scope):
    """Two scenarios that are to be compared."""

    first: str = Field(max_length=60, description="name of a kept scenario")
    second: str = Field(max_length=60)


class Keep(BaseModel):
    """The text of a scenario that is to be kept."""

    text: str = Text


class Apply(Scope):
    """That a scenario has come true."""

    note: str = Field(default="", max_length=2000, description="why, or by which document")


class EffectShown(BaseModel):
    """A finding that a scenario breaks or mends."""

    rule: str
    finding: str
    severity: str
    verdict: str
    certain: bool
    doubt_on_the_other_side: bool
    place: str
    says: Words


class AlteredShown(BaseModel):
    """A finding that stays and says something else."""

    before: EffectShown
    after: EffectShown


class AskedShown(BaseModel):
    """How many rules were asked, of how many; the kept run that stands for `before`."""

    asked: int
    of: int
    run: int | None


class CoverageShown(BaseModel):
    """A place whose coverage changes."""

    slot: str
    place: str
    name: str
    before: dict[str, str] | None
    after: dict[str, str] | None


class OutcomeShown(BaseModel):
    """What a scenario comes to. Nothing was written."""

    scenario: str
    as_of: dt.date
    pack: str
    areas: list[str]
    snapshot: str
    written: bool
    changes: list[dict[str, Any]] = Field(description="the changes by identifiers, and each in a sentence")
    rules: AskedShown
    broken: list[EffectShown] = Field(description="findings that only the graph after the changes has")
    mended: list[EffectShown] = Field(description="findings that only the graph before has")
    doubts: list[EffectShown]
    settled: list[EffectShown]
    altered: list[AlteredShown]
    errors: list[dict[str, str]]
    coverage: list[CoverageShown]
    ways: list[dict[str, Any]] = Field(description="ways up before and after")
    places: int


class ComparedShown(BaseModel):
    """Two scenarios, each with what it comes to, and the difference in sentences."""

    first: OutcomeShown
    second: OutcomeShown
    sentences: list[str]


class ScenarioRow(BaseModel):
    """A kept scenario."""

    name: str
    by: str
    at: dt.datetime


class ScenarioShown(ScenarioRow):
    """A kept scenario with its text."""

    text: str


class Scenarios(Page[ScenarioRow]):
    """Kept scenarios, by name."""


def row(one: Kept) -> Plain:
    """A kept scenario."""
    return {"name": one.name, "by": one.by, "at": one.at.isoformat()}

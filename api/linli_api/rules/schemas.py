"""Rules as the API gives them."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, Field

from linli.audit.case import Case
from linli.audit.pack import Pack
from linli.audit.rule import Rule
from linli.messages.catalogue import Lang, say
from linli.reports import rules as reports
from linli_api.asking import Plain
from linli_api.paging import Page
from linli_api.questions.schemas import Words


class RuleRow(BaseModel):
    """A rule in a list."""

    rule: str = Field(examples=["dual_entry_rate"])
    version: int = Field(examples=[1])
    title: Words
    severity: str = Field(examples=["warning"])
    severity_text: str = Field(examples=["提醒"])
    level: str = Field(description="force of the text that it rests on", examples=["law"])
    level_text: str = Field(examples=["法律"])
    citation: Words
    found: bool = Field(description="whether a text was found; without one a rule can only warn or inform")
    pack: str = Field(description="the pack that it stands in", examples=["base"])
    on: bool = Field(description="whether it is asked")


class Rules(Page[RuleRow]):
    """The rules of a pack."""

    pack: str = Field(examples=["base"])


class Line(BaseModel):
    """A line of a rule as people read it; an empty heading goes on with the line before."""

    heading: str
    says: str


class Queries(BaseModel):
    """The two questions of a rule, in Cypher."""

    find: str = Field(description="the rows that break it, or about which nobody can tell")
    population: str = Field(description="everything it was asked of")


class RuleShown(RuleRow):
    """All of a rule."""

    valid_from: dt.date | None
    valid_to: dt.date | None
    needs: list[str] = Field(description="ledgers that must be whole before an absence fails")
    parameters: dict[str, bool | int | float | str]
    message: Words
    remedy: Words
    lines: list[Line] = Field(description="all of it in words")
    queries: Queries


def row(pack: Pack, rule: Rule, lang: Lang) -> Plain:
    """A rule in a list."""
    text = rule.text
    return {
        "rule": rule.name,
        "version": text.version,
        "title": vars(text.title),
        "severity": text.severity,
        "severity_text": say(f"severity_of_{text.severity}", lang),
        "level": text.level,
        "level_text": say(f"level_of_{text.level}", lang),
        "citation": vars(text.citation),
        "found": text.found,
        "pack": pack.home(rule.name),
        "on": text.on,
    }


def one(pack: Pack, rule: Rule, cases: list[Case], lang: Lang) -> Plain:
    """All of a rule."""
    text = rule.text
    told = reports.told(pack, rule, cases, lang)
    return {
        **row(pack, rule, lang),
        "valid_from": text.from_,
        "valid_to": text.to,
        "needs": list(text.needs),
        "parameters": {name: rule.values[name] for name in text.parameters},
        "message": vars(text.message),
        "remedy": vars(text.remedy),
        "lines": [{"heading": heading, "says": said} for heading, said in told],
        "queries": {"find": rule.find.text, "population": rule.population.text},
    }

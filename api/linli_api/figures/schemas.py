"""Published figures beside those computed, as the API gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import BaseModel, Field

from linli.model.measured import Checked, CheckedPlace, Words
from linli.queries import catalogue
from linli.reports import figures as reports
from linli_api.asking import Head, Look, Plain
from linli_api.questions.schemas import Words as Both

Number = bool | int | float | str | None
Verdict = Literal["holds", "differs", "cannot_tell", "not_graph"]


class Published(BaseModel):
    """What was published."""

    comparator: str = Field(examples=["exactly"])
    value: Number = Field(examples=[291])
    below: Number = None
    to: Number = None
    digits: int | None = None
    unit: Both
    ours: bool = Field(description="whether the value is worked out from the report's own words")


class AsOf(BaseModel):
    """The day a figure is about."""

    stated: str
    made_up: bool
    asked: dt.date | None


class FigureShown(BaseModel):
    """A published figure beside the one that the graph gives."""

    id: str
    row: str = Field(description="row of the register of figures")
    says: Both
    where: Both = Field(description="where in the report it stands")
    published: Published
    computed: dict[str, Any] | None = Field(
        description="the two ends that the computed one lies between, a text, or how many rows there were"
    )
    denominator: Both | None
    over: dict[str, Any] | None = Field(description="the denominator that was computed")
    query: str | None = Field(description="the question of the catalogue that gives it")
    as_of: AsOf
    not_a_graph_figure: Both | None
    verdict: Verdict
    texts: dict[str, str] = Field(description="published and computed in words")


class Report(BaseModel):
    """The report that figures were published in."""

    file: str
    title: Both
    published: str


class PlaceFigures(BaseModel):
    """The figures of a place."""

    place: str
    label: Both
    area: str
    report: Report
    figures: list[FigureShown]
    totals: dict[Verdict, int]


class Figures(Head):
    """Published figures beside those computed."""

    places: list[PlaceFigures]
    notes: list[Both] = Field(description="what agreement is worth")


def figures(look: Look, found: Sequence[CheckedPlace]) -> Plain:
    """All figures of some places, with names as the caller may see them."""
    seen = [replace(one, figures=tuple(_seen(look, figure) for figure in one.figures)) for one in found]
    told: Plain = reports.plain(seen)
    for one, plain in zip(seen, told["places"], strict=True):
        for checked, figure in zip(one.figures, plain["figures"], strict=True):
            figure.pop("params")  # a question about a person has their name in it
            figure["texts"] = {
                "published": reports.published(checked.figure, look.lang),
                "computed": reports.computed(checked, look.lang),
            }
    return told


def _seen(look: Look, checked: Checked) -> Checked:
    """A figure that is a person's name as the caller may see it."""
    ask, measured = checked.figure.ask, checked.measured
    if ask is None or not isinstance(measured, Words) or ask.over is not None:
        return checked
    column = catalogue.get(ask.query).header.columns.get(ask.take.column or "")
    if column is None or column.type != "person_name":
        return checked
    return replace(checked, measured=Words(look.names.shown(measured.text) or None))

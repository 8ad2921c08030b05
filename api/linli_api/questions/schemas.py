"""Questions and answers as the API gives them."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, Field

from linli.queries.catalogue import ColumnKind, ParameterKind, Query
from linli.reports.answer import is_identifier
from linli_api.asking import Head
from linli_api.settings import Names

Value = bool | int | float | dt.date | str | None
"""A cell. The order matters: a date is written as ISO text."""


class Words(BaseModel):
    """A text in both languages."""

    zh: str = Field(examples=["小区"])
    en: str = Field(examples=["Compound"])


class Parameter(BaseModel):
    """A parameter of a question's own, given in the query string."""

    name: str = Field(examples=["place"])
    type: ParameterKind = Field(
        description="what it is; a compound, building or organization is given by name or id",
        examples=["building"],
    )
    label: Words


class Column(BaseModel):
    """A column of an answer."""

    name: str = Field(examples=["since"])
    type: ColumnKind = Field(
        description="`start` and `end` are dates of the precision the ledger had", examples=["start"]
    )
    fields: list[str] = Field(
        description="the keys of a row that hold it: two for `start` and `end`, else one",
        examples=[["since_min", "since_max"]],
    )
    identifier: bool = Field(description="for programs: an identifier or a matching form")
    label: Words


class Question(BaseModel):
    """A question of the catalogue."""

    name: str = Field(examples=["compounds/coverage"])
    what: Words = Field(description="what it answers")
    grain: str = Field(description="what one row is", examples=["one row a compound"])
    absent: Words = Field(description="what it means that a row is not there")
    parameters: list[Parameter] = Field(description="its own; every question also takes `area` and `as_of`")
    columns: list[Column]


class Catalogue(BaseModel):
    """Every question that can be asked."""

    questions: list[Question]


class Answer(Head):
    """The rows of an answer, and what they were read from."""

    question: str = Field(examples=["compounds/coverage"])
    names: Names = Field(description="whether names of persons are shown in full inside the caller's areas")
    count: int = Field(description="number of rows here", examples=[12])
    total: int = Field(description="number of rows of the whole answer", examples=[12])
    next: str | None = Field(default=None, description="the cursor of the page after this; null on the last")
    columns: list[Column]
    rows: list[dict[str, Value]] = Field(
        description="typed values by field, in the question's own order",
        examples=[
            [
                {
                    "community": "示例社区",
                    "name": "示例小区",
                    "state": "gap",
                    "certain": True,
                    "households": 420,
                }
            ]
        ],
    )
    texts: list[list[str]] | None = Field(
        default=None,
        description="if asked for: the cells as words in the language of the answer, by column",
        examples=[[["示例社区", "示例小区", "没有支部"]]],
    )


def question(query: Query) -> Question:
    """A query of the catalogue, as told."""
    return Question(
        name=query.name,
        what=Words(zh=query.header.what.zh, en=query.header.what.en),
        grain=query.header.grain,
        absent=Words(zh=query.header.absent.zh, en=query.header.absent.en),
        parameters=[
            Parameter(name=name, type=spec.type, label=Words(zh=spec.zh, en=spec.en))
            for name, spec in (query.header.parameters or {}).items()
        ],
        columns=columns(query),
    )


def columns(query: Query) -> list[Column]:
    """The columns of a query, as told."""
    return [
        Column(
            name=name,
            type=spec.type,
            fields=[f"{name}_min", f"{name}_max"] if spec.type in ("start", "end") else [name],
            identifier=is_identifier(name, spec),
            label=Words(zh=spec.zh, en=spec.en),
        )
        for name, spec in query.header.columns.items()
    ]

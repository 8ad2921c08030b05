"""What the console takes and gives."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from linli.queries import catalogue
from linli.services.console import Answered
from linli_api.access.names import Names
from linli_api.asking import Day, Plain

Scalar = bool | int | float | str | None


class Asked(BaseModel):
    """A text and what it is asked with."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(
        min_length=1,
        max_length=10_000,
        description="Cypher that reads; labels, links and properties of the schema alone",
        examples=[catalogue.get("compounds/list").text],
    )
    parameters: dict[str, bool | int | float | str | list[str]] = Field(
        default_factory=dict,
        description="values of its parameters; `as_of` and `areas` are known unless given",
        examples=[{"areas": ["990101"]}],
    )
    as_of: Day | None = Field(default=None, description="the day of `$as_of`; the newest ledger's")
    rows: int = Field(default=200, ge=1, le=1000, description="rows at most")
    seconds: int = Field(default=10, ge=1, le=30, description="seconds that it may take")


class Warned(BaseModel):
    """A form that may give wrong rows on larger graphs."""

    line: int
    problem: str


class Answer(BaseModel):
    """The first rows of an answer."""

    snapshot: str
    as_of: dt.date
    columns: list[str] = Field(examples=[["name"]])
    personal: list[str] = Field(description="columns that may hold something of a person")
    rows: list[list[Scalar | list[Scalar]]] = Field(description="dates as ISO text")
    more: bool = Field(description="whether there are more rows than were taken")
    warnings: list[Warned]


def answer(found: Answered, names: Names, lang: str) -> Plain:
    """An answer with names as the caller may see them."""
    personal = {place for place, name in enumerate(found.columns) if name in found.personal}
    return {
        "columns": list(found.columns),
        "personal": sorted(found.personal),
        "rows": [
            [_shown(cell, names) if place in personal else cell for place, cell in enumerate(row)]
            for row in found.rows
        ],
        "more": found.more,
        "warnings": [{"line": one.line, "problem": one.problem.text(lang)} for one in found.warnings],
    }


def _shown(cell: Any, names: Names) -> Any:
    if isinstance(cell, list):
        return [_shown(one, names) for one in cell]
    return names.shown(cell) if isinstance(cell, str) else cell

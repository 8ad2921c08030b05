"""What the API tells, as far as the pages need it. What else an answer holds is passed over."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel

from linli_dashboard.words import Lang


class Words(BaseModel):
    """A text in both languages."""

    zh: str
    en: str

    def text(self, lang: Lang) -> str:
        """The text in one."""
        return self.en if lang == "en" else self.zh


class Parameter(BaseModel):
    """A parameter that a form asks for."""

    name: str
    type: str
    label: Words


class Column(BaseModel):
    """A column of a table."""

    name: str
    type: str
    identifier: bool
    label: Words


class Question(BaseModel):
    """A question that can be asked."""

    name: str
    what: Words
    parameters: list[Parameter]


class Catalogue(BaseModel):
    """All of them."""

    questions: list[Question]


class Answer(BaseModel):
    """An answer, its cells as words."""

    snapshot: str
    as_of: dt.date
    names: str
    columns: list[Column]
    texts: list[list[str]]


class Ready(BaseModel):
    """The state of the graph."""

    snapshot: str
    day: dt.date


class Problem(BaseModel):
    """Problem details."""

    title: str
    detail: str
    do: str
    code: str | None = None

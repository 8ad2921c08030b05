"""Briefings as the API takes and gives them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from linli.model.brief import briefing
from linli.model.brief.briefing import MOST, Briefing, Kind, Shot
from linli.model.vocabulary import Label
from linli.reports.brief.slide import Slide, drawn
from linli.reports.render import svg
from linli_api.asking import Day, Head, Plain
from linli_api.errors import sent

FILE = "briefing.yaml"
"""What a briefing that was sent is called in messages."""

LONGEST = 200_000
TEXT = """\
title: {zh: 示例街道, en: A street}
area: "990101001"
scenes:
  - title: {zh: 谁负责, en: Who answers}
    picture: structure
"""
Format = Literal["json", "html", "pptx", "pdf"]


class Said(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(extra="forbid")

    zh: str = Field(max_length=10_000, examples=["谁负责"])
    en: str = Field(max_length=10_000, examples=["Who answers"])


class Scene(BaseModel):
    """A scene: what is drawn and what is said to it."""

    model_config = ConfigDict(extra="forbid")

    title: Said
    picture: Kind = Field(examples=["structure"])
    text: Said | None = None
    notes: Said | None = Field(default=None, description="what only the presenter sees")
    area: str | None = Field(default=None, max_length=120, description="other than the briefing's")
    as_of: Day | None = Field(default=None, description="other than the briefing's")
    filter: dict[str, str] = Field(
        default_factory=dict, max_length=4, description="slot, compound or place", examples=[{}]
    )
    step: int | Literal["each"] | None = Field(
        default=None, description="of a way up: as far as which step, or each on a slide of its own"
    )


class Content(BaseModel):
    """A briefing in parts."""

    model_config = ConfigDict(extra="forbid")

    title: Said
    area: str = Field(max_length=120, description="code or name; empty for all that one may see")
    as_of: Day | None = None
    scenes: list[Scene] = Field(min_length=1, max_length=MOST)


class Given(BaseModel):
    """A briefing that is sent: as YAML, or in parts."""

    text: str | None = Field(
        default=None, max_length=LONGEST, description="the briefing, as YAML", examples=[TEXT]
    )
    briefing: Content | None = Field(default=None, description="in parts, where there is no text")

    def read(self) -> Briefing:
        """The briefing. Raises DefinitionSent."""
        with sent():
            if self.text is not None:
                return briefing.read(self.text, FILE)
            if self.briefing is None:
                return briefing.read("", FILE)
            return briefing.read(briefing.write(_parts(self.briefing)), FILE)


class Render(Given):
    """What is to be made of a briefing."""

    format: Format = Field(default="json", description="json: slides as pictures; else a file")
    names: Literal["public", "full"] = Field(
        default="public",
        description="names of public offices alone, or all that one's role and areas show",
    )
    both: bool = Field(default=False, description="html in both languages; L goes from one to the other")
    scenes: list[int] | None = Field(
        default=None, max_length=MOST, description="numbers of the scenes that are wanted, from 0; all"
    )


class Brief(BaseModel):
    """A briefing in both forms."""

    text: str = Field(description="as YAML, to keep and to change")
    briefing: Content


class Default(Head, Brief):
    """The default briefing of an area."""


class SlideShown(BaseModel):
    """A slide as a picture of 1280 × 720."""

    id: str = Field(description="s and the number of the scene from 1; with a full stop, a step of it")
    title: str
    notes: str
    svg: str


class Slides(Head):
    """Slides; the first is the cover."""

    title: str
    about: str
    slides: list[SlideShown]


def both(made: Briefing) -> Plain:
    """A briefing in both forms."""
    return {"text": briefing.write(made), "briefing": _plain(made)}


def slides(found: Iterable[Slide]) -> list[Plain]:
    """Slides as pictures."""
    return [
        {"id": one.id, "title": one.title, "notes": one.notes, "svg": svg.render(drawn(one))} for one in found
    ]


def _plain(made: Briefing) -> Plain:
    return {
        "title": _said(made.title),
        "area": made.area,
        "as_of": made.as_of,
        "scenes": [
            {
                "title": _said(one.title),
                "picture": one.picture,
                "text": _said(one.text),
                "notes": _said(one.notes),
                "area": one.area,
                "as_of": one.as_of,
                "filter": dict(one.filter),
                "step": one.step,
            }
            for one in made.scenes
        ],
    }


def _said(label: Label | None) -> Plain | None:
    return None if label is None else {"zh": label.zh, "en": label.en}


def _parts(given: Content) -> Briefing:
    scenes = [
        Shot(
            _label(one.title),
            one.picture,
            _label(one.text) if one.text else None,
            _label(one.notes) if one.notes else None,
            one.area or None,
            one.as_of,
            one.filter,
            one.step,
        )
        for one in given.scenes
    ]
    return Briefing(_label(given.title), given.area, tuple(scenes), given.as_of)


def _label(said: Said) -> Label:
    return Label(said.zh, said.en)

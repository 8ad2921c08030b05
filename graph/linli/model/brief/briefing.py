"""A briefing: a title, an area, a day, and scenes that are shown one after the other.

A file is small, and is meant to be read and changed by who presents it. What is wrong in it is refused with
the file, the field and the repair.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from linli.errors import DefinitionError
from linli.model import definition
from linli.model.definition import Strict
from linli.model.vocabulary import Label

Kind = Literal["text", "structure", "coverage", "cross", "sides", "escalation", "lapses", "mend"]

FILTERS: Mapping[str, tuple[str, ...]] = {
    "text": (),
    "structure": (),
    "coverage": ("slot",),
    "cross": (),
    "sides": ("compound",),
    "escalation": ("place",),
    "lapses": ("slot",),
    "mend": ("slot",),
}
"""Kind of picture → what it may be narrowed by."""

NEEDED: Mapping[str, str] = {"sides": "compound", "escalation": "place"}
"""Kind of picture → what it cannot do without."""

MOST = 60
"""Scenes of a briefing; nobody sits through more."""

LONGEST = {"title": 200, "text": 2000, "notes": 10_000}
"""Characters of a text; no slide holds more."""


@dataclass(frozen=True)
class Shot(Strict):
    """A scene.

    picture  what is drawn
    text     what stands over it; notes: what only the presenter sees
    area, as_of  other than the briefing's
    filter   what the picture is narrowed by: slot (of coverage), compound, place
    step     of a walk: as far as which step, or `each` for one slide a step; the whole of it by default
    """

    title: Label
    picture: Kind
    text: Label | None = None
    notes: Label | None = None
    area: str | None = None
    as_of: dt.date | None = None
    filter: Mapping[str, str] = field(default_factory=dict)
    step: int | Literal["each"] | None = None


@dataclass(frozen=True)
class Briefing(Strict):
    """A briefing. `area` is "" for the whole graph; `as_of` the newest ledger's day where it is not said."""

    title: Label
    area: str
    scenes: tuple[Shot, ...]
    as_of: dt.date | None = None


def load(path: Path) -> Briefing:
    """Read a briefing. Raises DefinitionError with file, field and repair."""
    return read(definition.text(path, path.name), path.name)


def read(text: str, file: str) -> Briefing:
    """A briefing from its text.

    Parameters: `text`; `file`, its name for messages.
    Raises DefinitionError.

    >>> text = "title: {zh: 甲, en: A}\\narea: '990101'\\nscenes: [{title: {zh: 乙, en: B}, picture: text}]"
    >>> made = read(text, "x")
    >>> made.scenes[0].picture, made.scenes[0].step
    ('text', None)
    """
    made = definition.build(definition.read(text, file), Briefing, file)
    if not made.scenes:
        raise DefinitionError(
            file=file, field="scenes", problem=Label("没有场景，请写一个", "there is no scene; write one")
        )
    if len(made.scenes) > MOST:
        problem = Label(f"超过{MOST}个场景，请删减", f"more than {MOST} scenes; leave some out")
        raise DefinitionError(file=file, field="scenes", problem=problem)
    _short(made.title, "title", "title", file)
    for number, shot in enumerate(made.scenes):
        _check(shot, f"scenes.{number}", file)
    return made


def _check(shot: Shot, where: str, file: str) -> None:
    """Refuse what does not go together."""
    for name, label in (("title", shot.title), ("text", shot.text), ("notes", shot.notes)):
        _short(label, name, f"{where}.{name}", file)
    known = FILTERS[shot.picture]
    for name in shot.filter:
        if name not in known:
            allowed = "、".join(known), ", ".join(known)
            problem = Label(
                f"{shot.picture} 没有这一项，可以用：{allowed[0]}"
                if known
                else f"{shot.picture} 不用筛选，请删去",
                f"{shot.picture} has no such filter; it has: {allowed[1]}"
                if known
                else f"{shot.picture} takes no filter; drop it",
            )
            raise DefinitionError(file=file, field=f"{where}.filter.{name}", problem=problem)
    wanted = NEEDED.get(shot.picture)
    if wanted and not shot.filter.get(wanted):
        problem = Label(f"缺这一项，请写明是哪里（{wanted}）", f"missing; say which {wanted}")
        raise DefinitionError(file=file, field=f"{where}.filter.{wanted}", problem=problem)
    if shot.step is not None and shot.picture != "escalation":
        problem = Label("只有 escalation 可以逐步走，请删去", "only escalation is walked; drop it")
        raise DefinitionError(file=file, field=f"{where}.step", problem=problem)
    if isinstance(shot.step, int) and shot.step < 0:
        problem = Label("步数从 0 起", "steps count from 0")
        raise DefinitionError(file=file, field=f"{where}.step", problem=problem)


def _short(label: Label | None, kind: str, where: str, file: str) -> None:
    most = LONGEST[kind]
    if label is not None and max(len(label.zh), len(label.en)) > most:
        problem = Label(f"超过{most}个字，请缩短", f"longer than {most} characters; shorten it")
        raise DefinitionError(file=file, field=where, problem=problem)


def write(briefing: Briefing) -> str:
    """A briefing as YAML text, which `read` reads as the same briefing."""
    lines = [
        "# 简报 / briefing: linli brief export FILE --format pptx|html|pdf",
        "# picture: text, structure, coverage, cross, sides, escalation, lapses, mend",
        f"title: {_label(briefing.title)}",
        f"area: {_text(briefing.area)}",
    ]
    lines += [f"as_of: {_text(str(briefing.as_of))}"] if briefing.as_of else []
    lines.append("scenes:")
    for shot in briefing.scenes:
        lines += [f"  - title: {_label(shot.title)}", f"    picture: {shot.picture}"]
        lines += [f"    text: {_label(shot.text)}"] if shot.text else []
        lines += [f"    notes: {_label(shot.notes)}"] if shot.notes else []
        lines += [f"    area: {_text(shot.area)}"] if shot.area else []
        lines += [f"    as_of: {_text(str(shot.as_of))}"] if shot.as_of else []
        if shot.filter:
            pairs = ", ".join(f"{name}: {_text(value)}" for name, value in shot.filter.items())
            lines.append(f"    filter: {{{pairs}}}")
        lines += [f"    step: {shot.step}"] if shot.step is not None else []
    return "\n".join([*lines, ""])


def _label(label: Label) -> str:
    return f"{{zh: {_text(label.zh)}, en: {_text(label.en)}}}"


def _text(text: str) -> str:
    """A text in quotation marks, as YAML and JSON both have it."""
    return json.dumps(text, ensure_ascii=False)

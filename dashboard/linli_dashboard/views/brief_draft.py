"""A briefing that is being worked on: kept in the session while its reader goes from page to page."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from linli_dashboard.client import Told
from linli_dashboard.frame import Frame

DRAFT = "brief_draft"
"""Key of the session. It does not begin with `own_`: a link to another page leaves it."""

FILTERS = {
    "text": "",
    "structure": "",
    "coverage": "slot",
    "cross": "",
    "sides": "compound",
    "escalation": "place",
    "lapses": "slot",
    "mend": "slot",
}
"""Kind of picture → what it may be narrowed by."""


@dataclass
class Draft:
    """A briefing in parts, as the API has them.

    scope   area and day that it is the default briefing of; nothing where it was opened from a file
    number  another whenever the whole of it is; changed: whether somebody has worked on it
    keys    of its scenes, so that their fields move along with them
    """

    parts: Told
    scope: dict[str, str] | None
    number: int
    changed: bool = False
    keys: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keys = list(range(len(self.scenes)))

    @property
    def scenes(self) -> list[Told]:
        """Its scenes."""
        found: list[Told] = self.parts["scenes"]
        return found

    def put(self, where: Told, name: str, value: Any) -> None:
        """Change a part."""
        if where.get(name) != value:
            where[name] = value
            self.changed = True

    def add(self, after: int, scene: Told) -> None:
        """Add a scene behind another; -1 stands for the cover."""
        self.scenes.insert(after + 1, scene)
        self.keys.insert(after + 1, max(self.keys, default=-1) + 1)
        self.changed = True

    def remove(self, number: int) -> None:
        """Take a scene out."""
        del self.scenes[number], self.keys[number]
        self.changed = True

    def move(self, number: int, by: int) -> None:
        """Move a scene up (-1) or down (1)."""
        self.scenes.insert(number + by, self.scenes.pop(number))
        self.keys.insert(number + by, self.keys.pop(number))
        self.changed = True

    def only(self, number: int) -> Told:
        """The briefing with one scene alone; with a word on the cover's behalf for -1."""
        scenes = [self.scenes[number]] if number >= 0 else [{"title": self.parts["title"], "picture": "text"}]
        return {**copy.deepcopy(self.parts), "scenes": copy.deepcopy(scenes)}


def draft(frame: Frame) -> Draft:
    """The briefing at hand: the default one of the area and day above, until somebody works on it.

    Raises Refused.
    """
    had = st.session_state.get(DRAFT)
    if isinstance(had, Draft) and (had.changed or had.scope is None or had.scope == frame.scope):
        return had
    return default(frame)


def default(frame: Frame) -> Draft:
    """The default briefing of the area and day above, in the place of what was there. Raises Refused."""
    with st.spinner(frame.say("loading")):
        told = frame.client.get("/briefs", **frame.scope)
    return _begin(told["briefing"], frame.scope)


def opened(frame: Frame, text: str) -> Draft:
    """A briefing from YAML, in the place of what was there. Raises Refused."""
    return _begin(frame.client.post("/briefs/read", {"text": text})["briefing"], None)


def _begin(parts: Told, scope: dict[str, str] | None) -> Draft:
    had = st.session_state.get(DRAFT)
    made = Draft(parts, scope, had.number + 1 if isinstance(had, Draft) else 0)
    st.session_state[DRAFT] = made
    return made

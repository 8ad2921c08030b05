"""The fields of a change: widgets that begin blank with every change."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.views.picking import BODY, Picked, pick


class Form:
    """The fields of one change: widgets with keys of their own, so that the next one begins blank.

    Parameters: `frame`; `number` of the change; `words`, vocabularies by name, each code → word; `made`,
    names of the bodies that the changes before it found.
    """

    def __init__(
        self, frame: Frame, number: int, words: Mapping[str, Mapping[str, str]], made: Collection[str]
    ) -> None:
        self.frame = frame
        self.words = words
        self._made = made
        self._key = f"own_what_if_{number}"

    def key(self, name: str) -> str:
        """The key of a widget."""
        return f"{self._key}_{name}"

    def text(self, name: str, hint: str = "") -> str:
        """A line of text."""
        return st.text_input(self.say(name), key=self.key(name), placeholder=hint).strip()

    def day(self, name: str) -> str:
        """A date as precisely as it is known."""
        return self.text(name, "2025-07-01 / 2025-07")

    def word(self, name: str, vocabulary: str) -> str:
        """A word of a vocabulary; "" where none is chosen."""
        words = self.words[vocabulary]
        chosen = st.selectbox(
            self.say(name),
            list(words.values()),
            index=None,
            key=self.key(name),
            placeholder=self.frame.say("what_if_choose"),
        )
        return chosen or ""

    def body(self, name: str, types: tuple[str, ...] = BODY) -> Picked:
        """A body or a place, and how the change names it."""
        return pick(
            self.frame, self.key(name), self.say(name), types, made=self._made if BODY[0] in types else ()
        )

    def organization(self, body: Picked) -> Told | None:
        """What the graph knows of a body; None of one that is still to be founded."""
        if not body.id:
            return None
        return self.frame.client.get(f"/organizations/{body.id}", as_of=self.frame.scope["as_of"])

    def say(self, name: str) -> str:
        """The label of a field."""
        return self.frame.say(f"what_if_field_{name}")

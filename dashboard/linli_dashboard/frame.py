"""What a page is given: the API in the reader's name, what was chosen for all pages, and its own choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import streamlit as st

from linli_dashboard.client import Client
from linli_dashboard.place import Place, stay
from linli_dashboard.wording import word
from linli_dashboard.wording.shared import Lang

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


@dataclass(frozen=True)
class Who:
    """Who reads: their name, role, areas (None for all), and whether this is a demo."""

    user: str
    role: str
    areas: tuple[str, ...] | None
    demo: bool


@dataclass
class Frame:
    """Everything a page needs. `pages` are the pages by their keys, for links."""

    client: Client
    place: Place
    who: Who
    pages: Mapping[str, StreamlitPage] = field(default_factory=dict)

    @property
    def lang(self) -> Lang:
        """The language of the pages."""
        return self.place.lang

    @property
    def scope(self) -> dict[str, str]:
        """Area and day, as the API takes them; nothing where nothing is chosen."""
        return {"area": self.place.area, "as_of": self.place.as_of}

    def say(self, key: str, /, **values: object) -> str:
        """A text of the pages in the reader's language."""
        return word(key, self.lang, **values)

    def own(self, name: str, otherwise: str = "") -> str:
        """What this page has chosen, by name."""
        return self.place.own.get(name, "") or otherwise

    def keep(self, **chosen: str) -> None:
        """Keep what this page has chosen, in the address as well; "" takes it away."""
        own = {name: value for name, value in {**self.place.own, **chosen}.items() if value}
        self.place = replace(self.place, own=own)
        stay(self.place)

    def link(self, page: str, label: str, /, **own: str) -> None:
        """A link to another page, with what it is to show; area, day and language go along."""
        shared = {"area": self.place.area, "as_of": self.place.as_of, "lang": self.lang}
        given = {name: value for name, value in {**shared, **own}.items() if value and value != "zh"}
        st.page_link(self.pages[page], label=label, query_params=given)

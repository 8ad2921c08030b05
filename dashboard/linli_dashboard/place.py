"""Where a reader stands: what was chosen, kept in the address, so that a link opens what was seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from linli_dashboard.wording.shared import Lang

SHARED = ("lang", "area", "as_of")
"""What is chosen once for all pages; also the keys of its widgets."""


@dataclass(frozen=True)
class Place:
    """What is chosen; "" where nothing is. All is text, since people write addresses too.

    own  what the page at hand has chosen beyond that
    """

    lang: Lang = "zh"
    area: str = ""
    as_of: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


def arrive(page: str) -> Place:
    """The place to show: the session's, or the address's where a link or the back button led to another.

    Parameters: `page`, which the reader is on. What another page had chosen of its own is left behind.
    """
    given = st.query_params.to_dict()
    state = st.session_state
    here = state.get("place", Place())
    # A link to another page may name the very choices that stand in this one's address: they are meant.
    if "place" not in state or (given and (given != write(here) or state.get("page") != page)):
        here = read(given)
        for key in [key for key in state if key in SHARED or str(key).startswith("own_")]:
            del state[key]
    elif state.get("page") != page:
        here = replace(here, own={})
    state["place"], state["page"] = here, page
    assert isinstance(here, Place)
    return here


def stay(place: Place) -> None:
    """Keep a place in the session and in the address."""
    st.session_state["place"] = place
    if st.query_params.to_dict() != write(place):
        st.query_params.from_dict(write(place))


def read(query: Mapping[str, str]) -> Place:
    """The place that an address names.

    >>> read({"lang": "en", "q": "people/posts", "p_name": "张三"}).own
    {'q': 'people/posts', 'p_name': '张三'}
    """
    own = {name: value for name, value in query.items() if name not in SHARED}
    lang: Lang = "en" if query.get("lang") == "en" else "zh"
    return Place(lang, query.get("area", ""), query.get("as_of", ""), own)


def write(place: Place) -> dict[str, str]:
    """The address of a place; what is not chosen is not in it.

    >>> write(Place("zh", own={"q": "people/posts", "p_name": "张三"}))
    {'q': 'people/posts', 'p_name': '张三'}
    """
    shared = {"lang": "en" if place.lang == "en" else "", "area": place.area, "as_of": place.as_of}
    return {name: value for name, value in {**place.own, **shared}.items() if value}


def day(text: str) -> dt.date | None:
    """A day, if the text is one.

    >>> day("2025-06-30"), day("June")
    (datetime.date(2025, 6, 30), None)
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None

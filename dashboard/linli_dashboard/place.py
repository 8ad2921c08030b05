"""Where a reader stands: what was chosen, kept in the address, so that a link opens what was seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from linli_dashboard.words import Lang

OWN = "p_"
"""Prefix, in the address and in the keys of widgets, of a question's own parameters."""
SHARED = ("lang", "question", "area", "as_of")
"""Keys of the other widgets."""


@dataclass(frozen=True)
class Place:
    """What is chosen; "" where nothing is. All is text, since people write addresses too."""

    lang: Lang = "zh"
    question: str = ""
    area: str = ""
    as_of: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


def arrive() -> Place:
    """The place to show: the session's, or the address's where a link or the back button led to another."""
    given = st.query_params.to_dict()
    state = st.session_state
    if "place" not in state or (given and given != write(state["place"])):
        state["place"] = read(given)
        for key in [key for key in state if str(key).startswith(OWN) or key in SHARED]:
            del state[key]
    place = state["place"]
    assert isinstance(place, Place)
    return place


def stay(place: Place) -> None:
    """Keep a place in the session and in the address."""
    st.session_state["place"] = place
    if st.query_params.to_dict() != write(place):
        st.query_params.from_dict(write(place))


def read(query: Mapping[str, str]) -> Place:
    """The place that an address names.

    >>> read({"lang": "en", "q": "people/posts", "p_name": "张三"}).parameters
    {'name': '张三'}
    """
    own = {name.removeprefix(OWN): value for name, value in query.items() if name.startswith(OWN)}
    lang: Lang = "en" if query.get("lang") == "en" else "zh"
    return Place(lang, query.get("q", ""), query.get("area", ""), query.get("as_of", ""), own)


def write(place: Place) -> dict[str, str]:
    """The address of a place; what is not chosen is not in it.

    >>> write(Place("zh", "people/posts", parameters={"name": "张三"}))
    {'q': 'people/posts', 'p_name': '张三'}
    """
    named = {
        "lang": "en" if place.lang == "en" else "",
        "q": place.question,
        "area": place.area,
        "as_of": place.as_of,
        **{OWN + name: value for name, value in place.parameters.items()},
    }
    return {name: value for name, value in named.items() if value}


def day(text: str) -> dt.date | None:
    """A day, if the text is one.

    >>> day("2025-06-30"), day("June")
    (datetime.date(2025, 6, 30), None)
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None

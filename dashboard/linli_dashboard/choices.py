"""What is chosen once for all pages, at the side: language, area and day."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from linli_dashboard.client import Client
from linli_dashboard.place import Place, day
from linli_dashboard.words import Lang, word

LANGS: dict[Lang, str] = {"zh": "中文", "en": "English"}
FIRST_DAY, LAST_DAY = dt.date(1949, 10, 1), dt.date(2099, 12, 31)


def lang(place: Place) -> Lang:
    """The language of the pages."""
    st.session_state.setdefault("lang", place.lang)
    chosen = st.sidebar.segmented_control(
        "语言 / Language", list(LANGS), format_func=lambda one: LANGS[one], key="lang", required=True
    )
    return chosen or place.lang


def area(place: Place, client: Client) -> str:
    """The area that questions are about, by its code; "" for all. Raises Refused."""
    names = {"": word("everywhere", place.lang), **client.areas()}
    if place.area not in names:
        st.sidebar.warning(word("bad_area", place.lang, value=place.area))
    st.session_state.setdefault("area", place.area if place.area in names else "")
    chosen = st.sidebar.selectbox(
        word("area", place.lang), list(names), format_func=lambda code: names[code], key="area"
    )
    return chosen or ""


def as_of(place: Place) -> str:
    """The day that questions are about, as ISO text; "" for the newest ledger's."""
    given = day(place.as_of)
    if place.as_of and (given is None or not FIRST_DAY <= given <= LAST_DAY):
        st.sidebar.warning(word("bad_date", place.lang, value=place.as_of))
        given = None
    st.session_state.setdefault("as_of", given)
    chosen = st.sidebar.date_input(
        word("as_of", place.lang),
        None,
        FIRST_DAY,
        LAST_DAY,
        key="as_of",
        help=word("as_of_help", place.lang),
        format="YYYY-MM-DD",
    )
    return chosen.isoformat() if isinstance(chosen, dt.date) else ""

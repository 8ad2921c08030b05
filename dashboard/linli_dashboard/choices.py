"""What is chosen once for all pages, at the top: area, day and language."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from linli_dashboard.client import Client
from linli_dashboard.place import Place, day, stay
from linli_dashboard.show import plain
from linli_dashboard.wording import word
from linli_dashboard.wording.shared import Lang

LANGS: dict[Lang, str] = {"zh": "中文", "en": "English"}
FIRST_DAY, LAST_DAY = dt.date(1949, 10, 1), dt.date(2099, 12, 31)


def lang(place: Place) -> Place:
    """The language of the pages."""
    st.session_state.setdefault("lang", place.lang)
    chosen = st.sidebar.segmented_control(
        "语言 / Language", list(LANGS), format_func=lambda one: LANGS[one], key="lang", required=True
    )
    return replace(place, lang=chosen or place.lang)


def scope(place: Place, client: Client) -> Place:
    """Area and day, in a row at the top of the page. Raises Refused."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        place = replace(place, area=_area(place, client))
    with right:
        place = replace(place, as_of=_as_of(place))
    stay(place)
    return place


def areas(client: Client) -> dict[str, str]:
    """Names of the areas that the reader may see, by code, from the top down, each with its level.

    Raises Refused.
    """
    found = client.get("/questions/areas/counts", texts=True, limit=500)
    names = [column["name"] for column in found["columns"]]
    code, name, level = (names.index(wanted) for wanted in ("area", "name", "level"))
    return {row[code]: f"{row[name]}（{row[level]}）" for row in found["texts"]}


def _area(place: Place, client: Client) -> str:
    """The area that pages are about, by its code; "" for all."""
    names = {"": word("everywhere", place.lang), **areas(client)}
    if place.area not in names:
        st.warning(word("bad_area", place.lang, value=plain(place.area)))
    st.session_state.setdefault("area", place.area if place.area in names else "")
    chosen = st.selectbox(
        word("area", place.lang), list(names), format_func=lambda code: names[code], key="area"
    )
    return chosen or ""


def _as_of(place: Place) -> str:
    """The day that pages are about, as ISO text; "" for the newest ledger's."""
    given = day(place.as_of)
    if place.as_of and (given is None or not FIRST_DAY <= given <= LAST_DAY):
        st.warning(word("bad_date", place.lang, value=plain(place.as_of)))
        given = None
    st.session_state.setdefault("as_of", given)
    chosen = st.date_input(
        word("as_of", place.lang),
        None,
        FIRST_DAY,
        LAST_DAY,
        key="as_of",
        help=word("as_of_help", place.lang),
        format="YYYY-MM-DD",
    )
    return chosen.isoformat() if isinstance(chosen, dt.date) else ""

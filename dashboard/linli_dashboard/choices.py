"""What is chosen once for all pages, at the top: area, day and language."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from linli_dashboard.client import Client, Refused, Told
from linli_dashboard.place import Place, day, stay
from linli_dashboard.show import plain
from linli_dashboard.wording import word
from linli_dashboard.wording.shared import Lang

LANGS: dict[Lang, str] = {"zh": "中文", "en": "English"}
NOT_THERE = (403, 404)
"""Statuses of an area that is none of the reader's, or none at all."""
FIRST_DAY, LAST_DAY = dt.date(1949, 10, 1), dt.date(2099, 12, 31)


def lang(place: Place) -> Place:
    """The language of the pages."""
    st.session_state.setdefault("lang", place.lang)
    chosen = st.segmented_control(
        "语言 / Language",
        list(LANGS),
        format_func=lambda one: LANGS[one],
        key="lang",
        required=True,
        label_visibility="collapsed",
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


MANY = 300
"""Areas above which a list of all is of no use to anybody, and slows every page."""


def areas(client: Client, near: str = "") -> dict[str, str]:
    """Names of the areas that the reader may see, by code, from the top down, each with its level; where they
    are too many, those above one, itself, and those directly below it.

    Parameters: `near`, code of that one; "" for the topmost. Raises Refused.
    """
    found = client.get("/questions/areas/named", texts=True, limit=MANY)
    if found["total"] > MANY:
        return _around(client, near)
    names = [column["name"] for column in found["columns"]]
    code, name, level = (names.index(wanted) for wanted in ("id", "name", "level"))
    return {row[code]: f"{row[name]}（{row[level]}）" for row in found["texts"]}


def _around(client: Client, near: str) -> dict[str, str]:
    """The areas from the top down to one and those directly below it, each a step further in."""
    chain: list[Told] = []
    if near:
        try:
            told = client.get(f"/places/{near}")
        except Refused as refused:
            if refused.problem.status not in NOT_THERE:
                raise
            near = ""
        else:
            chain = [*reversed(told["areas"]), told["place"]]
    below = client.get("/places", parent=near or None, limit=500)["items"]
    shown = [*enumerate(chain), *((len(chain), one) for one in below if one["type"] == "Area")]
    return {one["id"]: f"{'　' * depth}{one['name']}（{one['level_text']}）" for depth, one in shown}


def _area(place: Place, client: Client) -> str:
    """The area that pages are about, by its code; "" for all."""
    # What was chosen a moment ago stands in the session before it stands in the address.
    names = {"": word("everywhere", place.lang), **areas(client, st.session_state.get("area", place.area))}
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

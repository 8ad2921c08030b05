"""Cypher of one's own, which reads alone; for admins of the whole workspace. The API judges it and asks."""

from __future__ import annotations

import json
from collections.abc import Mapping

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Cell, Column

LONGEST, ADDRESSED = 10_000, 1_500
"""Characters of a text that the API takes, and of one that is kept in the address, which is to stay short."""


def may(frame: Frame) -> bool:
    """Whether this reader may ask in Cypher: it is asked of the whole graph."""
    return frame.who.role == "admin" and frame.who.areas is None


def page(frame: Frame) -> None:
    """A text with its parameters, asked when the button is pressed: a link alone asks nothing."""
    st.caption(frame.say("cypher_what"))
    st.session_state.setdefault("own_cypher", frame.own("cypher"))
    st.session_state.setdefault("own_given", frame.own("given"))
    with st.form("cypher", border=True):
        text = st.text_area(
            "Cypher",
            key="own_cypher",
            height=180,
            max_chars=LONGEST,
            placeholder="MATCH … RETURN … LIMIT 20",
        )
        given = st.text_input(
            frame.say("cypher_given"),
            key="own_given",
            placeholder='{"name": "松涛苑"}',
            help=frame.say("cypher_known"),
        )
        pressed = st.form_submit_button(frame.say("ask"), type="primary")
    frame.keep(cypher=text if len(text) <= ADDRESSED else "", given=given)
    if not pressed:
        return
    parameters = read(given)
    if parameters is None:
        st.error(frame.say("cypher_no_json"), icon=":material/error:")
        return
    asked = {"text": text, "parameters": parameters, "as_of": frame.place.as_of or None}
    try:
        with st.spinner(frame.say("asking")):
            told = frame.client.post("/console", asked)
    except Refused as refused:
        show.problem(refused.problem)
    else:
        _answer(frame, told)


def read(given: str) -> Mapping[str, object] | None:
    """Parameters as they were written; None where that is no JSON object.

    >>> read('{"name": "松涛苑"}'), read(""), read("[1]"), read("name")
    ({'name': '松涛苑'}, {}, None, None)
    """
    try:
        found = json.loads(given or "{}")
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _answer(frame: Frame, told: Told) -> None:
    """The rows, what the engine may do wrong with such a text, and what it was read from."""
    for one in told["warnings"]:
        said = frame.say("cypher_warned", line=one["line"], problem=one["problem"])
        st.warning(show.plain(said))
    columns = [Column(name, name) for name in told["columns"]]
    rows = [dict(zip(told["columns"], map(_cell, row), strict=True)) for row in told["rows"]]
    show.table(columns, rows, frame.lang, file="cypher", key="own_cypher_rows")
    if told["more"]:
        st.caption(frame.say("cypher_more", count=len(rows)))
    st.caption(frame.say("footer", as_of=told["as_of"], snapshot=told["snapshot"]))


def _cell(value: object) -> Cell:
    """A value as a cell; a list as its parts.

    >>> _cell(["a", None, 1]), _cell(3)
    ('a、1', 3)
    """
    if isinstance(value, list):
        return "、".join(str(one) for one in value if one is not None)
    return value if isinstance(value, str | int | float) else None

"""Long lists page by page, as the API gives them: where one stands is kept in the address."""

from __future__ import annotations

import streamlit as st

from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.views.choosing import AT, key_of

ROWS = 50
"""Rows of a page."""

WRONG = 422
"""Status of an answer to a question that does not fit: here, a place in a list that is another by now."""


def page_of(frame: Frame, path: str, rows: int = ROWS, /, **values: str | list[str] | bool | None) -> Told:
    """A page of a list, from where the address says; from the start where the list is another by now.

    Parameters: `path` and `values`, what is asked. Raises Refused.
    """
    at = frame.own(AT)
    try:
        return frame.client.get(path, limit=rows, cursor=at, **values)
    except Refused as refused:
        if not at or refused.problem.status != WRONG:
            raise
        frame.keep(**{AT: ""})
        st.session_state.pop(key_of("before"), None)
        told = frame.client.get(path, limit=rows, **values)
        st.info(frame.say("turning_anew"))
        return told


def turn(frame: Frame, told: Told) -> None:
    """Below a table: how many rows of how many, and the way to the next ones and back."""
    at, shown, total = frame.own(AT), len(told["items"]), int(told["total"])
    if not at:
        st.session_state.pop(key_of("before"), None)
    if not at and not told["next"]:
        return
    before: list[str] = st.session_state.get(key_of("before"), [])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(frame.say("turning_part", shown=shown, total=total))
        if at:
            back = before[-1] if before else ""
            label = frame.say("turning_back" if before else "turning_first")
            st.button(label, on_click=_go, args=(frame, back, before[:-1]), key="turn_back", type="tertiary")
        if told["next"]:
            ahead = (frame, str(told["next"]), [*before, at])
            st.button(frame.say("turning_next"), on_click=_go, args=ahead, key="turn_next", type="tertiary")


def _go(frame: Frame, at: str, before: list[str]) -> None:
    st.session_state[key_of("before")] = before
    frame.keep(**{AT: at})

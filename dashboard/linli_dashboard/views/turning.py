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


def page_of(
    frame: Frame,
    path: str,
    name: str = AT,
    rows: int | None = None,
    /,
    **values: str | list[str] | bool | None,
) -> Told:
    """A page of a list, from where the address says; from the start where the list is another by now.

    Parameters: `path` and `values`, what is asked; `name`, where the address keeps the place in this list, of
    several on one page; `rows` of a page. Raises Refused.
    """
    at, rows = frame.own(name), rows or ROWS
    try:
        return frame.client.get(path, limit=rows, cursor=at, **values)
    except Refused as refused:
        if not at or refused.problem.status != WRONG:
            raise
        frame.keep(**{name: ""})
        st.session_state.pop(key_of(f"before_{name}"), None)
        told = frame.client.get(path, limit=rows, **values)
        st.info(frame.say("turning_anew"))
        return told


def turn(frame: Frame, told: Told, name: str = AT) -> None:
    """Below a table: how many rows of how many, and the way to the next ones and back. `name` as above."""
    at, shown, total = frame.own(name), len(told["items"]), int(told["total"])
    key = key_of(f"before_{name}")
    if not at:
        st.session_state.pop(key, None)
    if not at and not told["next"]:
        return
    before: list[str] = st.session_state.get(key, [])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(frame.say("turning_part", shown=shown, total=total))
        if at:
            back = (frame, name, before[-1] if before else "", before[:-1])
            label = frame.say("turning_back" if before else "turning_first")
            st.button(label, on_click=_go, args=back, key=f"turn_back_{name}", type="tertiary")
        if told["next"]:
            ahead = (frame, name, str(told["next"]), [*before, at])
            st.button(
                frame.say("turning_next"), on_click=_go, args=ahead, key=f"turn_next_{name}", type="tertiary"
            )


def _go(frame: Frame, name: str, at: str, before: list[str]) -> None:
    st.session_state[key_of(f"before_{name}")] = before
    frame.keep(**{name: at})

"""Where ledgers are dropped, and what is said of them by hand."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.views.choosing import key_of
from linli_dashboard.views.dropping import Files, drop

TURN = "own_ledgers_turn"


def dropped(frame: Frame) -> Files:
    """The files that lie in the page, by name and content."""
    turn = st.session_state.get(TURN, 0)
    found = drop(frame, frame.say("ledgers_drop"), key_of(f"files_{turn}"), several=True)
    st.caption(frame.say("ledgers_drop_says"))
    return found


def clear() -> None:
    """Let the next run begin without files."""
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def said_of(frame: Frame, kinds: list[Told]) -> Told:
    """What is said of the files by hand; what is left open the files say themselves."""
    with st.expander(frame.say("ledgers_said"), icon=":material/edit_note:"):
        st.caption(frame.say("ledgers_said_says"))
        left, middle, right = st.columns(3)
        day = left.date_input(frame.say("ledgers_day"), None, format="YYYY-MM-DD", key=key_of("said_day"))
        names = {"": frame.say("ledgers_by_content")}
        names |= {one["kind"]: one["label"][frame.lang] for one in kinds}
        kind = middle.selectbox(
            frame.say("ledgers_kind"),
            list(names),
            format_func=lambda one: names[one],
            key=key_of("said_kind"),
        )
        by = right.text_input(
            frame.say("ledgers_by"), max_chars=100, help=frame.say("ledgers_by_help"), key=key_of("said_by")
        )
    said: Told = {"by": by.strip(), "kind": kind or None}
    if isinstance(day, dt.date):
        said["day"] = day.isoformat()
    return said

"""Having something done: a change, with a word about it afterwards, or a file that takes a while."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import File, Refused
from linli_dashboard.frame import Frame
from linli_dashboard.views.choosing import key_of

DONE = "own_done"


def do(frame: Frame, work: Callable[[], object], said: str, /, **keep: str) -> None:
    """Do something and run the page anew with a word about it; a refusal is shown where it happened.

    Parameters: `work`; `said`, what is to be read once it is done; `keep`, what the page then has chosen.
    """
    try:
        with st.spinner(frame.say("doing")):
            work()
    except Refused as refused:
        show.problem(refused.problem)
        return
    st.session_state[DONE] = said
    if keep:
        frame.keep(**keep)
    st.rerun()


def done() -> None:
    """The word about what was done last, once."""
    said = st.session_state.pop(DONE, "")
    if said:
        st.success(show.plain(said), icon=":material/check:")
        st.toast(show.plain(said), icon=":material/check:")  # seen by who has scrolled down as well


def file(frame: Frame, name: str, label: str, work: Callable[[], File], /, *, main: bool = False) -> None:
    """A file that is made when it is asked for, and can then be saved.

    Parameters: `name`, of this file and of all that it depends on; `label` of the button; `work` makes it;
    `main`, whether it is what the page is for.
    """
    key = key_of(f"file_{name}")
    if st.button(label, key=f"{key}_make", type="primary" if main else "secondary"):
        st.session_state.pop(key, None)
        try:
            with st.spinner(frame.say("doing_file")):
                st.session_state[key] = work()
        except Refused as refused:
            show.problem(refused.problem)
    made = st.session_state.get(key)
    if not isinstance(made, File):
        return
    if not made.content:
        st.info(frame.say("doing_empty"))
        return
    st.download_button(
        frame.say("doing_save", name=show.plain(made.name)),
        made.content,
        made.name,
        made.kind,
        on_click="ignore",
        icon=":material/download:",
        key=f"{key}_save",
    )


def masked(frame: Frame) -> None:
    """A word below what holds names, where not all of them are shown in full."""
    if not frame.client.get("/session")["names"]:
        st.caption(frame.say("masked"))
    elif frame.who.areas is not None:
        st.caption(frame.say("masked_elsewhere"))

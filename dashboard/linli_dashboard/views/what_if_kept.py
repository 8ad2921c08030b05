"""Scenarios under a name: kept, opened again, compared, taken out, recorded once they have come true."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

from linli_dashboard import show
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import choosing, doing, turning, what_if_compared

KEPT = "own_what_if_kept"
"""Key of the session: the scenario that is open, and its text as it is kept."""


def remember(name: str, text: str) -> None:
    """That a scenario is open, and how it is kept."""
    st.session_state[KEPT] = (name, text)


def last(name: str) -> str | None:
    """The text under which an open scenario is kept; None of one that is not open."""
    known, text = st.session_state.get(KEPT, ("", ""))
    return text if known == name else None


def path(name: str) -> str:
    """Where a scenario of a name is."""
    return f"/scenarios/{quote(name, safe='')}"


def keep(frame: Frame, text: str) -> None:
    """The form that keeps what was tried under a name."""
    with st.form(choosing.key_of("keep"), border=True):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        name = left.text_input(frame.say("what_if_name"), value=frame.own("name"), max_chars=60).strip()
        if not right.form_submit_button(
            frame.say("what_if_keep"), icon=":material/bookmark:", width="stretch"
        ):
            return
    if not name:
        st.warning(frame.say("what_if_needs_name"))
        return

    def work() -> None:
        frame.client.put(path(name), {"text": text})
        remember(name, text)

    doing.do(frame, work, frame.say("what_if_kept_done", name=name), name=name)


def apply(frame: Frame, name: str, text: str) -> None:
    """Record that a kept scenario has come true, where the `text` that is seen is the one that is kept."""
    if text != last(name):
        st.caption(frame.say("what_if_keep_first", name=show.plain(name)))
        return
    with st.expander(frame.say("what_if_apply"), icon=":material/gavel:"):
        st.markdown(frame.say("what_if_apply_says"))
        with st.form(choosing.key_of("apply"), border=False):
            note = st.text_input(frame.say("what_if_note"), max_chars=2000)
            sure = st.checkbox(frame.say("what_if_sure"))
            if not st.form_submit_button(frame.say("what_if_apply_do")):
                return
        if not sure:
            st.warning(frame.say("what_if_needs_sure"))
            return
        area = frame.scope["area"]
        body = {"note": note, "area": [area] if area else None, "as_of": frame.scope["as_of"] or None}
        doing.do(frame, lambda: frame.client.post(f"{path(name)}/apply", body), frame.say("what_if_applied"))


def part(frame: Frame) -> None:
    """Kept scenarios, and two of them side by side. Raises Refused."""
    told = turning.page_of(frame, "/scenarios")
    columns = [
        Column("name", frame.say("what_if_name")),
        Column("by", frame.say("by_whom")),
        Column("at", frame.say("at_when")),
    ]
    rows = [{**one, "at": show.moment(str(one["at"]))} for one in told["items"]]
    if not rows:
        st.info(frame.say("what_if_none_kept"))
        return
    row = show.table(
        columns, rows, frame.lang, file="scenarios", key=choosing.key_of("scenarios"), choose=True
    )
    turning.turn(frame, told)
    if row is None:
        st.caption(frame.say("choose_a_row"))
    else:
        _one(frame, str(told["items"][row]["name"]))
    if len(rows) > 1:
        what_if_compared.compare(frame, [str(one["name"]) for one in told["items"]])


def _one(frame: Frame, name: str) -> None:
    with st.container(horizontal=True):
        frame.link("what_if", frame.say("what_if_open", name=show.plain(name)), name=name)
        if st.button(frame.say("what_if_drop", name=show.plain(name)), icon=":material/delete:"):
            doing.do(frame, lambda: frame.client.delete(path(name)), frame.say("what_if_dropped", name=name))
    st.code(frame.client.get(path(name))["text"], language="yaml")

"""What if: changes written by a form or as text, tried without writing, kept, compared, recorded."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.views import choosing, doing, what_if_form, what_if_kept, what_if_told
from linli_dashboard.views.changes import founded, joined
from linli_dashboard.views.what_if_fields import Form

TEXT, DRAFT, TRIED, NUMBER = (f"own_what_if_{name}" for name in ("text", "draft", "tried", "number"))
"""Keys of the session: the text, the text while its box is not shown, what came of which text, the number of
the form.
"""

HEIGHT = 180


def page(frame: Frame) -> None:
    """Writing and trying changes, or the scenarios that are kept. Raises Refused."""
    doing.done()
    parts = {name: frame.say(f"what_if_part_{name}") for name in ("try", "kept")}
    if choosing.part(frame, parts) == "kept":
        what_if_kept.part(frame)
        return
    _open(frame)
    st.session_state.setdefault(TEXT, st.session_state.get(DRAFT, ""))
    _form(frame)
    text = st.text_area(
        frame.say("what_if_text"),
        key=TEXT,
        height=HEIGHT,
        placeholder=frame.say("what_if_example"),
        help=frame.say("what_if_text_help"),
    )
    st.session_state[DRAFT] = text
    with st.container(horizontal=True, vertical_alignment="center"):
        go = st.button(
            frame.say("what_if_try"), type="primary", icon=":material/play_arrow:", disabled=not text.strip()
        )
        st.caption(frame.say("what_if_dry"))
    told = _tried(frame, text, go)
    if told is None:
        return
    what_if_told.outcome(frame, told)
    doing.masked(frame)
    what_if_kept.keep(frame, text)
    if frame.own("name"):
        what_if_kept.apply(frame, frame.own("name"), text)


def _open(frame: Frame) -> None:
    """Put the kept scenario that the address names into the text, once."""
    name = frame.own("name")
    if not name or what_if_kept.last(name) is not None:
        return
    try:
        text = str(frame.client.get(what_if_kept.path(name))["text"])
    except Refused as refused:
        show.problem(refused.problem)
        frame.keep(name="")
        return
    what_if_kept.remember(name, text)
    if not st.session_state.get(TEXT) and not st.session_state.get(DRAFT):
        st.session_state[TEXT] = text


def _form(frame: Frame) -> None:
    """The form that adds a change to the text."""
    with st.expander(frame.say("what_if_add"), icon=":material/add:", expanded=not st.session_state[TEXT]):
        number = st.session_state.setdefault(NUMBER, 0)
        kinds = {one: frame.say(f"what_if_kind_{one}") for one in what_if_form.KINDS}
        kind = choosing.flat(frame, "do", frame.say("what_if_kind"), kinds)
        more = what_if_form.ask(Form(frame, number, _words(frame), founded(st.session_state[TEXT])), kind)
        label = frame.say("what_if_add_do")
        if st.button(label, disabled=not more, icon=":material/playlist_add:"):
            st.session_state[TEXT] = joined(st.session_state[TEXT], more)
            st.session_state[NUMBER] = number + 1
            st.rerun()
        if not more:
            st.caption(frame.say("what_if_fill"))


def _words(frame: Frame) -> dict[str, dict[str, str]]:
    """The vocabularies by name, each code → word; they stay as they are while a reader is here."""
    key = f"own_what_if_words_{frame.lang}"
    if key not in st.session_state:
        st.session_state[key] = _vocabularies(frame)
    known: dict[str, dict[str, str]] = st.session_state[key]
    return known


def _vocabularies(frame: Frame) -> dict[str, dict[str, str]]:
    told = frame.client.get("/vocabulary")["vocabularies"]
    return {
        one["vocabulary"]: {term["code"]: term["label"][frame.lang] for term in one["terms"]} for one in told
    }


def _tried(frame: Frame, text: str, go: bool) -> Told | None:
    """What came of the text on the area and day above: tried when asked for, or when a link opened it."""
    area, as_of = frame.scope["area"], frame.scope["as_of"]
    of = (text, area, as_of, frame.lang)
    before: tuple[object, Told] | None = st.session_state.get(TRIED)
    if before and before[0] == of:
        return before[1]
    if not text.strip() or not (go or (before is None and frame.own("name"))):
        if before and text.strip():
            st.info(frame.say("what_if_changed"))
        return None
    body = {"text": text, "area": [area] if area else None, "as_of": as_of or None}
    try:
        with st.spinner(frame.say("what_if_trying")):
            told = frame.client.post("/scenarios/trials", body)
    except Refused as refused:
        show.problem(refused.problem)
        return None
    st.session_state[TRIED] = (of, told)
    return told

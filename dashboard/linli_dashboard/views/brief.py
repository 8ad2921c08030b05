"""A briefing: the default one of an area or one from a file; worked on, shown to a room, taken along."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.frame import Frame
from linli_dashboard.views import brief_form, brief_list, brief_out, doing
from linli_dashboard.views.brief_draft import Draft, default, draft, opened
from linli_dashboard.views.brief_seen import preview
from linli_dashboard.views.dropping import drop

LARGEST = 200_000
"""Bytes of a file that is opened."""


def page(frame: Frame) -> None:
    """The ways out at the top, the scenes on the left, the slide on the right, its fields below.

    Raises Refused.
    """
    doing.done()
    made = draft(frame)
    if made.scope is not None and made.scope != frame.scope:
        st.info(frame.say("brief_other_scope"), icon=":material/info:")
    top = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        shown = brief_out.names(frame)
        both = brief_out.languages(frame)
        _source(frame, made)
    left, right = st.columns([1, 2], gap="medium")
    with left:
        at = brief_list.choose(frame, made)
    heading = frame.say("brief_cover") if at < 0 else frame.say("brief_scene", number=at + 1)
    st.markdown(f"#### {heading}")
    if at < 0:
        brief_form.cover(frame, made)
    else:
        brief_form.scene(frame, made, at)
    # Drawn last, where they stand first: by now the draft has what was typed.
    with right:
        preview(frame, made, at, shown)
    with top:
        brief_out.out(frame, made, shown, both)
    if shown == "public":
        st.caption(frame.say("brief_public"))


def _source(frame: Frame, made: Draft) -> None:
    """The ways to another briefing."""
    with st.popover(frame.say("brief_source"), icon=":material/folder_open:"):
        st.caption(frame.say("brief_default_says"))
        if st.button(frame.say("brief_default"), icon=":material/restart_alt:"):
            doing.do(frame, lambda: default(frame), frame.say("brief_default_done"), scene="")
        st.divider()
        _open(frame, made)


def _open(frame: Frame, made: Draft) -> None:
    """A briefing from a file, or pasted."""
    number = made.number
    files = drop(frame, frame.say("brief_file"), f"own_brief_file_{number}", kinds=["yaml", "yml"], most=1)
    pasted = st.text_area(frame.say("brief_paste"), key=f"own_brief_paste_{number}", height=100)
    if not st.button(frame.say("brief_open"), disabled=not (files or pasted.strip())):
        return
    text = pasted
    for name, content in files:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = ""
        if not text or len(content) > LARGEST:
            st.error(frame.say("brief_no_text", name=show.plain(name)))
            return
    doing.do(frame, lambda: opened(frame, text), frame.say("brief_opened"), scene="")

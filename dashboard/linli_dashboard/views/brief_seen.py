"""A scene as its slide will be, drawn by the API."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from dataclasses import replace

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Problem, Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.views.brief_draft import Draft

SEEN = "own_brief_seen"
KEPT = 20
_SCENE = re.compile(r"scenes\.(\d+)\.?")


def preview(frame: Frame, draft: Draft, number: int, names: str) -> None:
    """The slide of a scene, or of the cover for -1; of a walk, the step that is chosen."""
    try:
        with st.spinner(frame.say("loading")):
            slides = _slides(frame, draft, number, names)
    except Refused as refused:
        # It was sent as the only scene.
        show.problem(placed(frame, refused.problem, max(number, 0)))
        return
    slot = st.container(key="brief_slide")
    one = slides[0]
    if len(slides) > 1:
        key = f"own_brief_{draft.number}_{draft.keys[number]}_step_seen"
        st.session_state[key] = min(st.session_state.get(key, len(slides)), len(slides) - 1)
        one = slides[st.slider(frame.say("brief_step_seen"), 0, len(slides) - 1, key=key)]
    with slot:
        st.image(one["svg"], width="stretch", alt=f"{one['title']} {one['notes']}".strip())
    if one["notes"]:
        with st.expander(frame.say("brief_slide_notes")):
            st.markdown("\n\n".join(show.plain(line) for line in one["notes"].splitlines()))


def placed(frame: Frame, told: Problem, first: int = 0) -> Problem:
    """A problem that names a scene by its place in the list, as the page counts them.

    Parameters: `first`, the place of the first one that was sent.
    """

    def said(found: re.Match[str]) -> str:
        return frame.say("brief_scene_at", number=int(found[1]) + first + 1)

    return replace(told, detail=_SCENE.sub(said, told.detail))


def _slides(frame: Frame, draft: Draft, number: int, names: str) -> list[Told]:
    """The slides of a scene, asked once."""
    wanted = {"briefing": draft.only(number), "names": names}
    if number < 0:
        wanted["scenes"] = []
    kept: OrderedDict[str, list[Told]] = st.session_state.setdefault(SEEN, OrderedDict())
    key = json.dumps([frame.lang, wanted], sort_keys=True)
    if key not in kept:
        slides = frame.client.post("/briefs/render", wanted)["slides"]
        kept[key] = slides if number < 0 else slides[1:]
        while len(kept) > KEPT:
            kept.popitem(last=False)
    return kept[key]

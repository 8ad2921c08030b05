"""The scenes of a briefing in their order: one is chosen, moved, taken out, another is added."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.frame import Frame
from linli_dashboard.views.brief_draft import Draft

SCENE = "scene"
MOST = 60


def choose(frame: Frame, draft: Draft) -> int:
    """The scene that is worked on: its place from 0; -1 for the cover. Kept in the address, from 1."""
    places = list(range(len(draft.scenes) + 1))
    key = f"own_brief_{draft.number}_scene"
    asked = frame.own(SCENE, "0")
    if key not in st.session_state:
        if not asked.isdecimal() or int(asked) not in places:
            st.warning(frame.say("bad_choice", value=show.plain(asked)))
            asked = "0"
        st.session_state[key] = int(asked)
    st.session_state[key] = min(st.session_state[key], places[-1])
    chosen = st.radio(
        frame.say("brief_scenes"), places, format_func=lambda at: _called(frame, draft, at), key=key
    )
    frame.keep(scene=str(chosen) if chosen else "")
    _work(frame, draft, chosen, key)
    return chosen - 1


def _called(frame: Frame, draft: Draft, at: int) -> str:
    if not at:
        return frame.say("brief_cover")
    title = draft.scenes[at - 1]["title"]
    return f"{at} · {show.plain(title[frame.lang] or title['zh'] or title['en'] or '—')}"


def _work(frame: Frame, draft: Draft, at: int, key: str) -> None:
    """What can be done with the scene that is chosen."""

    def go(to: int) -> None:
        st.session_state[key] = to

    def up() -> None:
        draft.move(at - 1, -1)
        go(at - 1)

    def down() -> None:
        draft.move(at - 1, 1)
        go(at + 1)

    def add() -> None:
        words = {"zh": frame.say("brief_new_scene"), "en": frame.say("brief_new_scene")}
        draft.add(at - 1, {"title": words, "picture": "text", "text": None, "filter": {}, "step": None})
        go(at + 1)

    def remove() -> None:
        draft.remove(at - 1)
        go(min(at, len(draft.scenes)))

    last = len(draft.scenes)
    buttons = (
        ("up", ":material/arrow_upward:", up, at < 2),
        ("down", ":material/arrow_downward:", down, not 0 < at < last),
        ("add", ":material/add:", add, last >= MOST),
        ("remove", ":material/delete:", remove, at == 0 or last == 1),
    )
    with st.container(horizontal=True):
        for name, icon, work, off in buttons:
            label = frame.say(f"brief_{name}")
            st.button(label, icon=icon, key=f"brief_{name}", on_click=work, disabled=off)

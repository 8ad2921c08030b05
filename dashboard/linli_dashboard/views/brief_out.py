"""Showing a briefing to a room, and taking it along: full screen, PPTX, PDF, HTML, YAML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from linli_dashboard import door, presenting
from linli_dashboard.client import File, Refused
from linli_dashboard.frame import Frame
from linli_dashboard.views import doing
from linli_dashboard.views.brief_draft import Draft
from linli_dashboard.views.brief_seen import placed

FORMS = ("pptx", "pdf", "html")
YAML = "application/yaml"


def names(frame: Frame) -> str:
    """How names are shown: those of public offices, or all that the reader's role shows."""
    if not frame.client.get("/session")["names"]:
        return "public"
    asked = frame.own("names", "public")
    known = {one: frame.say(f"brief_names_{one}") for one in ("public", "full")}
    key = "own_brief_names"
    if st.session_state.get(key) not in known:
        st.session_state[key] = asked if asked in known else "public"
    chosen = st.segmented_control(
        frame.say("brief_names"), list(known), format_func=lambda one: known[one], key=key, required=True
    )
    frame.keep(names="full" if chosen == "full" else "")
    return str(chosen or "public")


def languages(frame: Frame) -> bool:
    """Whether it is shown in both languages."""
    return st.checkbox(frame.say("brief_both"), key="own_brief_both", help=frame.say("brief_both_help"))


def out(frame: Frame, draft: Draft, shown: str, both: bool) -> None:
    """The ways out, side by side."""
    wanted: dict[str, Any] = {"briefing": draft.parts, "names": shown}
    mark = hashlib.sha256(json.dumps([frame.lang, wanted, both], sort_keys=True).encode()).hexdigest()[:12]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button(
            frame.say("brief_present"),
            presenting.address(frame.client.token, frame.lang, {**wanted, "both": both}, door.mark()),
            type="primary",
            icon=":material/slideshow:",
            help=frame.say("brief_keys"),
        )
        for form in FORMS:
            more = {"format": form, "both": both and form == "html"}
            doing.file(
                frame,
                f"{form}_{mark}",
                form.upper(),
                _asked(frame, partial(_made, frame, {**wanted, **more})),
            )
        doing.file(
            frame, f"yaml_{mark}", frame.say("brief_yaml"), _asked(frame, partial(_yaml, frame, draft))
        )


def _asked(frame: Frame, work: Callable[[], File]) -> Callable[[], File]:
    """Work whose refusals name scenes as the page counts them."""

    def done() -> File:
        try:
            return work()
        except Refused as refused:
            raise Refused(placed(frame, refused.problem)) from refused

    return done


def _made(frame: Frame, wanted: dict[str, Any]) -> File:
    return frame.client.made("/briefs/render", wanted)


def _yaml(frame: Frame, draft: Draft) -> File:
    text = str(frame.client.post("/briefs/read", {"briefing": draft.parts})["text"])
    return File("briefing.yaml", YAML, text.encode())

"""From a building or a compound up to the county: who answers at each step, and where it breaks."""

from __future__ import annotations

import base64

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views.searching import choose

KINDS = ("vacant", "lapsed", "missing_level", "unknown", "cycle", "dead_end", "no_contact", "two_levels")


def page(frame: Frame) -> None:
    """The way up from one place, then all breaks of the area. Raises Refused."""
    chosen = choose(frame, ("Building", "Compound", "Organization"))
    if chosen:
        _way(frame, *chosen)
    st.subheader(frame.say("escalation_breaks"))
    with st.spinner(frame.say("loading")):
        _breaks(frame, frame.client.get("/escalation/breaks", **frame.scope))


def _way(frame: Frame, place: str, name: str) -> None:
    with st.spinner(frame.say("loading")):
        told = frame.client.get("/escalation", **frame.scope, place=place)
        picture = frame.client.file("/escalation", **frame.scope, place=place, format="svg")
    whole = told["reached"] and not told["breaks"]
    if whole:
        st.success(frame.say("escalation_whole"), icon=":material/check:")
    else:
        st.warning(f"▲ {frame.say('escalation_broken')}", icon=":material/link_off:")
    for sentence in told["sentences"]:
        st.markdown(show.plain(sentence.strip()))
    st.image(
        f"data:image/svg+xml;base64,{base64.b64encode(picture.content).decode()}",
        caption=frame.say("escalation_alt", place=name),
    )
    st.download_button(
        frame.say("escalation_save"), picture.content, f"{name}.svg", "image/svg+xml", on_click="ignore"
    )


def _breaks(frame: Frame, told: Told) -> None:
    st.markdown(show.plain(str(told["says"])))
    words = told.get("kinds") or {}
    columns = [
        Column("area_name", frame.say("area_name")),
        Column("places", frame.say("buildings"), number=True),
        Column("whole", frame.say("whole"), number=True),
        *(Column(kind, str(words.get(kind) or frame.say(f"break_{kind}")), number=True) for kind in KINDS),
    ]
    show.table(columns, told["areas"], frame.lang, file="breaks", key="breaks")

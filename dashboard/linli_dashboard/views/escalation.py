"""From a place up to the county, step by step; who stands under a body; where the ways of an area break."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from linli_dashboard import show
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import turning
from linli_dashboard.views.choosing import flat
from linli_dashboard.views.escalation_breaks import breaks
from linli_dashboard.views.escalation_way import way
from linli_dashboard.views.searching import choose


def page(frame: Frame) -> None:
    """One of three views: up, down, all breaks. Raises Refused."""
    names = {one: frame.say(f"escalation_{one}") for one in VIEWS}
    VIEWS[flat(frame, "view", frame.say("escalation_view"), names)](frame)


def up(frame: Frame) -> None:
    """The way up from one place. Raises Refused."""
    chosen = choose(frame, ("Compound", "Building", "Organization"))
    if chosen:
        way(frame, chosen[0])
    elif not frame.own("find"):
        st.info(frame.say("escalation_up_empty"), icon=":material/search:")


def down(frame: Frame) -> None:
    """Who stands under a body, the nearest first. Raises Refused."""
    chosen = choose(frame, ("Organization",))
    if not chosen:
        if not frame.own("find"):
            st.info(frame.say("escalation_down_empty"), icon=":material/search:")
        return
    with st.spinner(frame.say("loading")):
        told = turning.page_of(frame, "/escalation/below", **frame.scope, body=chosen[0])
    said = frame.say("escalation_below", body=told["body"], total=told["total"])
    st.markdown(f"**{show.plain(said)}**")
    columns = [
        Column("step", frame.say("escalation_away"), number=True),
        Column("name", frame.say("escalation_body")),
        Column("kind_text", frame.say("escalation_kind")),
        Column("above", frame.say("escalation_above")),
        Column("leaders", frame.say("escalation_leaders")),
        Column("sure", frame.say("escalation_sure")),
    ]
    rows = [
        {
            **one,
            "leaders": "；".join(
                f"{led['post_text']} {led['holder'] or frame.say('escalation_nobody')}"
                for led in one["leaders"]
            ),
            "sure": frame.say("escalation_certain" if one["certain"] else "escalation_maybe"),
        }
        for one in told["items"]
    ]
    show.table(columns, rows, frame.lang, file=f"{told['body']}-below", key="below")
    turning.turn(frame, told)
    show.hidden([str(row["leaders"]) for row in rows], frame.lang)


VIEWS: dict[str, Callable[[Frame], None]] = {"up": up, "down": down, "breaks": breaks}

"""Whether ledgers wait to be built, building as a job, and what came of it."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Refused
from linli_dashboard.frame import Frame
from linli_dashboard.views import job

NONE_BUILT = "LN-W06"


def waiting(frame: Frame) -> None:
    """What the graph in use was built of, what it does not know yet, and the button that builds. Raises
    Refused.
    """
    going = job.under_way(frame)
    ahead = frame.client.get("/ledgers", counts=True, built=False, limit=1)["total"]
    with st.container(border=True):
        left, right = st.columns([5, 1.4], vertical_alignment="center")
        said = f"◆ **{frame.say('ledgers_waiting', count=ahead)}** " if ahead else ""
        left.markdown(said + _in_use(frame))
        if right.button(
            frame.say("ledgers_build"),
            type="primary" if ahead else "secondary",
            disabled=going,
            icon=":material/account_tree:",
            help=frame.say("ledgers_build_says"),
            width="stretch",
        ):
            job.begin(frame, "/snapshots", {"known_on": None})


def _in_use(frame: Frame) -> str:
    try:
        told = frame.client.get("/snapshots/current")
    except Refused as refused:
        if refused.problem.code != NONE_BUILT:
            raise
        return frame.say("ledgers_none_built")
    rows = told["rows"]
    said = frame.say(
        "ledgers_in_use",
        day=told["day"],
        read=rows.get("read", 0),
        accepted=rows.get("accepted", 0),
        rejected=rows.get("rejected", 0),
        conflicts=told["conflicts"],
    )
    return show.plain(said)

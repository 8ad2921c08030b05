"""What this is."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Refused
from linli_dashboard.frame import Frame


def page(frame: Frame) -> None:
    """What linli answers, and what it reads from."""
    st.markdown(frame.say("about_text"))
    try:
        ready = frame.client.get("/ready")
    except Refused as refused:
        show.problem(refused.problem)
        return
    st.caption(frame.say("footer", as_of=ready["day"], snapshot=ready["snapshot"]))
    st.caption(frame.say("about_api", address=frame.client.address))

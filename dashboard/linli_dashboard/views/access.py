"""Access: who may sign in, and the log of who saw, brought in and took out what. Admins alone."""

from __future__ import annotations

import streamlit as st

from linli_dashboard.frame import Frame
from linli_dashboard.views import access_log, access_users, choosing, doing


def page(frame: Frame) -> None:
    """Users, or the log. Raises Refused."""
    st.space("small")
    doing.done()
    part = choosing.part(frame, {name: frame.say(f"access_{name}") for name in ("users", "log")})
    (access_log if part == "log" else access_users).part(frame)

"""Letting a finding stand for a time, and taking that back."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.views import choosing, doing


def stand(frame: Frame, row: Told | None, finding: str) -> None:
    """Let the finding stand for a time, or take that back."""
    st.markdown(f"###### {frame.say('findings_stand')}")
    if row is not None and row["waived"]:
        withdraw(frame, row["waived"]["number"])
        return
    with st.form(choosing.key_of("waive"), border=True):
        st.caption(frame.say("findings_stand_says"))
        reason = st.text_input(frame.say("reason"), max_chars=2000)
        until = st.date_input(frame.say("findings_until"), None, format="YYYY-MM-DD")
        if not st.form_submit_button(frame.say("findings_stand"), icon=":material/pause_circle:"):
            return
    if not reason.strip() or not isinstance(until, dt.date):
        st.warning(frame.say("findings_stand_needs"))
        return
    body = {"finding": finding, "reason": reason.strip(), "until": until.isoformat()}
    doing.do(frame, lambda: frame.client.post("/waivers", body), frame.say("findings_stand_done"))


def withdraw(frame: Frame, number: int) -> None:
    """The form that takes a waiver back. Parameters: `number` of the waiver."""
    with st.form(choosing.key_of(f"withdraw_{number}"), border=True):
        reason = st.text_input(frame.say("reason"), max_chars=2000)
        if not st.form_submit_button(frame.say("findings_withdraw"), icon=":material/undo:"):
            return
    path = f"/waivers/{number}"
    doing.do(
        frame, lambda: frame.client.delete(path, {"reason": reason}), frame.say("findings_withdraw_done")
    )

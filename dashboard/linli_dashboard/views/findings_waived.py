"""Findings that were let stand for a time: how each stands today, and taking it back."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import choosing, turning
from linli_dashboard.views.findings_stand import withdraw

SIGNS = {"holds": "‖", "expired": "▲", "changed": "▲", "untold": "?", "unresolved": "○", "not_asked": "·"}


def part(frame: Frame) -> None:
    """The table; a row opens the form to take it back. Raises Refused."""
    st.caption(frame.say("waived_says"))
    told = turning.page_of(frame, "/waivers")
    rows = [
        {
            "number": one["number"],
            "state": f"{SIGNS.get(one['state'] or '', '·')} {one['state_text']}",
            "says": one["says"][frame.lang] if one["says"] else one["finding"],
            "until": one["until"],
            "reason": one["reason"],
            "by": one["by"],
        }
        for one in told["items"]
    ]
    columns = [
        Column("number", frame.say("waived_number"), number=True),
        Column("state", frame.say("waived_state")),
        Column("says", frame.say("findings_says"), width=340),
        Column("until", frame.say("findings_until")),
        Column("reason", frame.say("reason")),
        Column("by", frame.say("by_whom")),
    ]
    key = choosing.key_of(f"waived_{frame.own(choosing.AT)}")
    row = show.table(columns, rows, frame.lang, file="waivers", key=key, choose=True)
    turning.turn(frame, told)
    if row is None:
        if rows:
            st.caption(frame.say("waived_choose"))
        return
    one = told["items"][row]
    st.markdown(f"###### {show.plain(frame.say('waived_back', number=one['number']))}")
    withdraw(frame, int(one["number"]))

"""Where ledgers disagree: what stands, and what else was said."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import doing, turning


def part(frame: Frame) -> None:
    """The list. Raises Refused."""
    st.caption(frame.say("ledgers_apart_says"))
    with st.spinner(frame.say("loading")):
        told = turning.page_of(frame, "/ledgers/conflicts")
    if not told["items"]:
        st.success(frame.say("ledgers_none_apart"), icon=":material/check:")
        return
    rows = [
        {**one, "others": "；".join(one["others"]), "files": "；".join(one["files"])} for one in told["items"]
    ]
    columns = [
        Column("kind", frame.say("ledgers_what_kind")),
        Column("name", frame.say("ledgers_name")),
        Column("column", frame.say("ledgers_heading")),
        Column("stands", frame.say("ledgers_stands")),
        Column("others", frame.say("ledgers_others"), width=240),
        Column("files", frame.say("ledgers_files"), width=360),
    ]
    show.table(columns, rows, frame.lang, file="conflicts", key="conflicts")
    turning.turn(frame, told)
    doing.masked(frame)

"""Cells that something is wrong with, and the sender's own workbook with them marked."""

from __future__ import annotations

import hashlib
from functools import partial

import streamlit as st

from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column, plain, table
from linli_dashboard.views import choosing, doing, turning
from linli_dashboard.views.dropping import drop

SIGNS = {"error": "▲", "untaken": "△", "warning": "◇", "ignored": "·"}
"""A sign for each severity, so that colour never carries it alone."""


def part(frame: Frame) -> None:
    """The list, as a file too, then the annotated original. Raises Refused."""
    st.caption(frame.say("ledgers_wrong_says"))
    with st.spinner(frame.say("loading")):
        told = turning.page_of(frame, "/ledgers/rejects")
    if told["items"]:
        rows = [
            {**one, "severity": f"{SIGNS[one['severity']]} {frame.say('ledgers_is_' + one['severity'])}"}
            for one in told["items"]
        ]
        columns = [
            Column("severity", frame.say("severity")),
            Column("file", frame.say("ledgers_file"), width=140),
            Column("address", frame.say("ledgers_cell")),
            Column("value", frame.say("ledgers_value"), width=110),
            Column("what", frame.say("ledgers_what"), width=270),
            Column("do", frame.say("ledgers_do"), width=270),
            Column("column", frame.say("ledgers_heading")),
            Column("sheet", frame.say("ledgers_sheet")),
        ]
        key = choosing.key_of(f"rejects_{frame.own(choosing.AT)}")
        row = table(columns, rows, frame.lang, file="rejects", key=key, choose=True)
        if row is not None:
            _one(told["items"][row])
        turning.turn(frame, told)
        _whole(frame, int(told["total"]))
    else:
        st.success(frame.say("ledgers_none_wrong"), icon=":material/check:")
    _annotated(frame)


def _one(one: Told) -> None:
    """A problem in full."""
    where = " · ".join(filter(None, (one["file"], one["sheet"], one["address"], one["column"])))
    st.warning(f"**{plain(where)}**\n\n{plain(one['what'])}\n\n→ {plain(one['do'])}")


def _whole(frame: Frame, total: int) -> None:
    """The whole list as a workbook, however many pages it has here."""
    doing.file(
        frame,
        f"rejects_{total}",
        frame.say("ledgers_wrong_file", count=total),
        lambda: frame.client.file("/ledgers/rejects", format="xlsx"),
    )


def _annotated(frame: Frame) -> None:
    """A file as it was handed in comes back with its problems marked."""
    st.subheader(frame.say("ledgers_annotated"), anchor=False)
    st.caption(frame.say("ledgers_annotated_says"))
    for name, content in drop(
        frame, frame.say("ledgers_original"), choosing.key_of("original"), several=False
    ):
        doing.file(
            frame,
            f"annotated_{hashlib.sha256(content).hexdigest()}",
            frame.say("ledgers_annotate"),
            partial(frame.client.returned, "/ledgers/annotated", name, content),
            main=True,
        )

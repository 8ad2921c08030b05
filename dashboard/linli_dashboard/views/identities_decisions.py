"""Decisions about persons, and scenarios that came true: those that stand, and taking one back."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import choosing, doing, turning


def part(frame: Frame) -> None:
    """The list; a row opens the form that takes it back. Raises Refused."""
    st.caption(frame.say("identities_decisions_says"))
    told = turning.page_of(frame, "/identities/decisions")
    if not told["items"]:
        st.info(frame.say("identities_no_decisions"))
        return
    rows: list[dict[str, show.Cell]] = [
        {**one, "at": show.moment(str(one["at"])), "bodies": "、".join(one["bodies"])}
        for one in told["items"]
    ]
    columns = [
        Column("number", frame.say("identities_number"), number=True),
        Column("kind_text", frame.say("identities_kind")),
        Column("bodies", frame.say("identities_bodies"), width=300),
        *show.filled([Column("note", frame.say("identities_reason"))], rows),
        *show.filled([Column("by", frame.say("by_whom"))], rows),
        Column("at", frame.say("at_when")),
    ]
    key = choosing.key_of(f"decisions_{frame.own(choosing.AT)}_{told['total']}")
    row = show.table(columns, rows, frame.lang, file="decisions", key=key, choose=True)
    turning.turn(frame, told)
    if row is None:
        st.caption(frame.say("choose_a_row"))
    else:
        _undo(frame, told["items"][row])


def _undo(frame: Frame, one: Told) -> None:
    number = int(one["number"])
    said = frame.say("identities_undo", number=number, kind=one["kind_text"])
    with st.form(choosing.key_of(f"undo_{number}"), border=True):
        st.markdown(f"**{show.plain(said)}**")
        why = st.text_input(frame.say("identities_undo_why"), max_chars=2000)
        if not st.form_submit_button(frame.say("identities_undo_do"), icon=":material/undo:"):
            return
    doing.do(
        frame,
        lambda: frame.client.delete(f"/identities/decisions/{number}", {"note": why.strip()}),
        frame.say("identities_undo_done", number=number),
    )

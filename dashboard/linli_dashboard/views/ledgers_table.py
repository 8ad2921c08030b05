"""One table of a file: what it was taken for, column by column, and the form that corrects it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views.choosing import key_of
from linli_dashboard.views.ledgers_mapping import correct, label_of


def asks(table: Told) -> bool:
    """Whether something of it has to be confirmed first."""
    return bool(table["unsure"]) and not table["confirmed"]


def one(frame: Frame, number: int, table: Told, kinds: list[Told], confirmed: dict[str, Any]) -> None:
    """A table. Parameters: `number`, its place; `kinds`, those there are; `confirmed`, shape → mapping, which
    the form fills.
    """
    with st.container(border=True):
        st.markdown(_head(frame, table))
        if table["problem"]:
            st.error(show.plain(table["problem"]), icon=":material/error:")
        elif asks(table):
            said = frame.say("ledgers_unsure", asked="、".join(table["unsure"]))
            st.warning(show.plain(said), icon=":material/help:")
        if not table["kind"]:
            return
        rows = [_row(frame, column) for column in table["columns"]]
        columns = [
            Column("address", frame.say("ledgers_cell")),
            Column("heading", frame.say("ledgers_heading")),
            Column("label", frame.say("ledgers_taken_for")),
            Column("score", frame.say("ledgers_score"), number=True),
            Column("why", frame.say("reason"), width=360),
        ]
        show.table(columns, rows, frame.lang, file=f"understood-{number + 1}", key=f"understood_{number}")
        if asks(table) and st.button(
            frame.say("ledgers_confirm"), key=key_of(f"confirm_{number}"), icon=":material/check:"
        ):
            confirmed[table["shape"]] = table["mapping"]
            st.rerun()
        with st.expander(
            frame.say("ledgers_correct"), icon=":material/edit:", expanded=bool(table["problem"])
        ):
            correct(frame, number, table, kinds, confirmed)


def _head(frame: Frame, table: Told) -> str:
    sign = "✕" if not table["kind"] else "▲" if table["problem"] else "?" if asks(table) else "✓"
    where = " · ".join(filter(None, (table["file"], table["sheet"])))
    said = frame.say(
        "ledgers_table",
        kind=table["kind_text"] or frame.say("ledgers_no_kind"),
        score=f"{table['score']:.0%}" if table["score"] is not None else "—",
        rows=table["rows"],
        first=table["first"],
        last=table["last"],
        day=table["day"] or frame.say("ledgers_no_day"),
    )
    return f"{sign} **{show.plain(where)}** · {show.plain(said)}"


def _row(frame: Frame, column: Told) -> dict[str, show.Cell]:
    taken = column["column"] is not None
    return {
        "address": column["address"],
        "heading": column["heading"],
        "label": label_of(column["column"], column["label"]) if taken else frame.say("ledgers_left_out"),
        "score": f"{column['score']:.0%}" if taken else "",
        "why": column["why"],
    }

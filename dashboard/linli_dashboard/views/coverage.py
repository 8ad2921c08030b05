"""What nobody covers, now and in a year, and why; what to mend first."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views.overview import ratio, totals

BY = ("area", "kind", "type")
MOST = 100
"""Rows of a list that are shown at once."""


def page(frame: Frame) -> None:
    """Totals, groups, gaps in the order to act, what ends within a year. Raises Refused."""
    asked = frame.own("by", "area")
    by = st.segmented_control(
        frame.say("coverage_by"),
        BY,
        default=asked if asked in BY else "area",
        format_func=lambda one: frame.say(f"by_{one}"),
        required=True,
        key="own_by",
    )
    frame.keep(by="" if by == "area" else str(by))
    with st.spinner(frame.say("loading")):
        told = frame.client.get("/coverage", **frame.scope, by=by)
    totals(frame, told)
    st.subheader(frame.say("coverage_groups"))
    _groups(frame, told)
    st.subheader(frame.say("coverage_gaps"))
    _gaps(frame, frame.client.get("/coverage/gaps", **frame.scope, limit=MOST))
    st.subheader(frame.say("coverage_ends"))
    _ends(frame, frame.client.get("/coverage/ends", **frame.scope, limit=MOST))


def _groups(frame: Frame, told: Told) -> None:
    columns = [
        Column("group_text", frame.say(f"by_{told['by']}")),
        Column("slot_text", frame.say("slot")),
        Column("filled", frame.say("covered"), number=True),
        Column("applicable", frame.say("asked"), number=True),
        Column("gap", frame.say("gaps"), number=True),
        Column("unknown", frame.say("doubt"), number=True),
        Column("share", frame.say("ratio"), number=True),
    ]
    rows = [{**one, "share": ratio(one)} for one in told["groups"]]
    show.table(columns, rows, frame.lang, file="coverage-groups", key="groups")


def _gaps(frame: Frame, told: Told) -> None:
    st.caption(show.plain(frame.say("coverage_order", order=told["order"])))
    columns = [
        Column("slot_text", frame.say("slot")),
        Column("title", frame.say("place")),
        Column("community", frame.say("community")),
        Column("why", frame.say("why")),
        Column("facts", frame.say("facts")),
        Column("remedy", frame.say("remedy")),
        Column("guide", frame.say("guide")),
    ]
    show.table(columns, told["items"], frame.lang, file="coverage-gaps", key="gaps")
    _rest(frame, told)


def _ends(frame: Frame, told: Told) -> None:
    columns = [
        Column("slot_text", frame.say("slot")),
        Column("title", frame.say("place")),
        Column("when", frame.say("last_day")),
        Column("why", frame.say("why")),
        Column("leaves_text", frame.say("leaves")),
    ]
    rows = [{**one, "when": str(one["last"][0] if one["last"] else "")} for one in told["items"]]
    show.table(columns, rows, frame.lang, file="coverage-ends", key="ends")
    _rest(frame, told)


def _rest(frame: Frame, told: Told) -> None:
    if told["total"] > len(told["items"]):
        st.caption(frame.say("of_total", shown=len(told["items"]), total=told["total"]))

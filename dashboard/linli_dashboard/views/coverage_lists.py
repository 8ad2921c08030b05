"""The lists behind the numbers: gaps with reasons, the months ahead, every place with its state."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import turning

GAPS, ENDS, PLACES = "at_gaps", "at_ends", "at_places"
"""Where the address keeps the place in each list."""


def gaps(frame: Frame, _: Told, slots: list[str]) -> None:
    """Gaps in the order in which to act; one opened with all that is known of it. Raises Refused."""
    told = turning.page_of(frame, "/coverage/gaps", GAPS, **frame.scope, slot=slots)
    st.caption(show.plain(frame.say("coverage_order", order=told["order"])))
    columns = [
        Column("slot_text", frame.say("slot")),
        Column("rank", frame.say("coverage_rank"), number=True),
        Column("title", frame.say("place")),
        Column("community", frame.say("community")),
        Column("why", frame.say("why")),
        Column("facts", frame.say("facts")),
        Column("remedy", frame.say("remedy")),
        Column("guide", frame.say("guide")),
    ]
    rows = [{**one, "slot_text": f"▲ {one['slot_text']}"} for one in told["items"]]
    key = f"gaps_{frame.own(GAPS)}"
    row = show.table(columns, rows, frame.lang, file="coverage-gaps", key=key, choose=bool(rows))
    turning.turn(frame, told, GAPS)
    show.hidden([one["guide"] for one in told["items"]], frame.lang)
    if row is not None:
        _opened(frame, told["items"][row])
    elif rows:
        st.caption(frame.say("coverage_open"))


def _opened(frame: Frame, one: Told) -> None:
    """One gap in full, as sentences that do not have to fit a cell."""
    with st.container(border=True):
        st.markdown(f"**▲ {show.plain(one['title'])} · {show.plain(one['slot_text'])}**")
        parts = ("why", "facts", "decides", "remedy", "guide")
        for part in parts:
            if one[part]:
                label = frame.say("coverage_decides" if part == "decides" else part)
                st.markdown(f"{label}：{show.plain(str(one[part]))}")
        if str(one["place"]).startswith("c"):
            frame.link("compound", frame.say("coverage_go"), place=str(one["place"]))


def ends(frame: Frame, told: Told, slots: list[str]) -> None:
    """Month by month what ends, then each of them and what that leaves. Raises Refused."""
    names = {one["slot"]: one["text"] for one in told["slots"]}
    months = [
        {
            "month": str(one["month"])[:7],
            "slot_text": names[one["slot"]],
            "ends": one["ends"],
            "lost": f"▲ {one['lost']}" if one["lost"] else "0",
            "left": f"{one['filled']}/{one['applicable']}",
        }
        for one in sorted(told["months"], key=lambda one: (one["month"], one["slot"]))
        if not slots or one["slot"] in slots
    ]
    columns = [
        Column("month", frame.say("coverage_month")),
        Column("slot_text", frame.say("slot")),
        Column("ends", frame.say("coverage_ending"), number=True),
        Column("lost", frame.say("coverage_lost"), number=True),
        Column("left", frame.say("coverage_left"), number=True),
    ]
    st.caption(frame.say("coverage_until", until=told["until"]))
    show.table(columns, months, frame.lang, file="coverage-months", key="months")
    if not months:
        return
    said = turning.page_of(frame, "/coverage/ends", ENDS, **frame.scope, slot=slots)
    columns = [
        Column("when", frame.say("coverage_from")),
        Column("slot_text", frame.say("slot")),
        Column("title", frame.say("place")),
        Column("community", frame.say("community")),
        Column("why", frame.say("why")),
        Column("leaves", frame.say("leaves")),
    ]
    rows = [
        {
            **one,
            "when": "…".join(dict.fromkeys(str(day) for day in one["last"])),
            "leaves": f"▲ {one['leaves_text']}" if one["leaves"] == "gap" else one["leaves_text"],
        }
        for one in said["items"]
    ]
    show.table(columns, rows, frame.lang, file="coverage-ends", key="ends")
    turning.turn(frame, said, ENDS)


def places(frame: Frame, _: Told, slots: list[str]) -> None:
    """Every place with its state and the reason of it. Raises Refused."""
    told = turning.page_of(frame, "/coverage/places", PLACES, **frame.scope, slot=slots)
    columns = [
        Column("slot_text", frame.say("slot")),
        Column("title", frame.say("place")),
        Column("community", frame.say("community")),
        Column("households", frame.say("compound_households"), number=True),
        Column("state", frame.say("coverage_state")),
        Column("why", frame.say("why")),
    ]
    signs = {"gap": "▲ ", "unknown": "? "}
    rows = [{**one, "state": signs.get(one["state"], "") + one["state_text"]} for one in told["items"]]
    show.table(columns, rows, frame.lang, file="coverage-places", key="places")
    turning.turn(frame, told, PLACES)

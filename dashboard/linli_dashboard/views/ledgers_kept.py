"""Ledgers that were handed in, the newest first: which count, and the statement that some are whole."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from linli_dashboard import choices, show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import choosing, doing, ledgers_series, turning

COUNTS: dict[str, dict[str, bool]] = {
    "": {},
    "counts": {"counts": True},
    "replaced": {"counts": False},
    "waits": {"counts": True, "built": False},
}


def part(frame: Frame) -> None:
    """The list, one opened, what later ones changed, the statement. Raises Refused."""
    kinds = frame.client.get("/ledgers/kinds")["kinds"]
    names = {"": frame.say("choosing_all"), **{one["kind"]: one["label"][frame.lang] for one in kinds}}
    left, right = st.columns([1, 1])
    with left:
        kind = choosing.one_of(frame, "kind", frame.say("ledgers_kind"), names)
    with right:
        states = {one: frame.say(f"ledgers_only_{one or 'all'}") for one in COUNTS}
        state = choosing.one_of(frame, "state", frame.say("ledgers_state"), states)
    with st.spinner(frame.say("loading")):
        told = turning.page_of(frame, "/ledgers", kind=kind, **COUNTS[state])
    tables = [f"{one['intake']}.{one['sheet']}" for one in told["items"]]
    opened = choosing.row(frame, "table", _list(frame, told), tables)
    turning.turn(frame, told)
    if opened in tables:
        _one(frame, told["items"][tables.index(opened)])
    elif told["items"]:
        st.caption(frame.say("choose_a_row"))
    ledgers_series.history(frame)
    _whole(frame, kinds)


def state_of(frame: Frame, one: Told) -> str:
    """Whether a table counts: now, from the next build on, or no more."""
    if not one["counts"]:
        return f"– {frame.say('ledgers_only_replaced')}"
    return f"✓ {frame.say('ledgers_only_counts')}" if one["built"] else f"◆ {frame.say('ledgers_only_waits')}"


def _list(frame: Frame, told: Told) -> int | None:
    rows = [
        {**one, "received": show.moment(str(one["received"])), "state": state_of(frame, one)}
        for one in told["items"]
    ]
    columns = [
        Column("file", frame.say("ledgers_file"), width=260),
        Column("kind_text", frame.say("ledgers_kind")),
        Column("day", frame.say("ledgers_day")),
        Column("state", frame.say("ledgers_state")),
        Column("rows", frame.say("ledgers_rows"), number=True),
        Column("area", frame.say("area")),
        Column("by", frame.say("ledgers_by")),
        Column("received", frame.say("ledgers_received")),
        Column("sheet", frame.say("ledgers_sheet")),
    ]
    key = choosing.key_of(f"kept_{frame.own(choosing.AT)}")
    return show.table(show.filled(columns, rows), rows, frame.lang, file="ledgers", key=key, choose=True)


def _one(frame: Frame, one: Told) -> None:
    """All that is known of a table."""
    nothing = frame.say("ledgers_nothing")
    told = {
        "ledgers_series": one["series"],
        "ledgers_mode": frame.say(f"ledgers_{one['mode']}"),
        "ledgers_dropped": "、".join(one["dropped"]) or nothing,
        "ledgers_hidden": "、".join(one["hidden"]) or nothing,
        "ledgers_intake": one["intake"],
    }
    with st.container(border=True):
        st.markdown(f"**{show.plain(' · '.join(filter(None, (one['file'], one['sheet']))))}**")
        st.markdown("\n".join(f"- {frame.say(key)}：{show.plain(said)}" for key, said in told.items()))


def _whole(frame: Frame, kinds: list[Told]) -> None:
    """The statement that kinds of ledger are whole for an area on a day."""
    with st.expander(frame.say("ledgers_whole"), icon=":material/verified:"):
        st.caption(frame.say("ledgers_whole_says"))
        try:
            areas = choices.areas(frame.client, frame.place.area)
        except Refused as refused:
            show.problem(refused.problem)
            return
        names = {one["kind"]: one["label"][frame.lang] for one in kinds}
        with st.form(choosing.key_of("whole"), border=False):
            wanted = st.multiselect(
                frame.say("ledgers_kind"), list(names), format_func=lambda one: names[one], placeholder=""
            )
            left, right = st.columns(2)
            area = left.selectbox(frame.say("area"), list(areas), format_func=lambda one: areas[one])
            day = right.date_input(frame.say("ledgers_day"), None, format="YYYY-MM-DD")
            if not st.form_submit_button(frame.say("ledgers_whole_do")):
                return
        if not wanted or not area or not isinstance(day, dt.date):
            st.warning(frame.say("ledgers_whole_needs"))
            return
        body = {"kinds": wanted, "area": area, "day": day.isoformat()}
        said = f"{frame.say('ledgers_whole_done')} {frame.say('needs_build')}"
        doing.do(frame, lambda: frame.client.post("/ledgers/complete", body), said)

"""The list of things to mend (问题整改台账): how it stands, sent out, taken back."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import choosing, doing, turning
from linli_dashboard.views.dropping import drop

STATES = ("overdue", "closed_persists", "open", "gone", "closed", "closed_confirmed", "waived")
SIGNS = {
    "overdue": "▲",
    "closed_persists": "▲",
    "open": "△",
    "gone": "○",
    "closed": "✓",
    "closed_confirmed": "✓",
    "waived": "‖",
}
STATE_COLUMN = 110


def part(frame: Frame) -> None:
    """The lines, then sending out and taking back. Raises Refused."""
    asked = choosing.some_of(
        frame,
        "state",
        frame.say("mend_state"),
        {one: f"{SIGNS[one]} {frame.say(f'mend_{one}')}" for one in STATES},
        frame.say("choosing_all"),
    )
    told = turning.page_of(frame, "/rectification", area=frame.scope["area"], status=asked)
    counts = {one: told["counts"][one] for one in STATES if told["counts"].get(one)}
    if counts:
        for column, (state, number) in zip(st.columns(len(counts)), counts.items(), strict=True):
            column.metric(f"{SIGNS[state]} {frame.say(f'mend_{state}')}", number)
        _lines(frame, told)
    else:
        st.info(frame.say("mend_none"))
    left, right = st.columns(2)
    with left, st.container(border=True, height="stretch"):
        st.markdown(f"###### {frame.say('mend_out')}")
        _out(frame)
    with right, st.container(border=True, height="stretch"):
        st.markdown(f"###### {frame.say('mend_back')}")
        _back(frame)


def _lines(frame: Frame, told: Told) -> None:
    rows = [
        {
            "state": f"{SIGNS[one['state']]} {one['state_text']}",
            "says": one["says"],
            "body": one["body"],
            "person": one["person"],
            "due": one["due"],
            "progress": one["progress"],
            "street": one["street"],
        }
        for one in told["items"]
    ]
    columns = [
        Column("state", frame.say("mend_state"), width=STATE_COLUMN),
        Column("due", frame.say("mend_due")),
        Column("says", frame.say("findings_says"), width=340),
        Column("body", frame.say("mend_body")),
        Column("person", frame.say("mend_person")),
        Column("progress", frame.say("mend_progress")),
        Column("street", frame.say("mend_street")),
    ]
    key = choosing.key_of(f"lines_{frame.own(choosing.AT)}")
    row = show.table(columns, rows, frame.lang, file="rectification", key=key, choose=True)
    turning.turn(frame, told)
    if row is None:
        st.caption(frame.say("choose_a_row"))
        return
    frame.keep(finding=str(told["items"][row]["finding"]))
    st.rerun()


def _out(frame: Frame) -> None:
    """The workbook to send, a sheet a street."""
    st.caption(frame.say("mend_out_says"))
    due = st.date_input(frame.say("mend_due_all"), None, format="YYYY-MM-DD", key=choosing.key_of("due"))
    area = frame.scope["area"]
    body: dict[str, object] = {"area": [area] if area else None}
    if isinstance(due, dt.date):
        body["due"] = due.isoformat()
    doing.file(
        frame,
        f"list_{area}_{due}",
        frame.say("mend_out_make"),
        lambda: frame.client.made("/rectification/lists", body),
    )


def _back(frame: Frame) -> None:
    """A list that comes back filled in: every row is judged."""
    st.caption(frame.say("mend_back_says"))
    sent = drop(frame, frame.say("mend_back_file"), choosing.key_of("back"), kinds=["xlsx"], most=50)
    grant = st.checkbox(frame.say("mend_grant"), key=choosing.key_of("grant"))
    if not st.button(frame.say("mend_back_take"), disabled=not sent, icon=":material/move_to_inbox:"):
        return
    if not sent:
        return
    [(name, content)] = sent
    form = {"grant": "true"} if grant else {}
    try:
        with st.spinner(frame.say("doing")):
            taken = frame.client.upload("/rectification/returns", name, content, form=form)
    except Refused as refused:
        show.problem(refused.problem)
        return
    _taken(frame, taken)


def _taken(frame: Frame, taken: Told) -> None:
    """What became of the rows of a list that came back."""
    said = frame.say("mend_taken", **{name: taken[name] for name in ("accepted", "ignored", "rejected")})
    (st.warning if taken["rejected"] else st.success)(said)
    rows = [
        {
            "at": f"{row['sheet']} {remark['address'] or row['row']}",
            "state": row["state_text"],
            "what": remark["what"],
            "do": remark["do"],
        }
        for row in taken["rows"]
        for remark in row["remarks"]
    ]
    columns = [
        Column("at", frame.say("findings_cell_address")),
        Column("state", frame.say("mend_result")),
        Column("what", frame.say("wrong_what")),
        Column("do", frame.say("wrong_do")),
    ]
    if rows:
        show.table(columns, rows, frame.lang, file="returned", key="returned")

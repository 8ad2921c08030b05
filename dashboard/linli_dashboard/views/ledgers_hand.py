"""Handing ledgers in: dropped, looked at, corrected, taken in."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.views import ledgers_series, ledgers_table
from linli_dashboard.views.choosing import key_of
from linli_dashboard.views.dropping import Files
from linli_dashboard.views.ledgers_drop import clear, dropped, said_of

LOOKED, CONFIRMED, TAKEN = "own_ledgers_looked", "own_ledgers_confirmed", "own_ledgers_taken"


def part(frame: Frame) -> None:
    """Files, what they were understood as, and the button that takes them in. Raises Refused."""
    kinds = frame.client.get("/ledgers/kinds")["kinds"]
    if TAKEN in st.session_state:
        _taken(frame, st.session_state[TAKEN])
    files = dropped(frame)
    if not files:
        st.session_state.pop(CONFIRMED, None)
        return
    confirmed: dict[str, Any] = st.session_state.setdefault(CONFIRMED, {})
    said = {**said_of(frame, kinds), "confirmed": confirmed}
    try:
        told = _looked(frame, files, said)
    except Refused as refused:
        show.problem(refused.problem)
        st.caption(frame.say("ledgers_refused"))
        return
    modes = _understood(frame, told, kinds, confirmed)
    _hand_in(frame, files, {**said, "modes": modes}, told)


def _looked(frame: Frame, files: Files, said: Told) -> Told:
    """What the files would be taken for; asked once as long as nothing changes. Raises Refused."""
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(f"{frame.lang}{text}".encode())
    for name, content in files:
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    had = st.session_state.get(LOOKED)
    if isinstance(had, tuple) and had[0] == digest.hexdigest():
        told: Told = had[1]
        return told
    with st.spinner(frame.say("ledgers_looking")):
        told = frame.client.hand_in("/ledgers/inspect", files, said=text)
    st.session_state[LOOKED] = (digest.hexdigest(), told)
    return told


def _understood(frame: Frame, told: Told, kinds: list[Told], confirmed: dict[str, Any]) -> dict[str, str]:
    """Every table, what was left, what series it goes into. Returns series → mode, as chosen."""
    for name in told["known"]:
        st.info(show.plain(frame.say("ledgers_known", file=name)), icon=":material/done_all:")
    if not told["tables"]:
        return {}
    st.subheader(frame.say("ledgers_understood"), anchor=False)
    for number, table in enumerate(told["tables"]):
        ledgers_table.one(frame, number, table, kinds, confirmed)
    passed(frame, told["passed"], "passed")
    return ledgers_series.asked(frame, told)


def passed(frame: Frame, rows: list[Told], key: str) -> None:
    """What stands in files and is not taken in, and why."""
    if not rows:
        return
    st.markdown(f"###### {frame.say('ledgers_passed')}")
    columns = [
        show.Column("where", frame.say("ledgers_where")),
        show.Column("lines", frame.say("ledgers_lines")),
        show.Column("why", frame.say("reason"), width=560),
    ]
    show.table(columns, rows, frame.lang, file="not-taken-in", key=key)


def _hand_in(frame: Frame, files: Files, said: Told, told: Told) -> None:
    """The button that takes them in, and what keeps it from that."""
    new = [one for one in told["tables"] if one["kind"]]
    doubts = [one for one in new if ledgers_table.asks(one)]
    lacking = [one for one in new if one["problem"]]
    if told["tables"] and not new:
        return
    if doubts or lacking:
        st.warning(frame.say("ledgers_first", count=len(doubts) + len(lacking)), icon=":material/help:")
    if not st.button(
        frame.say("ledgers_hand_in", count=len(files) - len(told["known"])),
        type="primary",
        disabled=bool(doubts or lacking or not told["keeping"]),
        icon=":material/inbox:",
        key=key_of("hand_in"),
    ):
        return
    try:
        with st.spinner(frame.say("doing")):
            done = frame.client.hand_in("/ledgers", files, said=json.dumps(said, ensure_ascii=False))
    except Refused as refused:
        show.problem(refused.problem)
        return
    st.session_state[TAKEN] = done
    for name in (LOOKED, CONFIRMED):
        st.session_state.pop(name, None)
    clear()
    st.rerun()


def _taken(frame: Frame, done: Told) -> None:
    """What became of the files that were handed in last."""
    tables = [table for one in done["files"] for table in one["tables"]]
    said = frame.say("ledgers_taken", files=len(done["files"]), tables=len(tables))
    st.success(f"{said} {frame.say('needs_build')}", icon=":material/check:")
    columns = [
        show.Column("file", frame.say("ledgers_file"), width=280),
        show.Column("sheet", frame.say("ledgers_sheet")),
        show.Column("kind_text", frame.say("ledgers_kind")),
        show.Column("day", frame.say("ledgers_day")),
        show.Column("rows", frame.say("ledgers_rows"), number=True),
        show.Column("mode", frame.say("ledgers_mode")),
        show.Column("dropped", frame.say("ledgers_dropped")),
    ]
    rows = [
        {**one, "mode": frame.say(f"ledgers_{one['mode']}"), "dropped": "、".join(one["dropped"])}
        for one in tables
    ]
    show.table(show.filled(columns, rows), rows, frame.lang, file="taken-in", key="taken")
    passed(frame, [left for one in done["files"] for left in one["passed"]], "left")
    st.button(
        frame.say("job_away"), type="tertiary", on_click=st.session_state.pop, args=(TAKEN,), key="taken_away"
    )

"""Two audits side by side, or one graph on two days: what is new, what persists, what is mended."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from linli_dashboard import show
from linli_dashboard.choices import FIRST_DAY, LAST_DAY
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.place import day
from linli_dashboard.show import Column
from linli_dashboard.views import choosing, job, turning
from linli_dashboard.views.findings_counts import KINDS, SIGNS, counts

LEVELS = ("street", "community", "county")


def part(frame: Frame, runs: list[Told]) -> None:
    """What is compared, counts by rule and area, the changes. Raises Refused."""
    how = choosing.flat(
        frame, "how", "", {"runs": frame.say("change_by_runs"), "days": frame.say("change_by_days")}
    )
    asked = _days(frame) if how == "days" else _runs(frame, runs)
    if asked is None:
        return
    left, right = st.columns([2, 3])
    with left:
        level = choosing.one_of(
            frame, "level", frame.say("change_level"), {one: frame.say(f"change_{one}") for one in LEVELS}
        )
    with right:
        kinds = choosing.some_of(
            frame,
            "kind",
            frame.say("change_kind"),
            {one: f"{SIGNS[one]} {frame.say(f'change_{one}')}" for one in KINDS},
            frame.say("choosing_all"),
        )
    with st.spinner(frame.say("change_comparing")):
        told = turning.page_of(
            frame, "/audits/difference", **asked, level=level, kind=kinds, area=frame.scope["area"]
        )
    if "stage" in told:
        job.follow(frame, str(told["id"]))
        return
    _sums(frame, told)
    _changes(frame, told)
    counts(frame, told)


def _runs(frame: Frame, runs: list[Told]) -> dict[str, str] | None:
    """Two kept audits: the last two unless chosen."""
    from linli_dashboard.views.findings import named

    if len(runs) < 2:
        st.info(frame.say("change_one_run"))
        return None
    known = {str(one["run"]): named(frame, one) for one in runs}
    newest, *older = known.items()
    before = dict([*older, newest])
    left, right = st.columns(2)
    with left:
        first = choosing.one_of(frame, "first", frame.say("change_first"), before)
    with right:
        second = choosing.one_of(frame, "second", frame.say("change_second"), known)
    if first == second:
        st.info(frame.say("change_same"))
        return None
    return {"first": first, "second": second}


def _days(frame: Frame) -> dict[str, str] | None:
    """Two days, audited anew on the graph in use."""
    st.caption(frame.say("change_days_says"))
    days = []
    for column, name in zip(st.columns(2), ("from_day", "to_day"), strict=True):
        with column:
            days.append(_day(frame, name))
    if not all(days):
        st.info(frame.say("change_days_needed"))
        return None
    return dict(zip(("from_day", "to_day"), days, strict=True))


def _day(frame: Frame, name: str) -> str:
    """A day of one's own, as ISO text; "" while none is chosen."""
    asked, key = frame.own(name), choosing.key_of(name)
    given = day(asked)
    if asked and (given is None or not FIRST_DAY <= given <= LAST_DAY):
        st.warning(frame.say("bad_choice", value=show.plain(asked)))
        given = None
    st.session_state.setdefault(key, given)
    found = st.date_input(
        frame.say(f"change_{name}"), None, FIRST_DAY, LAST_DAY, key=key, format="YYYY-MM-DD"
    )
    said = found.isoformat() if isinstance(found, dt.date) else ""
    frame.keep(**{name: said})
    return said


def _sums(frame: Frame, told: Told) -> None:
    """How many of each kind, as large figures."""
    for column, kind in zip(st.columns(len(KINDS)), KINDS, strict=True):
        number = sum(one[kind] for one in told["counts"])
        column.metric(f"{SIGNS[kind]} {frame.say(f'change_{kind}')}", number)
    for note in told["notes"]:
        st.caption(show.plain(note))


def _changes(frame: Frame, told: Told) -> None:
    rows = [
        {
            "kind": f"{SIGNS[one['kind']]} {one['kind_text']}",
            "says": one["says"][frame.lang],
            "area": one["area"]["name"] if one["area"] else "",
            "rule": one["title"][frame.lang],
            "apart": one["apart"] or "",
        }
        for one in told["items"]
    ]
    columns = [
        Column("kind", frame.say("change_kind")),
        Column("says", frame.say("findings_says"), width=420),
        Column("area", frame.say("area_name")),
        Column("rule", frame.say("rule")),
    ]
    if any(row["apart"] for row in rows):
        columns.append(Column("apart", frame.say("change_apart")))
    show.table(columns, rows, frame.lang, file="changes", key="changes")
    turning.turn(frame, told)

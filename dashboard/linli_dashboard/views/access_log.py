"""The access log: filtered, page by page, and its chain gone over."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.place import day
from linli_dashboard.show import Column
from linli_dashboard.views import choosing, turning

KINDS = ("read", "export", "import", "change", "sign_in", "refused", "erase")


def part(frame: Frame) -> None:
    """Filters, entries, the chain. Raises Refused."""
    st.caption(frame.say("access_log_says"))
    wanted = _wanted(frame)
    if wanted is None:
        st.warning(frame.say("access_days_wrong"))
        return
    with st.spinner(frame.say("loading")):
        told = turning.page_of(frame, "/log", **wanted)
    if told["items"]:
        _entries(frame, told)
    else:
        st.info(frame.say("access_none"), icon=":material/inbox:")
    _chain(frame)


def _wanted(frame: Frame) -> dict[str, str | None] | None:
    """Which entries, as the API takes it; None where the days are the wrong way round."""
    first, second, third, fourth = st.columns(4)
    with first:
        names = {"": frame.say("access_kind_all"), **{one: frame.say(f"access_{one}") for one in KINDS}}
        kind = choosing.one_of(frame, "kind", frame.say("access_kind"), names)
    key = choosing.key_of("user")
    st.session_state.setdefault(key, frame.own("user"))
    user = second.text_input(frame.say("user_name"), key=key, max_chars=100).strip()
    days = []
    for column, name in ((third, "since"), (fourth, "until")):
        key = choosing.key_of(name)
        st.session_state.setdefault(key, day(frame.own(name)))
        found = column.date_input(frame.say(f"access_{name}"), None, key=key, format="YYYY-MM-DD")
        days.append(found if isinstance(found, dt.date) else None)
    since, until = days
    kept = {"user": user, "since": str(since or ""), "until": str(until or "")}
    # Another choice starts the list anew: the place in it was one of another list.
    if any(frame.own(name) != value for name, value in kept.items()):
        frame.keep(**kept, **{choosing.AT: ""})
    if since and until and until < since:
        return None
    after = until + dt.timedelta(days=1) if until else None
    return {"kind": kind, "user": user, "since": _begin(since), "until": _begin(after)}


def _begin(at: dt.date | None) -> str | None:
    """The first moment of a day by the clock of this machine, as tables show moments."""
    return dt.datetime.combine(at, dt.time()).astimezone().isoformat() if at else None


def _entries(frame: Frame, told: Told) -> None:
    rows = [
        {
            **one,
            "at": show.moment(str(one["at"])),
            "user": one["user"] or frame.say("access_erased"),
            "kind": frame.say(f"access_{one['kind']}"),
            "areas": "、".join(one["areas"]) or frame.say("everywhere"),
            "names": frame.say("access_not_counted") if one["names"] < 0 else str(one["names"] or ""),
        }
        for one in told["items"]
    ]
    columns = [
        Column("number", frame.say("access_number"), number=True),
        Column("at", frame.say("at_when")),
        Column("user", frame.say("user_name")),
        Column("kind", frame.say("access_kind")),
        Column("what", frame.say("access_what"), width=240),
        Column("names", frame.say("access_names"), number=True),
        Column("areas", frame.say("access_where"), width=200),
        Column("hash", frame.say("access_hash"), width=160),
    ]
    show.table(columns, rows, frame.lang, file="access-log", key=f"log_{frame.own(choosing.AT)}")
    turning.turn(frame, told)


def _chain(frame: Frame) -> None:
    """The end of the chain, to be kept elsewhere, and the check of all of it."""
    st.subheader(frame.say("access_chain"), anchor=False)
    head = frame.client.get("/log/head")
    st.markdown(frame.say("access_head", number=head["number"]))
    # Not st.code: its highlighter is half a megabyte, for which the page would wait half a second.
    st.markdown(f"`{head['hash'] or '—'}`")
    st.caption(frame.say("access_chain_says"))
    with st.form(choosing.key_of("chain"), border=True):
        left, middle, right = st.columns([1, 3, 1], vertical_alignment="bottom")
        number = left.text_input(frame.say("access_kept_number"), max_chars=18).strip()
        digest = middle.text_input(frame.say("access_kept_hash"), max_chars=64).strip()
        go = right.form_submit_button(frame.say("access_verify"), icon=":material/link:", width="stretch")
        if not go:
            return
    if bool(number) != bool(digest) or (number and not (number.isascii() and number.isdigit())):
        st.warning(frame.say("access_kept_both"))
        return
    try:
        with st.spinner(frame.say("doing")):
            told = frame.client.get("/log/head", verify=True, number=number, hash=digest)
    except Refused as refused:
        show.problem(refused.problem)
        return
    key = "access_sound_kept" if number else "access_sound"
    st.success(frame.say(key, number=told["number"], kept=number), icon=":material/check:")

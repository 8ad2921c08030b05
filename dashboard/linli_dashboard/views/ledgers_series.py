"""Series: what a later ledger changes, asked before it is taken in, and told afterwards."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views.choosing import key_of

MODES = ("replaces", "adds")


def asked(frame: Frame, told: Told) -> dict[str, str]:
    """Ask of every series that there was before. Returns series → mode, as chosen."""
    known = {one["series"]: one for one in told["keeping"] if not one["begins"]}
    if not known:
        return {}
    st.subheader(frame.say("ledgers_later"), anchor=False)
    st.caption(frame.say("ledgers_later_says"))
    chosen = {}
    for series, one in known.items():
        with st.container(border=True):
            st.markdown(f"**{show.plain(one['file'])}** · {show.plain(series)}")
            for change in told["changes"]:
                if change["series"] == series:
                    _change(frame, change)
            chosen[series] = str(
                st.radio(
                    frame.say("ledgers_mode"),
                    MODES,
                    index=MODES.index(one["mode"]),
                    format_func=lambda mode: frame.say(f"ledgers_{mode}_does"),
                    horizontal=True,
                    key=key_of(f"mode_{series}"),
                )
            )
    return chosen


def _change(frame: Frame, change: Told) -> None:
    """What would be another than before."""
    said = frame.say(
        "ledgers_change",
        before=change["before"],
        before_file=change["before_file"],
        after=change["after"],
        **{name: change[name] for name in ("new", "altered", "gone", "same")},
    )
    st.markdown(show.plain(said))
    if change["vanished"]:
        names = "、".join(change["names"])
        said = frame.say("ledgers_vanished", count=change["vanished"], names=names)
        st.warning(f"▲ {show.plain(said)}")


def history(frame: Frame) -> None:
    """What each later ledger of a series changed. Raises Refused."""
    changes = frame.client.get("/ledgers/series")["changes"]
    st.subheader(frame.say("ledgers_history"), anchor=False)
    if not changes:
        st.caption(frame.say("ledgers_no_history"))
        return
    columns = [
        Column("file", frame.say("ledgers_file"), width=240),
        Column("before_file", frame.say("ledgers_instead"), width=240),
        Column("before", frame.say("ledgers_before")),
        Column("after", frame.say("ledgers_after")),
        *(
            Column(name, frame.say(f"ledgers_rows_{name}"), number=True)
            for name in ("new", "altered", "gone", "same")
        ),
        Column("vanished", frame.say("ledgers_rows_vanished"), number=True),
        Column("who", frame.say("ledgers_names"), width=240),
    ]
    rows = [{**one, "who": "、".join(one["names"])} for one in reversed(changes)]
    show.table(show.filled(columns, rows), rows, frame.lang, file="series", key="series")

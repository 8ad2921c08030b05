"""Empty ledgers to fill in: the kinds there are, their columns, a workbook of each."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import choosing, doing


def part(frame: Frame) -> None:
    """A kind, its columns, its workbook. Raises Refused."""
    st.caption(frame.say("ledgers_blank_says"))
    kinds = {one["kind"]: one for one in frame.client.get("/ledgers/kinds")["kinds"]}
    names = {name: str(one["label"][frame.lang]) for name, one in kinds.items()}
    kind = choosing.one_of(frame, "blank", frame.say("ledgers_kind"), names)
    st.markdown(show.plain(kinds[kind]["description"][frame.lang]))
    doing.file(
        frame,
        f"blank_{kind}_{frame.lang}",
        frame.say("ledgers_blank_make", kind=names[kind]),
        lambda: frame.client.file(f"/ledgers/templates/{kind}"),
        main=True,
    )
    columns = [
        Column("label", frame.say("ledgers_heading")),
        Column("required", frame.say("ledgers_required")),
    ]
    rows = [
        {"label": one["label"][frame.lang], "required": bool(one["required"])}
        for one in kinds[kind]["columns"]
    ]
    show.table(columns, rows, frame.lang, file=f"columns-{kind}", key=f"columns_{kind}", whole=True)

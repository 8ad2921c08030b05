"""The form that corrects what a table was taken for: its kind, and which heading is which column."""

from __future__ import annotations

from typing import Any

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.views.choosing import key_of

ACROSS = 3
"""Headings that stand side by side."""

LEFT_OUT = ""


def label_of(column: str, label: str) -> str:
    """A column as people read it; one that is about a single post says which.

    >>> label_of("holder", "姓名"), label_of("post=secretary", "职务")
    ('姓名', '职务（secretary）')
    """
    post = column.partition("=")[2]
    return f"{label}（{post}）" if post else label


def correct(frame: Frame, number: int, table: Told, kinds: list[Told], confirmed: dict[str, Any]) -> None:
    """The form: the kind, and what each heading is. What is sent stands for every table of the shape."""
    known = {kind["kind"]: kind for kind in kinds}
    key = key_of(f"mapping_{table['shape']}_{number}")
    kind = st.selectbox(
        frame.say("ledgers_kind"),
        list(known),
        index=list(known).index(table["kind"]),
        format_func=lambda name: str(known[name]["label"][frame.lang]),
        key=f"{key}_kind",
    )
    named = [column for column in table["columns"] if column["heading"] and _is_heading(table, column)]
    headings = {column["heading"]: column for column in named}
    with st.form(f"{key}_{kind}", border=False):
        columns: dict[str, str] = {}
        places = st.columns(ACROSS)
        for place, (heading, column) in enumerate(headings.items()):
            names = _choices(frame, known[kind], column)
            at = list(names).index(column["column"]) if column["column"] in names else 0
            with places[place % ACROSS]:
                columns[heading] = st.selectbox(
                    show.plain(f"{column['address']} {heading}"),
                    list(names),
                    index=at,
                    format_func=names.__getitem__,
                    key=f"{key}_{kind}_{place}",
                )
        if not st.form_submit_button(frame.say("ledgers_correct_do"), icon=":material/refresh:"):
            return
    taken = [name for name in columns.values() if name != LEFT_OUT]
    if twice := {name for name in taken if taken.count(name) > 1}:
        labels = _choices(frame, known[kind], None)
        said = frame.say("ledgers_twice", columns="、".join(labels.get(one, one) for one in sorted(twice)))
        st.warning(show.plain(said))
        return
    confirmed[table["shape"]] = {
        "kind": kind,
        "columns": {heading: name for heading, name in columns.items() if name != LEFT_OUT},
        "context": {},
        "drop": [heading for heading, name in columns.items() if name == LEFT_OUT],
    }
    st.rerun()


def _is_heading(table: Told, column: Told) -> bool:
    """Whether it is a heading of the table, and not a value that stands around it."""
    mapped = (table["mapping"] or {}).get("columns", {})
    return column["column"] is None or mapped.get(column["heading"]) == column["column"]


def _choices(frame: Frame, kind: Told, column: Told | None) -> dict[str, str]:
    """What a heading may be: nothing, a column of the kind, or what it was taken for."""
    star = {True: " *", False: ""}
    names = {LEFT_OUT: frame.say("ledgers_left_out")}
    names |= {one["column"]: one["label"][frame.lang] + star[one["required"]] for one in kind["columns"]}
    if column is not None and column["column"] and "=" in column["column"]:
        names[column["column"]] = label_of(column["column"], column["label"])
    return names

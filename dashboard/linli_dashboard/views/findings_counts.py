"""What changed between two audits, counted by rule and area."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.choices import areas
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column

KINDS = ("new", "told", "persisting", "untold", "fixed")
SIGNS = {"new": "▲", "told": "△", "persisting": "＝", "untold": "?", "fixed": "✓"}
"""A sign for each kind, so that colour never carries it alone."""


def counts(frame: Frame, told: Told) -> None:
    """Counts by rule and area; kinds of which there are none are left out."""
    st.markdown(f"###### {frame.say('change_counts')}")
    titles = {rule["rule"]: rule["title"][frame.lang] for rule in _rules(frame, told)}
    names = areas(frame.client)
    rows = [
        {
            **one,
            "rule": titles.get(one["rule"], one["rule"]),
            "area": names.get(one["area"], one["area"]),
        }
        for one in told["counts"]
    ]
    shown = [kind for kind in KINDS if any(one[kind] for one in told["counts"])]
    columns = [
        Column("rule", frame.say("rule"), width=420),
        Column("area", frame.say("area_name")),
        *(Column(kind, f"{SIGNS[kind]} {frame.say(f'change_{kind}')}", number=True) for kind in shown),
    ]
    show.table(columns, rows, frame.lang, file="changes-by-rule", key="change-counts")


def _rules(frame: Frame, told: Told) -> list[Told]:
    """The rules of the pack, for their titles."""
    found: list[Told] = frame.client.get("/rules", pack=told["second"]["pack"], limit=500)["items"]
    return found

"""What a scenario does to places: coverage and ways up, before and after."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column

PLACE, WAY = 110, 370
"""Pixels of columns: a place's name, a way up."""


def coverage(frame: Frame, told: Told) -> None:
    """Places that somebody covers only before, or only after. Raises Refused."""
    if not told["coverage"]:
        return
    st.markdown(f"###### {frame.say('what_if_coverage')}")
    slots = {one["slot"]: one["slot_text"] for one in frame.client.get("/coverage", **frame.scope)["totals"]}
    rows = [
        {
            "slot": slots.get(one["slot"], one["slot"]),
            "place": one["name"],
            **{side: _state(frame, one[side]) for side in ("before", "after")},
        }
        for one in told["coverage"]
    ]
    columns = [Column("slot", frame.say("slot")), Column("place", frame.say("place")), *both(frame)]
    show.table(columns, rows, frame.lang, file="what-if-coverage", key="coverage")


def _state(frame: Frame, said: Told | None) -> str:
    if said is None:
        return "—"
    by = f" · {said['by']}" if said["by"] and said["state"] != "gap" else ""
    sign = {"gap": "▲ ", "unknown": "? "}.get(said["state"], "")
    return f"{sign}{frame.say('what_if_state_' + said['state'])}{by}"


def ways(frame: Frame, told: Told) -> None:
    """Ways up that run otherwise."""
    if not told["ways"]:
        return
    st.markdown(f"###### {frame.say('what_if_ways')}")
    rows = [
        {
            "place": (one["before"] or one["after"] or {"name": one["place"]})["name"],
            **{side: _way(frame, one[side]) for side in ("before", "after")},
            "asides": _asides(one),
        }
        for one in told["ways"]
    ]
    columns = [Column("place", frame.say("place"), width=PLACE), *both(frame, WAY)]
    if any(row["asides"] for row in rows):
        columns.append(Column("asides", frame.say("what_if_asides")))
    show.table(columns, rows, frame.lang, file="what-if-ways", key="ways")
    if told["places"] > len(rows):
        st.caption(frame.say("of_total", shown=len(rows), total=told["places"]))


def _way(frame: Frame, way: Told | None) -> str:
    """A way up in a line: the bodies on it, or where it breaks."""
    if way is None:
        return "—"
    if way["breaks"]:
        return "▲ " + "；".join(one["says"][frame.lang] for one in way["breaks"])
    return "✓ " + " → ".join(step["body"] for step in way["steps"])


def _asides(one: Told) -> str:
    """Whom else one could turn to: who comes in and who goes."""
    before, after = (
        {aside["body"]: None for aside in (one[side] or {"asides": ()})["asides"]}
        for side in ("before", "after")
    )
    come = [f"＋{body}" for body in after if body not in before]
    return " ".join([*come, *(f"－{body}" for body in before if body not in after)])


def both(frame: Frame, width: int | None = None) -> list[Column]:
    """The columns of before and after."""
    return [Column(side, frame.say(f"what_if_{side}"), width=width) for side in ("before", "after")]

"""Two kept scenarios side by side, on the same area and day."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import choosing
from linli_dashboard.views.what_if_told import SIDES

COMPARED = "own_what_if_compared"
"""Key of the session: what came of which comparison."""


def compare(frame: Frame, names: list[str]) -> None:
    """Choose two and see them side by side. Raises Refused."""
    st.subheader(frame.say("what_if_compare"))
    known = {name: name for name in names}
    left, right, last = st.columns([2, 2, 1], vertical_alignment="bottom")
    with left:
        first = choosing.one_of(frame, "a", frame.say("what_if_first"), known)
    with right:
        rest = {name: name for name in [*names[1:], names[0]]}
        second = choosing.one_of(frame, "b", frame.say("what_if_second"), rest)
    go = last.button(frame.say("what_if_compare"), disabled=first == second, width="stretch")
    if go:
        frame.keep(go="1")
    if first == second or not frame.own("go"):
        return
    _side_by_side(frame, (first, second), _compared(frame, first, second))


def _compared(frame: Frame, first: str, second: str) -> Told:
    """Two scenarios tried on the area and day above, once. Raises Refused."""
    area, as_of = frame.scope["area"], frame.scope["as_of"]
    of = (first, second, area, as_of, frame.lang)
    before: tuple[object, Told] | None = st.session_state.get(COMPARED)
    if before and before[0] == of:
        return before[1]
    body = {"first": first, "second": second, "area": [area] if area else None, "as_of": as_of or None}
    with st.spinner(frame.say("what_if_trying")):
        told = frame.client.post("/scenarios/comparisons", body)
    st.session_state[COMPARED] = (of, told)
    return told


def _side_by_side(frame: Frame, names: tuple[str, str], told: Told) -> None:
    rows: list[dict[str, show.Cell]] = [
        {
            "what": f"{sign} {frame.say(f'what_if_{side}')}",
            **{one: len(told[one][side]) for one in ("first", "second")},
        }
        for side, sign in SIDES.items()
    ]
    columns = [
        Column("what", frame.say("what_if_side")),
        Column("first", names[0], number=True),
        Column("second", names[1], number=True),
    ]
    show.table(columns, rows, frame.lang, file="compared", key="compared")
    st.code("\n".join(told["sentences"]), language=None, wrap_lines=True)

"""An area as a tree that is opened level by level; whatever is clicked on is told beside it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from linli_dashboard import drawing
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.views import structure_panel as panel
from linli_dashboard.views.searching import choose
from linli_dashboard.views.structure_nodes import areas, is_area

TYPES = ("Area", "Compound", "Organization")
MOST = 300
"""Boxes of a tree that somebody opened."""
NONE = "-"
"""Stands in the address for a tree in which nothing below its root is open."""


def page(frame: Frame) -> None:
    """Search, the tree, and what is chosen in it. Raises Refused."""
    _searched(frame)
    with st.spinner(frame.say("loading")):
        told = frame.client.get("/pictures/tree", **_wanted(frame))
    clicked = drawing.picture(frame, told, key="tree")
    if clicked:
        _toggle(frame, told, clicked)
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(frame.say("structure_click"))
        if frame.own("open") and st.button(frame.say("structure_fold"), type="tertiary"):
            frame.keep(open="", node="")
            st.rerun()
        whole = {**_wanted(frame), "limit": "1500"}
        drawing.save(frame, "/pictures/tree", frame.say("structure"), key="tree_save", **whole)
    drawing.details(frame, told)
    if frame.own("node"):
        panel.show_or_say(frame, frame.own("node"))


def _wanted(frame: Frame) -> dict[str, Sequence[str]]:
    """What is asked of the picture: the areas that are open, or nothing of them at first."""
    opened = [one for one in frame.own("open").split(",") if one]
    wanted: dict[str, Sequence[str]] = {**frame.scope}
    return wanted | ({"open": opened, "limit": str(MOST)} if opened else {})


def _toggle(frame: Frame, told: Told, clicked: str) -> None:
    """Open an area, or fold one that is open; a compound has nothing to open."""
    opened = [one for one in told["opened"] if one != clicked]
    if clicked not in told["opened"] and is_area(clicked):
        opened.append(clicked)
    frame.keep(open=",".join(opened) or NONE, node=clicked)


def _searched(frame: Frame) -> None:
    """What was searched for is chosen, and the areas that lead to it are opened."""
    found = choose(frame, TYPES)
    node = found[0] if found else ""
    if node == frame.own("sought"):
        return
    if not node:
        frame.keep(sought="")
        return
    path = areas(frame, node)
    frame.keep(sought=node, node=node, open=",".join(path) or NONE)

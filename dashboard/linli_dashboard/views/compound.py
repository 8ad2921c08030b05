"""A compound on one page (小区档案): who answers there, what is missing, what was found, how whole it is."""

from __future__ import annotations

from functools import partial

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import turning
from linli_dashboard.views.choosing import AT
from linli_dashboard.views.searching import choose

WIDTHS = {"zh": (230, 150, 120, 180, 140), "en": (210, 140, 190, 150, 130)}
"""Pixels of the columns of bodies: name, tie, post, holders, term."""

LOOK = "▲ "
"""Stands before the first cell of a row that is to be looked at first."""


def page(frame: Frame) -> None:
    """Search a compound or choose one of the area's, read its page, take it along. Raises Refused."""
    chosen = choose(frame, ("Compound",))
    if chosen is None:
        if not frame.own("find"):
            _list(frame)
        return
    path = f"/compounds/{chosen[0]}/page"
    with st.spinner(frame.say("loading")):
        told = frame.client.get(path, **frame.scope)
    _head(frame, told, path)
    *parts, ledgers = told["sheet"]["sections"]
    for number, section in enumerate(parts):
        _section(frame, told, section, f"section_{number}")
    _lines(ledgers)
    names = [held["name"] for body in told["bodies"] for post in body["posts"] for held in post["held"]]
    show.hidden(names, frame.lang)
    st.caption(show.plain(told["sheet"]["foot"]))


def _list(frame: Frame) -> None:
    """The compounds of the area, where none was searched for."""
    with st.spinner(frame.say("loading")):
        told = turning.page_of(frame, "/places/compounds", **frame.scope)
    st.caption(frame.say("compound_or"))
    columns = [
        Column("name", frame.say("compound_name")),
        Column("community", frame.say("community")),
        Column("type_text", frame.say("by_type")),
        Column("households", frame.say("compound_households"), number=True),
        Column("full_members", frame.say("compound_members"), number=True),
        Column("weak", frame.say("compound_weak")),
    ]
    key = f"own_compounds_{frame.own(AT)}"
    row = show.table(columns, told["items"], frame.lang, file="compounds", key=key, choose=True)
    turning.turn(frame, told)
    if row is not None:
        frame.keep(place=str(told["items"][row]["id"]))
        st.rerun()


def _head(frame: Frame, told: Told, path: str) -> None:
    """Name, place and facts, and what can be done with the page."""
    st.subheader(show.plain(told["name"]), anchor=False)
    st.caption(show.plain(told["sheet"]["where"]))
    facts = [f"{show.plain(one['name'])} **{show.plain(one['text'])}**" for one in told["sheet"]["facts"]]
    st.markdown("　".join(facts))

    def whole() -> bytes:
        return frame.client.file(path, **frame.scope, format="html").content

    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            frame.say("compound_save"), whole, f"{told['name']}.html", "text/html", on_click="ignore"
        )
        frame.link("escalation", frame.say("compound_way"), place=str(told["compound"]))
        if frame.own("place") and not frame.own("find"):
            st.button(frame.say("compound_back"), type="tertiary", on_click=partial(_back, frame))


def _back(frame: Frame) -> None:
    frame.keep(place="")
    st.session_state.pop("own_compounds", None)


def _section(frame: Frame, told: Told, section: Told, key: str) -> None:
    """A part of the page. What goes on from the row above is said again, so that a row can stand alone."""
    st.markdown(f"#### {show.plain(section['title'])}")
    st.caption(show.plain(section["note"]))
    if not section["rows"]:
        return
    marks = set(section["marks"])
    rows, above = [], [""] * len(section["headings"])
    for number, row in enumerate(section["rows"]):
        above = row if row[0] else [*above[:2], *row[2:]]
        cells = [f"{LOOK}{above[0]}" if number in marks else above[0], *above[1:]]
        rows.append({f"c{place}": cell for place, cell in enumerate(cells)})
    widths = WIDTHS[frame.lang] if key == "section_0" else (None,) * len(above)
    columns = [
        Column(f"c{place}", heading, width=width)
        for place, (heading, width) in enumerate(zip(section["headings"], widths, strict=True))
    ]
    file = f"{told['name']}-{section['title']}"
    show.table(columns, rows, frame.lang, file=file, key=key, whole=True)


def _lines(section: Told) -> None:
    """Which ledgers are whole here, as lines: their names are many and short."""
    st.markdown(f"#### {show.plain(section['title'])}")
    st.caption(show.plain(section["note"]))
    for row in section["rows"]:
        for heading, cell in zip(section["headings"], row, strict=True):
            st.markdown(f"**{show.plain(heading)}**　{show.plain(cell)}")

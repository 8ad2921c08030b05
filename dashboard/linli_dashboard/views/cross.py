"""Cross appointment: from which kind of body people went into which, who they are in one compound, and what
the rules say of it.
"""

from __future__ import annotations

import streamlit as st

from linli_dashboard import drawing, show
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.spans import bounds, last
from linli_dashboard.views import cross_findings, structure_panel, turning
from linli_dashboard.views.choosing import flat
from linli_dashboard.views.searching import choose

VIEWS = ("net", "matrix", "one")
PAIR = ("compound", "name", "body_a", "post_a_text", "body_b", "post_b_text", "since", "until", "certain")
MOST = 200
PAIRS = "at_pairs"
"""Where the address keeps the place in the pairs of posts."""


def page(frame: Frame) -> None:
    """A picture of the area or of one compound, who is in it, and findings. Raises Refused."""
    view = flat(frame, "view", frame.say("cross_view"), {one: frame.say(f"cross_{one}") for one in VIEWS})
    st.caption(frame.say("cross_rules_say"))
    if view == "one":
        only = _one(frame)
    else:
        _area(frame, view)
        only = ""
    cross_findings.show_all(frame, only)


def _area(frame: Frame, view: str) -> None:
    """The net or the matrix of an area, and the pairs of posts. A cell that is clicked on tells who."""
    with st.spinner(frame.say("loading")):
        told = frame.client.get(f"/pictures/{view}", **frame.scope)
    clicked = drawing.picture(frame, told, key=view, choose=view == "matrix")
    drawing.save(frame, f"/pictures/{view}", frame.say(f"cross_{view}"), key="cross_save", **frame.scope)
    drawing.details(frame, told)
    if clicked and "×" in clicked:
        frame.keep(pair=clicked)
    if view == "matrix" and "×" in frame.own("pair"):
        _pair(frame)
    else:
        _several(frame, {})


def _pair(frame: Frame) -> None:
    """Who holds posts in bodies of two kinds, as the matrix's cell says them."""
    a, _, b = frame.own("pair").partition("×")
    told = frame.client.get("/questions/people/across", **frame.scope, a=a, b=b, texts=True, limit=MOST)
    lang = "en" if frame.lang == "en" else "zh"
    shown = [(place, one) for place, one in enumerate(told["columns"]) if not one["identifier"]]
    st.subheader(frame.say("cross_across"))
    st.caption(frame.say("cross_across_wider"))
    rows = [{one["name"]: row[place] for place, one in shown} for row in told["texts"]]
    columns = [Column(one["name"], one["label"][lang]) for _, one in shown]
    show.table(columns, rows, frame.lang, file="across", key="own_across")
    _masked(frame)


def _one(frame: Frame) -> str:
    """One compound: its four sides, and the posts of whoever is clicked on. Returns its identifier."""
    chosen = choose(frame, ("Compound",))
    if chosen is None:
        if not frame.own("find"):
            st.info(frame.say("cross_empty"), icon=":material/search:")
        return ""
    place, name = chosen
    with st.spinner(frame.say("loading")):
        told = frame.client.get("/pictures/sides", **frame.scope, compound=place)
    clicked = drawing.picture(frame, told, key="sides")
    if clicked and not clicked.startswith("none"):
        frame.keep(node=clicked)
    drawing.save(frame, "/pictures/sides", name, key="sides_save", **frame.scope, compound=place)
    drawing.details(frame, told)
    node = frame.own("node")
    if node.startswith("p"):
        _person(frame, node)
    elif node:
        structure_panel.show_or_say(frame, node)
    _several(frame, {"compound": place})
    return place


def _person(frame: Frame, person: str) -> None:
    told = frame.client.get(f"/people/{person}", **frame.scope)
    st.subheader(show.plain(str(told["name"] or "")))
    rows = [
        {
            "body": one["body"]["name"],
            "post": one["kind_text"],
            "since": bounds(one["since"]),
            "until": last(one["until"]),
        }
        for one in told["posts"]
    ]
    columns = [Column(one, frame.say(one)) for one in ("body", "post", "since", "until")]
    show.table(columns, rows, frame.lang, file="person", key="own_person")
    if told["elsewhere"]:
        st.caption(frame.say("cross_elsewhere", count=told["elsewhere"]))


def _several(frame: Frame, only: dict[str, str]) -> None:
    """Pairs of posts that one person holds, a row each."""
    st.subheader(frame.say("cross_pairs"))
    told = turning.page_of(frame, "/people/several", PAIRS, **frame.scope, **only)
    rows = [{**one, "since": bounds(one["since"]), "until": last(one["until"])} for one in told["items"]]
    columns = [Column(one, frame.say(f"cross_{one}")) for one in PAIR]
    show.table(columns, rows, frame.lang, file="cross", key="own_pairs")
    turning.turn(frame, told, PAIRS)
    _masked(frame)


def _masked(frame: Frame) -> None:
    st.caption(frame.say("names_masked" if frame.who.role == "presenter" else "names_inside"))

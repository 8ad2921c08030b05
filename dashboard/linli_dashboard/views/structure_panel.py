"""What is known of a place or a body: posts, who holds them since when, findings, the cells it is from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Cell, Column
from linli_dashboard.spans import bounds, last
from linli_dashboard.views.structure_nodes import BODY, COMPOUND

READS_CELLS = ("auditor", "admin")
SIGN = "▲"


def show_node(frame: Frame, node: str) -> None:
    """The panel of a node. Raises Refused."""
    if BODY.fullmatch(node):
        _body(frame, frame.client.get(f"/organizations/{node}", **frame.scope))
    elif COMPOUND.fullmatch(node):
        _compound(frame, frame.client.get(f"/compounds/{node}/page", **frame.scope))
    else:
        _area(frame, frame.client.get(f"/places/{node}", **frame.scope))
    if frame.who.role in READS_CELLS:
        _cells(frame, node)


def show_or_say(frame: Frame, node: str) -> None:
    """The panel of a node; where the address names one that is not there, that is said."""
    st.divider()
    try:
        with st.spinner(frame.say("loading")):
            show_node(frame, node)
    except Refused as refused:
        show.problem(refused.problem)


def _area(frame: Frame, told: Told) -> None:
    place = told["place"]
    st.subheader(show.plain(f"{place['name']}（{place['level_text']}）"))
    _where(told["areas"])
    with st.container(horizontal=True):
        for name in ("compounds", "buildings"):
            st.metric(frame.say(f"structure_{name}"), place[name])
    rows = [row for tie in told["answers"] for row in _posts(frame, tie["body"]["name"], tie["heads"])]
    _table(frame, rows, "area")
    frame.link("coverage", frame.say("coverage"))


def _compound(frame: Frame, told: Told) -> None:
    st.subheader(show.plain(told["name"]))
    st.caption(show.plain(" · ".join(told["areas"])))
    rows = [
        {
            "body": body["name"],
            "post": f"{post['kind_text']} {post['seat']}".strip(),
            "holder": held["name"] if held else frame.say("structure_vacant"),
            "since": bounds(held["interval"][:2]) if held else "",
            "until": last(held["interval"][2:]) if held else "",
        }
        for body in told["bodies"]
        for post in body["posts"]
        for held in post["held"] or [None]
    ]
    _table(frame, rows, "compound")
    st.markdown(f"**{frame.say('structure_findings')}**")
    _findings(frame, told)
    st.markdown(f"**{frame.say('structure_ledgers')}**")
    unstated = frame.say("structure_not_whole")
    ledgers = [
        {**one, "ledger": one["title"][frame.lang], "whole_on": one["whole_on"] or unstated}
        for one in told["ledgers"]
    ]
    columns = [Column(name, frame.say(f"structure_{name}")) for name in ("ledger", "area", "whole_on")]
    show.table(columns, ledgers, frame.lang, file="ledgers", key="own_ledgers")
    with st.container(horizontal=True):
        own = {"find": str(told["name"]), "place": str(told["compound"])}
        for other in ("compound", "escalation", "cross"):
            frame.link(other, frame.say(other), **(own | ({"view": "one"} if other == "cross" else {})))


def _findings(frame: Frame, told: Told) -> None:
    """Findings with a sign, then what nobody can tell; or a word that there are none."""
    for one in told["findings"]:
        st.markdown(f":orange[{SIGN}] {show.plain(one['says'][frame.lang])}")
    for one in told["unknown"]:
        st.markdown(f"？ {show.plain(one['says'][frame.lang])}")
    if not told["findings"]:
        st.caption(frame.say("structure_no_findings"))


def _body(frame: Frame, told: Told) -> None:
    body = told["organization"]
    st.subheader(show.plain(f"{body['name']}（{body['kind_text']}）"))
    _where(told["areas"])
    _table(frame, list(_posts(frame, body["name"], told["posts"])), "body")
    frame.link("escalation", frame.say("escalation"), find=str(body["name"]), place=str(body["id"]))


def _posts(frame: Frame, body: str, posts: Sequence[Told]) -> Iterator[dict[str, Cell]]:
    """A row for each holder of each post; of a vacant one, that it is."""
    for post in posts:
        for held in post["held"] or [None]:
            yield {
                "body": body,
                "post": f"{post['kind_text']} {post['seat'] or ''}".strip(),
                "holder": held["name"] if held else frame.say("structure_vacant"),
                "since": bounds(held["since"]) if held else "",
                "until": last(held["until"]) if held else "",
            }


def _where(above: Sequence[Mapping[str, str]]) -> None:
    st.caption(show.plain(" · ".join(one["name"] for one in reversed(above))))


def _table(frame: Frame, rows: Sequence[Mapping[str, Cell]], key: str) -> None:
    columns = [Column(one, frame.say(one)) for one in ("body", "post", "holder", "since", "until")]
    show.table(columns, rows, frame.lang, file="posts", key=f"own_posts_{key}")
    st.caption(frame.say("names_masked" if frame.who.role == "presenter" else "names_inside"))


def _cells(frame: Frame, node: str) -> None:
    """Where in the ledgers it stands. It is looked for when it is asked for, and not before."""
    if not st.toggle(frame.say("structure_cells"), key="own_cells"):
        return
    told = frame.client.get(f"/ledgers/cells/{node}")
    columns = [Column(n, frame.say(f"cell_{n}")) for n in ("file", "sheet", "address", "heading", "value")]
    show.table(columns, told["cells"], frame.lang, file="cells", key="own_cell_rows")

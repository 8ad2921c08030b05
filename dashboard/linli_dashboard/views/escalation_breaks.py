"""All breaks of an area: by area and kind, by cause with the buildings it cuts off, by building."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import turning
from linli_dashboard.views.choosing import key_of

CAUSES, BUILDINGS = "at_causes", "at_buildings"
"""Where the address keeps the place in each list."""


def breaks(frame: Frame) -> None:
    """Totals, then what is behind them, of the kinds that the reader chose. Raises Refused."""
    with st.spinner(frame.say("loading")):
        told = frame.client.get("/escalation/breaks", **frame.scope)
    st.markdown(show.plain(told["says"]))
    found = {kind: text for kind, text in told["kinds"].items() if told["total"][kind]}
    _areas(frame, told, found)
    if not found:
        st.success(frame.say("escalation_no_breaks"), icon=":material/check:")
        return
    kinds = _kinds(frame, told, found)
    st.markdown(f"#### {frame.say('escalation_causes')}")
    with st.spinner(frame.say("loading")):
        _causes(frame, kinds)
        st.markdown(f"#### {frame.say('escalation_buildings')}")
        _buildings(frame, told, kinds)


def _areas(frame: Frame, told: Told, found: dict[str, str]) -> None:
    """A row an area; kinds of break that nowhere occur have no column."""
    columns = [
        Column("area_name", frame.say("area_name")),
        Column("places", frame.say("escalation_all"), number=True),
        Column("whole", frame.say("escalation_wholes"), number=True),
        *(Column(kind, f"▲ {text}", number=True) for kind, text in found.items()),
    ]
    show.table(columns, told["areas"], frame.lang, file="breaks", key="breaks")


def _kinds(frame: Frame, told: Told, found: dict[str, str]) -> list[str]:
    """The kinds of break to look at; those found are the choice, all of them where none is chosen."""
    asked = [one for one in frame.own("kind").split(",") if one]
    if strange := [one for one in asked if one not in found]:
        st.warning(frame.say("bad_choice", value=show.plain("，".join(strange))))
    held = st.session_state.get("own_kind")
    if held is None or any(one not in found for one in held):
        st.session_state["own_kind"] = [one for one in asked if one in found]
    chosen = st.pills(
        frame.say("escalation_kinds"),
        list(found),
        selection_mode="multi",
        format_func=lambda one: f"▲ {found[one]} {told['total'][one]}",
        key="own_kind",
    )
    frame.keep(kind=",".join(chosen))
    return list(chosen) or list(found)


def _causes(frame: Frame, kinds: list[str]) -> None:
    told = turning.page_of(frame, "/escalation/breaks/causes", CAUSES, **frame.scope, kind=kinds)
    columns = [
        Column("kind_text", frame.say("escalation_break")),
        Column("places", frame.say("escalation_cut"), number=True),
        Column("body_name", frame.say("escalation_body")),
        Column("level", frame.say("escalation_level")),
        Column("area_name", frame.say("area_name")),
        Column("person_name", frame.say("holder")),
        Column("other_name", frame.say("escalation_other")),
        Column("since", frame.say("since")),
    ]
    rows = [{**one, "kind_text": f"▲ {one['kind_text']}"} for one in told["items"]]
    show.table(show.filled(columns, rows), rows, frame.lang, file="causes", key="causes")
    turning.turn(frame, told, CAUSES)
    show.hidden([one["person_name"] for one in told["items"]], frame.lang)


def _buildings(frame: Frame, broken: Told, kinds: list[str]) -> None:
    told = turning.page_of(frame, "/escalation/breaks/buildings", BUILDINGS, **frame.scope, kind=kinds)
    columns = [
        Column("area_name", frame.say("area_name")),
        Column("compound_name", frame.say("compound_name")),
        Column("name", frame.say("escalation_building")),
        Column("breaks", frame.say("escalation_break")),
    ]
    rows = [
        {**one, "breaks": "；".join(f"▲ {broken['kinds'][kind]}" for kind in one["breaks"])}
        for one in told["items"]
    ]
    key = f"buildings_{frame.own(BUILDINGS)}"
    row = show.table(columns, rows, frame.lang, file="buildings", key=key, choose=True)
    turning.turn(frame, told, BUILDINGS)
    if row is None:
        st.caption(frame.say("escalation_open"))
        return
    one = told["items"][row]
    label = frame.say("escalation_go", place=f"{one['compound_name']} {one['name']}")
    st.button(label, icon=":material/stairs:", on_click=_walk, args=(frame, str(one["place"])))


def _walk(frame: Frame, place: str) -> None:
    """Show the way up from a place: a link within a page would leave its address as it was."""
    st.session_state.update({key_of("view"): "up", "own_search": ""})
    frame.keep(view="", kind="", find="", place=place)

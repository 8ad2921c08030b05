"""What nobody covers, now and in the months ahead, and why; what to mend first."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import drawing, show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views.choosing import flat
from linli_dashboard.views.coverage_lists import ends, gaps, places
from linli_dashboard.views.overview import ratio

BY = ("area", "type")
LEVELS, DEEP = ("1", "2", "3", "4"), "2"
NAME = "group:name"
"""The column of a group's name; no slot is called so."""
STATES = ("own", "joint", "attached", "forming", "gap", "unknown", "not_applicable")


def page(frame: Frame) -> None:
    """Slots side by side, rolled up, then one of the lists behind the numbers. Raises Refused."""
    by, levels = _choices(frame)
    with st.spinner(frame.say("loading")):
        told = frame.client.get("/coverage", **frame.scope, by=by, levels=int(levels))
    _slots(frame, told)
    st.markdown(f"#### {frame.say('coverage_groups')}")
    _groups(frame, told)
    names = {one["slot"]: one["text"] for one in told["slots"]}
    if names:
        _where(frame, names)
    _lists(frame, told, names)
    st.caption(frame.say("footer", as_of=told["as_of"], snapshot=told["snapshot"]))


def _choices(frame: Frame) -> tuple[str, str]:
    """How groups are made, and how many levels of area deep."""
    left, right = st.columns(2)
    with left:
        by = flat(frame, "by", frame.say("coverage_by"), {one: frame.say(f"by_{one}") for one in BY})
    with right:
        levels = DEEP
        if by == "area":
            levels = flat(frame, "levels", frame.say("coverage_levels"), {one: one for one in LEVELS}, DEEP)
    return by, levels


def _slots(frame: Frame, told: Told) -> None:
    """Every slot with its states, its denominator, and the interval of its ratio."""
    columns = [
        Column("slot_text", frame.say("slot")),
        Column("share", frame.say("ratio"), number=True),
        Column("filled", frame.say("covered"), number=True),
        Column("applicable", frame.say("asked"), number=True),
        *(
            Column(state, frame.say(f"coverage_{state}"), number=True)
            for state in STATES
            if any(one[state] for one in told["totals"])
        ),
    ]
    rows = [{**one, "share": ratio(one)} for one in told["totals"]]
    show.table(columns, rows, frame.lang, file="coverage", key="totals", whole=True)
    st.caption(show.plain(str(told["denominator"])))


def _groups(frame: Frame, told: Told) -> None:
    """A row a group, its slots side by side: how many of how many, and the ratio."""
    rows: dict[str, dict[str, str]] = {}
    for one in told["groups"]:
        row = rows.setdefault(one["group"], {NAME: one["group_text"] or frame.say("coverage_no_type")})
        if one["applicable"]:
            row[one["slot"]] = f"{one['filled']}/{one['applicable']} · {ratio(one)}"
    columns = [
        Column(NAME, frame.say(f"by_{told['by']}")),
        *(Column(one["slot"], one["text"]) for one in told["slots"]),
    ]
    show.table(columns, list(rows.values()), frame.lang, file="coverage-groups", key="groups")
    st.caption(frame.say("coverage_cells"))


def _where(frame: Frame, names: dict[str, str]) -> None:
    """One slot as a treemap; a compound that is clicked on leads to its own page."""
    st.markdown(f"#### {frame.say('coverage_where')}")
    slot = flat(frame, "map", frame.say("slot"), names)
    with st.spinner(frame.say("loading")):
        told = frame.client.get("/pictures/treemap", **frame.scope, slot=slot)
    clicked = drawing.picture(frame, told, key="treemap")
    if clicked:
        frame.keep(on=clicked)
    if frame.own("on").startswith("c"):
        _lead(frame, frame.own("on"))
    drawing.save(frame, "/pictures/treemap", names[slot], key="treemap_save", **frame.scope, slot=slot)
    drawing.details(frame, told)


def _lead(frame: Frame, place: str) -> None:
    """To the page of a compound; where the address names one that is not there, that is said."""
    try:
        one = frame.client.get(f"/places/{place}", **frame.scope)["place"]
    except Refused as refused:
        show.problem(refused.problem)
    else:
        frame.link("compound", frame.say("coverage_go_to", name=one["name"]), place=str(one["id"]))


def _lists(frame: Frame, told: Told, names: dict[str, str]) -> None:
    """The lists behind the numbers: gaps in the order to act, what ends, every place."""
    kinds = {"gaps": gaps, "ends": ends, "places": places}
    chosen = flat(
        frame, "list", frame.say("coverage_list"), {one: frame.say(f"coverage_{one}") for one in kinds}
    )
    asked = [one for one in frame.own("slot").split(",") if one]
    if strange := [one for one in asked if one not in names]:
        st.warning(frame.say("bad_choice", value=show.plain("，".join(strange))))
    held = st.session_state.get("own_slot")
    if held is None or any(one not in names for one in held):
        st.session_state["own_slot"] = [one for one in asked if one in names]
    slots = st.pills(
        frame.say("coverage_only"),
        list(names),
        selection_mode="multi",
        format_func=lambda one: names[one],
        key="own_slot",
    )
    frame.keep(slot=",".join(slots))
    with st.spinner(frame.say("loading")):
        kinds[chosen](frame, told, list(slots))

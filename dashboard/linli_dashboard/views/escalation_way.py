"""The way up from one place: whether it is whole, where it breaks, every step, whom else to turn to."""

from __future__ import annotations

import base64
from functools import partial

import streamlit as st

from linli_dashboard import drawing, show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column


def way(frame: Frame, place: str) -> None:
    """The way up from a place, by its identifier. Raises Refused."""
    with st.spinner(frame.say("loading")):
        told = frame.client.get("/escalation", **frame.scope, place=place)
        picture = frame.client.file("/escalation", **frame.scope, place=place, format="svg")
    st.subheader(show.plain(told["name"]), anchor=False)
    where = " · ".join([*told["areas"], frame.say("escalation_day", day=told["as_of"])])
    st.caption(show.plain(where))
    _state(frame, told)
    _steps(frame, told)
    if not _walked(frame, told, place):
        st.image(
            f"data:image/svg+xml;base64,{base64.b64encode(picture.content).decode()}",
            alt=" ".join(sentence.strip() for sentence in told["sentences"]),
        )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            frame.say("escalation_save"),
            picture.content,
            f"{told['name']}.svg",
            "image/svg+xml",
            on_click="ignore",
        )
        if place.startswith("c"):
            frame.link("compound", frame.say("compound"), place=place)
    if told["asides"]:
        with st.expander(frame.say("escalation_asides", count=len(told["asides"]))):
            _turns(frame, told)
    with st.expander(frame.say("escalation_words")):
        for sentence in told["sentences"]:
            st.markdown(show.plain(sentence.strip()))
        st.caption(show.plain(frame.say("escalation_scheme", source=_both(frame, told["scheme"]["source"]))))


def _walked(frame: Frame, told: Told, place: str) -> bool:
    """The way walked step by step, as far as the address says. Returns whether anybody walks."""
    last, said = len(told["steps"]), frame.own("step")
    here = int(said) if said.isdecimal() and int(said) <= last else None
    with st.container(horizontal=True, vertical_alignment="center"):
        if here is None:
            _go(frame, "escalation_walk", ":material/directions_walk:", "0", off=not last)
            return False
        _go(frame, "escalation_back", ":material/arrow_back:", str(here - 1), off=here == 0)
        _go(frame, "escalation_on", ":material/arrow_forward:", str(here + 1), off=here == last)
        _go(frame, "escalation_at_once", ":material/stairs:", "", off=False)
    drawn = frame.client.get("/pictures/ladder", **frame.scope, place=place, step=here)
    drawing.picture(frame, drawn, key="ladder", choose=False)
    return True


def _go(frame: Frame, key: str, icon: str, step: str, *, off: bool) -> None:
    st.button(
        frame.say(key), key=f"own_{key}", icon=icon, disabled=off, on_click=partial(frame.keep, step=step)
    )


def _both(frame: Frame, label: Told) -> str:
    return str(label["en" if frame.lang == "en" else "zh"])


def _state(frame: Frame, told: Told) -> None:
    """Whether the way is whole; if not, each break with its sign and kind."""
    if told["reached"] and not told["breaks"]:
        st.success(frame.say("escalation_whole", steps=len(told["steps"])), icon=":material/check:")
        return
    lines = [
        f"▲ **{show.plain(one['kind_text'])}** · {show.plain(_both(frame, one['says']))}"
        for one in told["breaks"]
    ]
    head = frame.say("escalation_broken", count=len(lines)) if lines else frame.say("escalation_short")
    st.warning("\n\n".join([head, *lines]), icon=":material/link_off:")


def _steps(frame: Frame, told: Told) -> None:
    """A row for each leading post of each step; a step that breaks has its sign."""
    broken = {one["body_id"]: one["kind_text"] for one in told["breaks"]}
    rows = []
    for step in told["steps"]:
        kind = broken.get(step["body_id"])
        sure = step["certain"] and all(led["certain"] is not False for led in step["leaders"])
        state = f"▲ {kind}" if kind else frame.say("escalation_certain" if sure else "escalation_maybe")
        for led in step["leaders"] or [{}]:
            rows.append(
                {
                    "step": step["step"],
                    "relation": step["relation_text"],
                    "body": step["body"],
                    "kind": step["kind_text"],
                    "post": led.get("post_text", ""),
                    "holder": led.get("holder") or frame.say("escalation_nobody"),
                    "since": led.get("since_text", ""),
                    "until": led.get("until_text", ""),
                    "state": state,
                }
            )
    columns = [
        Column("step", frame.say("escalation_step"), number=True),
        Column("relation", frame.say("escalation_relation")),
        Column("body", frame.say("escalation_body")),
        Column("kind", frame.say("escalation_kind")),
        Column("post", frame.say("post")),
        Column("holder", frame.say("holder")),
        Column("since", frame.say("since")),
        Column("until", frame.say("until")),
        Column("state", frame.say("escalation_state")),
    ]
    show.table(columns, rows, frame.lang, file=f"{told['name']}-way", key="way", whole=True)
    show.hidden([str(row["holder"]) for row in rows], frame.lang)


def _turns(frame: Frame, told: Told) -> None:
    columns = [
        Column("relation_text", frame.say("escalation_relation")),
        Column("body", frame.say("escalation_body")),
    ]
    show.table(columns, told["asides"], frame.lang, file=f"{told['name']}-others", key="asides", whole=True)

"""Choosing a place by its name: a search box, then one of what was found; both kept in the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame

MOST = 50
"""Found places that one can choose from."""


def choose(frame: Frame, types: Sequence[str]) -> tuple[str, str] | None:
    """A place that the reader searched for.

    Parameters: `frame`; `types` of what may be chosen, such as "Compound", those that are meant most first.
    Returns its identifier and name; None while nothing is chosen. A link may name a place without a search:
    its identifier then stands for its name. Raises Refused.
    """
    st.session_state.setdefault("own_search", frame.own("find"))
    said = st.text_input(frame.say("search"), key="own_search", placeholder=frame.say("search_like")).strip()
    asked = frame.own("place")
    if not said:
        if asked and not frame.own("find"):
            return asked, asked
        frame.keep(find="", place="")
        return None
    answer = frame.client.get("/places/search", **frame.scope, q=said, type=list(types), limit=200)
    ranked = sorted(answer["items"], key=lambda one: (not one["whole"], types.index(one["type"])))
    found = {one["id"]: one for one in ranked[:MOST]}
    if not found:
        frame.keep(find=said, place="")
        st.warning(frame.say("search_none", said=show.plain(said)))
        return None
    chosen = _one(frame, found, asked if said == frame.own("find") else "")
    if answer["total"] > len(found):
        st.caption(frame.say("search_many", total=answer["total"], shown=len(found)))
    frame.keep(find=said, place=chosen)
    return chosen, str(found[chosen]["name"])


def _one(frame: Frame, found: dict[str, Told], asked: str) -> str:
    """One of what was found; the one that the address names, if it is among them."""
    if asked and asked not in found:
        st.warning(frame.say("search_gone"))
    if st.session_state.get("own_place") not in found:
        st.session_state["own_place"] = asked if asked in found else next(iter(found))

    def name(key: str) -> str:
        one = found[key]
        return frame.say(f"found_{one['type']}", name=one["name"], where=one["where"])

    return str(st.selectbox(frame.say("search_choose"), list(found), format_func=name, key="own_place"))

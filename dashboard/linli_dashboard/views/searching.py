"""Choosing a place by its name: a search box, then one of what was found; both kept in the address."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.frame import Frame

MOST = 30


def choose(frame: Frame, types: tuple[str, ...]) -> tuple[str, str] | None:
    """A place that the reader searched for.

    Parameters: `frame`; `types`, labels of what may be chosen, such as "Compound".
    Returns its identifier and name; None while nothing is chosen. Raises Refused.
    """
    st.session_state.setdefault("own_search", frame.own("find"))
    said = st.text_input(frame.say("search"), key="own_search").strip()
    if not said:
        frame.keep(find="", place="")
        st.info(frame.say("search_empty"))
        return None
    answer = frame.client.get("/places/search", **frame.scope, q=said, limit=200)
    found = {one["id"]: one for one in answer["items"] if one["type"] in types}
    if not found:
        frame.keep(find=said, place="")
        st.warning(frame.say("search_none", said=show.plain(said)))
        return None
    names = {key: f"{one['name']}（{one['where']}）" for key, one in list(found.items())[:MOST]}
    asked = frame.own("place")
    index = list(names).index(asked) if asked in names else 0
    chosen = st.selectbox(
        frame.say("search_choose"), list(names), index=index, format_func=lambda key: names[key]
    )
    frame.keep(find=said, place=chosen)
    return chosen, str(found[chosen]["name"])

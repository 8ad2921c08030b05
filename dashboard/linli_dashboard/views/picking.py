"""Naming a body or a place in a form: typed, and chosen where several fit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame

MOST = 50
"""Hits that one can choose from."""

BODY = ("Organization",)
PLACE = ("Compound", "Area")
GROUND = ("Compound", "Building", "Grid", "Organization")


@dataclass(frozen=True)
class Picked:
    """What was named: its identifier and type, "" while nothing is; and how a change names it."""

    id: str = ""
    type: str = ""
    name: str = ""


def pick(frame: Frame, key: str, label: str, types: tuple[str, ...], /, made: Collection[str] = ()) -> Picked:
    """A body or a place. Where several fit, nothing is named before one of them is chosen.

    Parameters: `key` of the widget; `label`; `types` of what may be named; `made`, names of what earlier
    changes found, which no graph knows yet.
    Raises Refused.
    """
    said = st.text_input(label, key=key, placeholder=frame.say("picking_hint")).strip()
    if not said:
        return Picked()
    if said in made:
        st.caption(f"→ {show.plain(frame.say('picking_made', said=said))}")
        return Picked(name=said)
    answer = frame.client.get("/places/search", **frame.scope, q=said, type=list(types), limit=MOST)
    hits: dict[str, Told] = {str(one["id"]): one for one in answer["items"]}
    if not hits:
        st.caption(f"▲ {show.plain(frame.say('search_none', said=said))}")
        return Picked()
    same = [one for one, hit in hits.items() if hit["name"] == said]
    only = same if len(same) == 1 else list(hits) if len(hits) == 1 else []
    if only:
        st.caption(f"→ {show.plain(_shown(frame, hits[only[0]]))}")
    chosen = only[0] if only else _which(frame, f"{key}_{said}", hits)
    if not chosen:
        return Picked()
    hit = hits[chosen]
    return Picked(chosen, str(hit["type"]), chosen if _shared(hit, hits) else named(hit))


def named(hit: Told) -> str:
    """How a change names what the search found.

    >>> named({"type": "Building", "name": "1栋", "where": "松涛苑"})
    '松涛苑/1栋'
    >>> named({"type": "Organization", "name": "甲支部", "where": "示例社区"})
    '甲支部'
    """
    return f"{hit['where']}/{hit['name']}" if hit["type"] == "Building" else str(hit["name"])


def _which(frame: Frame, key: str, hits: dict[str, Told]) -> str:
    """One of several that fit."""
    return (
        st.selectbox(
            frame.say("search_choose"),
            list(hits),
            index=None,
            format_func=lambda one: _shown(frame, hits[one]),
            key=key,
            placeholder=frame.say("picking_several", count=len(hits)),
        )
        or ""
    )


def _shared(hit: Told, hits: dict[str, Told]) -> bool:
    """Whether others have the very name by which a change would call it."""
    return sum(1 for one in hits.values() if named(one) == named(hit)) > 1


def _shown(frame: Frame, hit: Told) -> str:
    return frame.say(f"found_{hit['type']}", name=hit["name"], where=hit["where"])

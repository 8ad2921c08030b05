"""Long lists of the API, page by page: the first at once, the others when the reader asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from linli_dashboard.client import Told
from linli_dashboard.frame import Frame

PAGE = 100
"""Rows that are fetched at once."""

Value = str | int | bool | Sequence[str] | None


@dataclass
class _Read:
    """What was read of a list: what it hangs on, its rows so far, the cursor of the next page."""

    of: object
    items: list[Any]
    next: str | None


def read(frame: Frame, path: str, key: str, /, **values: Value) -> Told:
    """A list of the API, as far as the reader has asked for it.

    Parameters: `path` of the list and `values` for it; `key` of the list on its page.
    Returns the first page's answer, with the rows of all pages so far in `items`. Raises Refused.
    """
    name = f"own_read_{key}"
    first = frame.client.get(path, **values, limit=PAGE)
    of = (path, frame.lang, first["snapshot"], sorted(values.items()))
    had = st.session_state.get(name)
    if not isinstance(had, _Read) or had.of != of:
        had = _Read(of, first["items"], first["next"])
        st.session_state[name] = had
    elif st.session_state.pop(f"{name}_more", False) and had.next:
        page = frame.client.get(path, **values, limit=PAGE, cursor=had.next)
        had.items, had.next = had.items + page["items"], page["next"]
    return {**first, "items": had.items}


def more(frame: Frame, key: str, told: Told) -> None:
    """Under a list that goes on: how much of it is seen, and a button for more of it."""
    shown, total = len(told["items"]), told["total"]
    if total <= shown:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(frame.say("of_total", shown=shown, total=total))
        st.button(
            frame.say("more", count=min(PAGE, total - shown)),
            key=f"more_{key}",
            on_click=_ask,
            args=(f"own_read_{key}_more",),
        )


def _ask(name: str) -> None:
    st.session_state[name] = True

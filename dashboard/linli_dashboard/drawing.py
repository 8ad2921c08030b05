"""Pictures of the API shown on a page: drawn by Streamlit's own ECharts where the one layout put everything,
with the sentence that says what is to be read in them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from typing import Any, cast

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame

SVG = "image/svg+xml"
TALLEST = 620
"""Pixels of a picture that are seen at once; what is higher is scrolled."""
_STEP = re.compile(r"\.(!\d+)?$")
"""What a ladder adds to a body's identifier, so that one that stands on it twice has two boxes."""


def picture(frame: Frame, told: Told, *, key: str, alt: str = "", choose: bool = True) -> str | None:
    """A picture as one of /pictures tells it, and its reading sentence.

    Parameters: `told`, the API's answer; `key`, one a picture on the page; `alt`, what it is for those who
    cannot see it, its own title and sentence by default; `choose`, whether boxes may be clicked on.
    Returns the identifier of the box that was clicked on just now, once a click: what a page has chosen it
    keeps in the address. None where nothing was clicked on, or what is no thing of the graph.
    """
    option, wide, high = _option(told, choose), int(told["width"]), int(told["height"])
    mark = hashlib.sha256(json.dumps(option, sort_keys=True).encode()).hexdigest()[:12]
    # The picture's hash is in the key: a click is an index, which means another box in another picture.
    name = f"own_{key}_{mark}"
    st.html(f"<style>.st-key-{name}, .st-key-{name} > * {{ min-width: {wide}px }}</style>")
    with st.container(key=f"picture_{key}", height=TALLEST + 40 if high > TALLEST else "content"):
        event = st.echarts_chart(
            option,
            width=wide,
            height=high,
            theme=None,
            key=name,
            on_select="rerun" if choose else "ignore",
            renderer="svg",
            alt=alt or f"{told['title']} {told['reading']}".strip(),
        )
    if told["reading"]:
        st.markdown(f"**{show.plain(told['reading'])}**")
    return _fresh(f"own_{key}_clicked", name, clicked(event, option)) if choose else None


def clicked(event: Any, option: Told) -> str | None:
    """The identifier of the box that is chosen in a picture.

    >>> option = {"series": [{}, {"data": [{"id": "o1."}, {"id": "label:x"}]}]}
    >>> picked = lambda n: {"selection": {"selected": [{"series_index": 1, "data_indices": [n]}]}}
    >>> clicked(picked(0), option), clicked(picked(1), option), clicked(picked(9), option)
    ('o1', None, None)
    """
    for group in event["selection"]["selected"]:
        boxes = option["series"][group["series_index"]].get("data", [])
        for place in group["data_indices"]:
            if place < len(boxes):
                identity = str(boxes[place].get("id", ""))
                return None if not identity or ":" in identity else _STEP.sub("", identity)
    return None


def save(frame: Frame, path: str, name: str, /, *, key: str, **values: Sequence[str]) -> None:
    """A button that saves a picture as SVG. It is asked of the API when it is pressed, and not before.

    Parameters: `path` of the picture and `values`, as it was asked for; `name` of the file without ending.
    """

    def content() -> bytes:
        return frame.client.file(path, **values, format="svg").content

    st.download_button(
        frame.say("drawing_save"), content, f"{name}.svg", SVG, key=key, on_click="ignore", type="tertiary"
    )


def details(frame: Frame, told: Told) -> None:
    """The same in words, for those who would rather read or cannot see it."""
    if told["details"]:
        with st.expander(frame.say("drawing_words")):
            st.markdown("\n".join(f"- {show.plain(one)}" for one in told["details"]))


def _option(told: Told, choose: bool) -> Told:
    option = cast("Told", json.loads(json.dumps(told["option"])))
    option["aria"].pop("label", None)  # `alt` says it
    for series in option["series"]:
        if series["type"] == "graph":
            series |= {"selectedMode": "single" if choose else False, "select": {"disabled": False}}
            series["cursor"] = "pointer" if choose else "default"
    return option


def _fresh(key: str, name: str, chosen: str | None) -> str | None:
    """What was chosen, if it was not chosen before: a selection stays while the page runs again."""
    before = st.session_state.get(key)
    st.session_state[key] = (name, chosen)
    return chosen if (name, chosen) != before else None

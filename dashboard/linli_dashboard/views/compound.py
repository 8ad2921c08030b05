"""A compound on one page: who answers there, in which posts, until when."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views.searching import choose

EVER, NEVER = "0001-01-01", "9999-12-31"


def page(frame: Frame) -> None:
    """Search a compound, read its page, take it along. Raises Refused."""
    chosen = choose(frame, ("Compound",))
    if chosen is None:
        return
    key, name = chosen
    path = f"/compounds/{key}/page"
    with st.spinner(frame.say("loading")):
        told = frame.client.get(path, **frame.scope)
        text = frame.client.file(path, **frame.scope, format="text")
    st.subheader(show.plain(name))
    st.caption(show.plain(" · ".join(told["areas"])))
    st.markdown(f"**{frame.say('compound_bodies')}**")
    _bodies(frame, told)
    st.markdown(f"**{frame.say('compound_whole')}**")
    st.code(text.content.decode("utf-8"), language=None, wrap_lines=True)
    whole = frame.client.file(path, **frame.scope, format="html")
    st.download_button(
        frame.say("compound_save"), whole.content, f"{name}.html", "text/html", on_click="ignore"
    )
    with st.container(horizontal=True):
        frame.link("escalation", frame.say("escalation"), find=name, place=key)


def _bodies(frame: Frame, told: Told) -> None:
    rows = [
        {
            "body": body["name"],
            "superior": body["superior"],
            "post": f"{post['kind_text']} {post['seat']}".strip(),
            "holder": held["name"],
            "since": day(held["interval"][0]),
            "until": day(held["interval"][3]),
        }
        for body in told["bodies"]
        for post in body["posts"]
        for held in post["held"] or [{"name": "—", "interval": [EVER, EVER, NEVER, NEVER]}]
    ]
    columns = [
        Column(one, frame.say(one)) for one in ("body", "post", "holder", "since", "until", "superior")
    ]
    show.table(columns, rows, frame.lang, file=str(told["name"]), key="bodies")


def day(said: str) -> str:
    """A day; nothing where none is known.

    >>> day("2025-06-30"), day("9999-12-31")
    ('2025-06-30', '')
    """
    return "" if said in (EVER, NEVER) else said

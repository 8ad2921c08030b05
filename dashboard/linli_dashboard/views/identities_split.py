"""One person of the graph who is two: whose posts are the other's."""

from __future__ import annotations

from functools import partial

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import choosing, doing
from linli_dashboard.views.identities_pairs import about, elsewhere


def part(frame: Frame) -> None:
    """Who, then which bodies are another's, and what comes of it. Raises Refused."""
    st.caption(frame.say("identities_split_says"))
    key = choosing.key_of("name")
    st.session_state.setdefault(key, frame.own("name"))
    name = st.text_input(
        frame.say("identities_name"), key=key, max_chars=60, on_change=_anew, args=(frame,)
    ).strip()
    frame.keep(name=name)
    if not name:
        return
    items = frame.client.get("/people", **frame.scope, name=name, limit=500)["items"]
    known: dict[str, list[str]] = {}
    for one in items:
        known.setdefault(str(one["person"]), []).append(f"{one['body']} {one['post_text']}")
    if not known:
        st.info(frame.say("identities_nobody", name=show.plain(name)))
        return
    labels = {person: f"{name}（{'；'.join(dict.fromkeys(held))}）" for person, held in known.items()}
    person = choosing.one_of(frame, "person", frame.say("identities_which"), labels)
    _one(frame, frame.client.get(f"/people/{person}", **frame.scope))


def _anew(frame: Frame) -> None:
    """Which one was chosen goes with the name: another name starts anew."""
    frame.keep(person="")
    st.session_state.pop(choosing.key_of("person"), None)


def _one(frame: Frame, told: Told) -> None:
    _posts(frame, told)
    bodies = {str(post["body"]["id"]): str(post["body"]["name"]) for post in told["posts"]}
    if len(bodies) < 2:
        st.info(frame.say("identities_one_body"))
        return
    taken = st.multiselect(
        frame.say("identities_taken"),
        list(bodies),
        format_func=lambda one: bodies[one],
        key=choosing.key_of(f"taken_{told['person']}"),
        placeholder=frame.say("identities_taken_hint"),
    )
    if not taken:
        return
    stays = [name for body, name in bodies.items() if body not in taken]
    if not stays:
        st.warning(frame.say("identities_all_taken"))
        return
    goes = [bodies[body] for body in taken]
    st.markdown(f"- {show.plain(frame.say('identities_stays', bodies='、'.join(stays)))}")
    st.markdown(f"- {show.plain(frame.say('identities_goes', bodies='、'.join(goes)))}")
    st.caption(frame.say("identities_counts_from"))
    note = st.text_input(frame.say("identities_note"), max_chars=2000, key=choosing.key_of("split_note"))
    if st.button(frame.say("identities_split_do"), icon=":material/call_split:"):
        body = {"person": told["person"], "bodies": taken, "note": note.strip()}
        work = partial(frame.client.post, "/identities/split", body)
        doing.do(frame, work, frame.say("identities_split_done"))


def _posts(frame: Frame, told: Told) -> None:
    """The posts that the graph has as this person's."""
    names = ("post", "span", "where")
    rows: list[dict[str, show.Cell]] = [
        {"body": post["body"]["name"], **dict(zip(names, about(post), strict=True))} for post in told["posts"]
    ]
    columns = [
        Column("body", frame.say("identities_body")),
        Column("post", frame.say("post")),
        Column("span", frame.say("identities_span")),
        Column("where", frame.say("identities_where")),
    ]
    show.table(columns, rows, frame.lang, file="posts", key="posts", whole=True)
    elsewhere(frame, told)

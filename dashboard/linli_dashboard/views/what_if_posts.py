"""Posts and persons in the forms of changes: which posts a body has, who holds them, who is meant."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Told
from linli_dashboard.views.changes import Value
from linli_dashboard.views.what_if_fields import Form


def choose(form: Form, body: Told | None) -> str:
    """A post of a body, with who holds it now; or one that is to be set up there."""
    there = of(form, body)
    others = [word for word in form.words["post_kind"].values() if word not in there]
    chosen = st.selectbox(
        form.say("post"),
        [*there, *others],
        index=None,
        key=form.key(f"post_{body['organization']['id'] if body else ''}"),
        placeholder=form.frame.say("what_if_choose"),
        format_func=lambda one: f"{one} · {held(form, there[one])}" if one in there else one,
    )
    return chosen or ""


def term(form: Form, post: Told) -> str:
    """Whose term ends, as the change names them; "" for the post itself. A name that is hidden or that two
    holders share does not tell who is meant: an identifier does.
    """
    names = {str(held["person"]): str(held["name"]) for held in post["held"]}
    chosen = st.selectbox(
        form.say("holder"),
        [*names, ""],
        key=form.key(f"holder_{post['id']}"),
        format_func=lambda one: names.get(one) or form.frame.say("what_if_whole_post"),
    )
    name = names.get(chosen, "")
    return chosen if "*" in name or list(names.values()).count(name) > 1 else name


def of(form: Form, body: Told | None) -> dict[str, Told]:
    """The posts that a body has, by how a change names each."""
    if body is None:
        return {}
    return {
        f"{post['kind_text']}/{post['seat']}" if post["seat"] else str(post["kind_text"]): post
        for post in body["posts"]
    }


def held(form: Form, post: Told) -> str:
    """Who holds a post, in a line."""
    return "、".join(str(held["name"]) for held in post["held"]) or form.frame.say("what_if_vacant")


def person(form: Form) -> Value:
    """Who is appointed, as a change names them: by name, a newcomer as such, and one of several of a name by
    an identifier.
    """
    said = form.text("person")
    new = st.checkbox(form.frame.say("what_if_new"), key=form.key("new"))
    if not said:
        return ""
    if new:
        return {"new": said}
    answer = form.frame.client.get("/people", **form.frame.scope, name=said, limit=200)
    known: dict[str, list[str]] = {}
    for one in answer["items"]:
        known.setdefault(str(one["person"]), []).append(f"{one['body']} {one['post_text']}")
    if not known:
        st.caption(f"▲ {show.plain(form.frame.say('what_if_nobody', name=said))}")
    if len(known) < 2:
        return said
    chosen = st.selectbox(
        form.say("which"),
        list(known),
        index=None,
        key=form.key(f"which_{said}"),
        format_func=lambda one: f"{said}（{'；'.join(dict.fromkeys(known[one]))}）",
        placeholder=form.frame.say("picking_several", count=len(known)),
    )
    return chosen or ""

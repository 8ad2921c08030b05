"""The form that writes a change: somebody appointed, something ended, founded, merged, attached."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from linli_dashboard.views import what_if_posts as posts
from linli_dashboard.views.changes import Value, item
from linli_dashboard.views.picking import BODY, GROUND, PLACE
from linli_dashboard.views.what_if_fields import Form

Fields = Mapping[str, Value]

COMPANY = "property_company"
"""The kind of body that serves compounds by contract."""


def ask(form: Form, kind: str) -> str:
    """The fields of a kind of change. Returns the change as text; "" while a field that it needs is blank."""
    fields, needed = KINDS[kind](form)
    return item(fields) if all(fields.get(name) for name in needed) else ""


def _appoint(form: Form) -> tuple[Fields, tuple[str, ...]]:
    left, right = st.columns(2)
    with left:
        body = form.body("body")
        post = posts.choose(form, form.organization(body))
    with right:
        who = posts.person(form)
    first, second, third = st.columns(3)
    with first:
        since = form.day("since")
    with second:
        until = form.day("until")
    with third:
        how = form.word("how", "appointment")
    to = f"{body.name}/{post}" if body.name and post else ""
    return {"appoint": who, "to": to, "since": since, "until": until, "how": how}, ("appoint", "to", "since")


def _end(form: Form) -> tuple[Fields, tuple[str, ...]]:
    left, right = st.columns(2)
    with left:
        body = form.body("ends")
        known = form.organization(body)
        there = posts.of(form, known)
        whole = form.frame.say("what_if_whole_body")
        post = st.selectbox(
            form.say("end_post"),
            ["", *there],
            key=form.key(f"end_{body.id}"),
            format_func=lambda one: f"{one} · {posts.held(form, there[one])}" if one else whole,
        )
    company = known is not None and known["organization"]["kind"] == COMPANY and not post
    with right:
        holder = posts.term(form, there[post]) if post else ""
        compound = form.body("contract", ("Compound",)).name if company else ""
        on = form.day("on")
    end = f"{body.name}/{post}" if body.name and post else body.name
    return {"end": end, "holder": holder, "compound": compound, "on": on}, ("end", "on")


def _found(form: Form) -> tuple[Fields, tuple[str, ...]]:
    left, right = st.columns(2)
    with left:
        name = form.text("name")
        kind = form.word("kind", "organization_kind")
        place = form.body("at", PLACE).name
    with right:
        since = form.day("since")
        superior = form.body("reports_to").name
        seats = st.multiselect(
            form.say("posts"),
            list(form.words["post_kind"].values()),
            key=form.key("posts"),
            placeholder=form.frame.say("what_if_choose"),
        )
    fields = {"found": name, "kind": kind, "at": place, "since": since, "reports_to": superior}
    return {**fields, "posts": seats}, ("found", "kind", "at", "since")


def _merge(form: Form) -> tuple[Fields, tuple[str, ...]]:
    left, right = st.columns(2)
    with left:
        body = form.body("merge").name
        on = form.day("on")
    with right:
        into = form.body("into").name
    return {"merge": body, "into": into, "on": on}, ("merge", "into", "on")


def _attach(form: Form) -> tuple[Fields, tuple[str, ...]]:
    left, right = st.columns(2)
    with left:
        what = form.body("attach", GROUND)
        since = form.day("since")
    with right:
        to = form.body("attach_to").name
        # A body that comes under another has no mode.
        mode = form.word("mode", "coverage_mode") if what.type not in ("", *BODY) else ""
    return {"attach": what.name, "to": to, "since": since, "mode": mode}, ("attach", "to", "since")


KINDS: dict[str, Callable[[Form], tuple[Fields, tuple[str, ...]]]] = {
    "appoint": _appoint,
    "end": _end,
    "found": _found,
    "merge": _merge,
    "attach": _attach,
}
"""Kind of change → its form: the fields as the change has them, and those that it must have."""

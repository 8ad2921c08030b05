"""Users: the list, a new one, one changed or removed."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import streamlit as st

from linli_dashboard import choices, show
from linli_dashboard.client import Refused, Told
from linli_dashboard.frame import Frame
from linli_dashboard.show import Column
from linli_dashboard.views import choosing, doing
from linli_dashboard.views.access_fields import fields

LONGEST = 200
"""Characters of a password that the API takes."""


def part(frame: Frame) -> None:
    """The list; a user opened, or the form of a new one. Raises Refused."""
    st.caption(frame.say("access_users_says"))
    users = frame.client.get("/users")["users"]
    areas = _areas(frame)
    if who := frame.own("who"):
        found = [one for one in users if one["name"] == who]
        st.button(frame.say("back_to_list"), on_click=frame.keep, kwargs={"who": ""}, type="tertiary")
        if found:
            _one(frame, found[0], areas)
        else:
            st.warning(frame.say("access_no_user", name=show.plain(who)))
        return
    columns = [
        Column("name", frame.say("user_name")),
        Column("role", frame.say("access_role")),
        Column("areas", frame.say("access_areas"), width=480),
    ]
    rows = [
        {**one, "role": frame.say(f"role_{one['role']}"), "areas": _named(frame, one["areas"], areas)}
        for one in users
    ]
    if rows:
        row = show.table(
            columns, rows, frame.lang, file="users", key=choosing.key_of("users"), choose=True, whole=True
        )
        if row is not None:
            frame.keep(who=str(users[row]["name"]))
            st.rerun()
        st.caption(frame.say("choose_a_row"))
    else:
        st.info(frame.say("access_no_users"), icon=":material/group:")
    _new(frame, areas)


def _areas(frame: Frame) -> dict[str, str]:
    """Areas that can be given; none while nothing has been built."""
    try:
        return choices.areas(frame.client, frame.place.area)
    except Refused as refused:
        st.info(show.plain(refused.problem.detail), icon=":material/info:")
        return {}


def _named(frame: Frame, codes: list[str] | None, areas: dict[str, str]) -> str:
    if codes is None:
        return frame.say("everywhere")
    return "、".join(areas.get(code, code) for code in codes) or frame.say("access_nowhere")


def _new(frame: Frame, areas: dict[str, str]) -> None:
    st.subheader(frame.say("access_new"), anchor=False)
    key = choosing.key_of("new")
    with st.form(key, border=True):
        left, right = st.columns(2)
        name = left.text_input(frame.say("user_name"), max_chars=100, key=f"{key}_name").strip()
        password = right.text_input(
            frame.say("password"),
            type="password",
            max_chars=LONGEST,
            help=frame.say("access_password_help"),
            autocomplete="new-password",
            key=f"{key}_password",
        )
        role, given = fields(frame, key, areas, None)
        if not st.form_submit_button(
            frame.say("access_new_do"), icon=":material/person_add:", type="primary"
        ):
            return
    if not name or not password:
        st.warning(frame.say("access_needs"))
    elif given == []:
        st.warning(frame.say("access_needs_area"))
    else:
        body = {"name": name, "password": password, "role": role, "areas": given}
        _do(frame, key, lambda: frame.client.post("/users", body), frame.say("access_made", name=name))


def _one(frame: Frame, one: Told, areas: dict[str, str]) -> None:
    """A user, to be changed or removed."""
    name, key = str(one["name"]), choosing.key_of(f"user_{one['name']}")
    path = f"/users/{quote(name, safe='')}"
    st.subheader(show.plain(name), anchor=False)
    st.caption(frame.say("access_change_says"))
    with st.form(key, border=True):
        role, given = fields(frame, key, areas, one)
        password = st.text_input(
            frame.say("access_password_new"),
            type="password",
            max_chars=LONGEST,
            help=frame.say("access_password_help"),
            autocomplete="new-password",
            key=f"{key}_password",
        )
        changes = st.form_submit_button(frame.say("access_change_do"), icon=":material/save:", type="primary")
    if changes and given == []:
        st.warning(frame.say("access_needs_area"))
    elif changes:
        body = {"role": role, "areas": given, **({"password": password} if password else {})}
        _do(frame, key, lambda: frame.client.patch(path, body), frame.say("access_changed", name=name))
    with st.expander(frame.say("access_remove"), icon=":material/person_off:"):
        st.caption(frame.say("access_remove_says"))
        if st.checkbox(
            frame.say("access_remove_sure", name=show.plain(name)), key=f"{key}_sure"
        ) and st.button(frame.say("access_remove_do"), key=f"{key}_remove"):
            said = frame.say("access_removed", name=name)
            _do(frame, key, lambda: frame.client.delete(path), said, who="")


def _do(frame: Frame, key: str, work: Callable[[], object], said: str, **keep: str) -> None:
    """Do it; the page then forgets what was typed, the password above all."""

    def done() -> None:
        work()
        for name in [name for name in st.session_state if str(name).startswith(key)]:
            del st.session_state[name]

    doing.do(frame, done, said, **keep)

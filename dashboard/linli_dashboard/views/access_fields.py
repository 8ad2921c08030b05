"""What a user may, in a form: role and areas."""

from __future__ import annotations

import streamlit as st

from linli_dashboard.client import Told
from linli_dashboard.frame import Frame
from linli_dashboard.pages import ALL


def fields(frame: Frame, key: str, areas: dict[str, str], one: Told | None) -> tuple[str, list[str] | None]:
    """Role and areas; None for everywhere.

    Parameters: `key` of the form; `areas` that can be given; `one`, the user as they are.
    """
    left, right = st.columns(2)
    role = left.selectbox(
        frame.say("access_role"),
        ALL,
        index=ALL.index(one["role"]) if one else 0,
        format_func=lambda name: f"{frame.say(f'role_{name}')}（{frame.say(f'role_{name}_does')}）",
        key=f"{key}_role",
    )
    given = list(one["areas"] or []) if one else []
    names = {**{code: code for code in given}, **areas}
    whole = right.selectbox(
        frame.say("access_reach"),
        ("whole", "some"),
        index=1 if one and one["areas"] is not None else 0,
        format_func=lambda name: frame.say(f"access_reach_{name}"),
        key=f"{key}_reach",
    )
    chosen = st.multiselect(
        frame.say("access_areas"),
        list(names),
        default=given,
        format_func=lambda code: names[code],
        placeholder=frame.say("access_areas_if"),
        accept_new_options=not areas,
        key=f"{key}_areas",
    )
    return str(role), None if whole == "whole" else list(chosen)

"""Choices of a page: one or several of a list, kept in the address; what is none of the list is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from linli_dashboard import show
from linli_dashboard.frame import Frame

Options = Mapping[str, str]
"""What may be chosen: what stands in the address → how it is called."""

AT = "at"
"""Name in the address of where a long list is read on from; another choice starts it anew."""


def key_of(name: str) -> str:
    """The key of a widget: of this page alone, and forgotten when a link leads elsewhere.

    Parameters: `name` of the choice.
    """
    return f"own_{st.session_state['page']}_{name}"


def part(frame: Frame, parts: Options) -> str:
    """Which part of a page is read; the first unless chosen."""
    return flat(frame, "part", "", parts)


def flat(frame: Frame, name: str, label: str, options: Options, otherwise: str = "") -> str:
    """One of a few, side by side.

    Parameters: `name` in the address; `label`, "" where the options say it all; `otherwise`, what stands
    unless chosen, the first by default.
    """
    first = otherwise or next(iter(options))
    key = _set(frame, name, options, first)
    chosen = st.segmented_control(
        label or frame.say("choosing_part"),
        list(options),
        format_func=lambda one: options[one],
        key=key,
        required=True,
        label_visibility="visible" if label else "collapsed",
        on_change=_anew(frame),
    )
    return _kept(frame, name, str(chosen or first), first)


def one_of(frame: Frame, name: str, label: str, options: Options, **more: Any) -> str:
    """One of a list; the first unless chosen. Parameters: as of `flat`; `more` goes to the widget."""
    first = next(iter(options))
    key = _set(frame, name, options, first)
    chosen = st.selectbox(
        label,
        list(options),
        format_func=lambda one: options[one],
        key=key,
        on_change=_anew(frame),
        **more,
    )
    return _kept(frame, name, str(chosen if chosen is not None else first), first)


def some_of(frame: Frame, name: str, label: str, options: Options, otherwise: str) -> list[str]:
    """Any number of a list; none stands for all. Parameters: `otherwise`, shown where none is chosen."""
    asked = [one for one in frame.own(name).split(",") if one]
    for one in asked:
        _check(frame, one, options)
    key = key_of(name)
    st.session_state.setdefault(key, [one for one in asked if one in options])
    chosen: Sequence[str] = st.multiselect(
        label,
        list(options),
        format_func=lambda one: options[one],
        key=key,
        placeholder=otherwise,
        on_change=_anew(frame),
    )
    frame.keep(**{name: ",".join(chosen)})
    return list(chosen)


def row(frame: Frame, name: str, chosen: int | None, ids: Sequence[str]) -> str:
    """What a table's row was chosen of, kept in the address. Returns its identifier, or "".

    Parameters: `chosen`, number of the row as the table tells it; `ids` of the rows.
    """
    if chosen is not None:
        frame.keep(**{name: ids[chosen]})
    return frame.own(name)


def _set(frame: Frame, name: str, options: Options, first: str) -> str:
    """Put into a widget what the address says. Returns the widget's key."""
    asked, key = frame.own(name, first), key_of(name)
    _check(frame, asked, options)
    st.session_state.setdefault(key, asked if asked in options else first)
    if st.session_state[key] not in options:
        st.session_state[key] = first
    return key


def _check(frame: Frame, asked: str, options: Options) -> None:
    if asked not in options:
        st.warning(frame.say("bad_choice", value=show.plain(asked)))


def _kept(frame: Frame, name: str, chosen: str, first: str) -> str:
    frame.keep(**{name: "" if chosen == first else chosen})
    return chosen


def _anew(frame: Frame) -> Any:
    return lambda: frame.keep(**{AT: ""})

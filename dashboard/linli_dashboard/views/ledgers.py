"""Ledgers: handed in, kept, wrong, at odds with each other, empty ones to fill in; and building from them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from linli_dashboard.frame import Frame
from linli_dashboard.views import (
    choosing,
    doing,
    ledgers_apart,
    ledgers_blank,
    ledgers_build,
    ledgers_hand,
    ledgers_kept,
    ledgers_wrong,
)

PARTS: dict[str, Callable[[Frame], None]] = {
    "hand": ledgers_hand.part,
    "kept": ledgers_kept.part,
    "wrong": ledgers_wrong.part,
    "apart": ledgers_apart.part,
    "blank": ledgers_blank.part,
}


def page(frame: Frame) -> None:
    """A part of the page, below what waits to be built. Raises Refused."""
    st.space("small")
    doing.done()
    part = choosing.part(frame, {name: frame.say(f"ledgers_{name}") for name in PARTS})
    ledgers_build.waiting(frame)
    PARTS[part](frame)

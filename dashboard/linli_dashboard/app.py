"""The dashboard as one ASGI application: Streamlit's pages, and the door beside them.

Streamlit sets no cookies, so signing in is a page of our own (`linli_dashboard.door`), and so is a briefing
that fills the screen (`linli_dashboard.presenting`). Only the API judges a token; here it is carried.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from linli_dashboard import door, presenting
from linli_dashboard.headers import Headers


def create(api: str) -> st.App:
    """The application.

    Parameters: `api`, address of the API.
    """
    script = Path(__file__).with_name("main.py")
    return st.App(
        script, routes=[*door.routes(api), *presenting.routes(api)], middleware=[Middleware(Headers)]
    )

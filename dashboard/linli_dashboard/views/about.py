"""What this is."""

from __future__ import annotations

import streamlit as st

from linli_dashboard import show
from linli_dashboard.client import Client, Refused
from linli_dashboard.words import word


def page(client: Client) -> None:
    """What linli answers, and what it reads from."""
    st.title(word("about", client.lang))
    st.markdown(word("about_text", client.lang))
    try:
        ready = client.ready()
    except Refused as refused:
        show.problem(refused.problem)
        return
    st.caption(word("footer", client.lang, as_of=ready.day, snapshot=ready.snapshot))
    st.caption(word("about_api", client.lang, address=client.address))

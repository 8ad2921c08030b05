"""Where files are dropped, in the reader's language: Streamlit's own words are English alone."""

from __future__ import annotations

import json

import streamlit as st

from linli_dashboard.frame import Frame

ZONE = '[data-testid="stFileUploaderDropzone"]'
STYLE = """<style>
{zone} [data-testid="stBaseButton-secondary"] p {{ font-size: 0; }}
{zone} [data-testid="stBaseButton-secondary"] p::after {{ content: {choose}; font-size: 0.875rem; }}
{zone} [data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
</style>"""

Files = list[tuple[str, bytes]]


def drop(frame: Frame, label: str, key: str, *, several: bool) -> Files:
    """Files that lie in the page, by name and content. The API says which are too large.

    Parameters: `label`; `key` of the widget; `several`, whether there may be more than one.
    """
    st.html(STYLE.format(zone=ZONE, choose=json.dumps(frame.say("dropping_choose"), ensure_ascii=False)))
    if several:
        found = st.file_uploader(label, accept_multiple_files=True, key=key)
    else:
        one = st.file_uploader(label, key=key)
        found = [one] if one else []
    return [(one.name, one.getvalue()) for one in found]

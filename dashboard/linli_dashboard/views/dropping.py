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


def drop(
    frame: Frame,
    label: str,
    key: str,
    *,
    several: bool = False,
    kinds: list[str] | None = None,
    most: int | None = None,
) -> Files:
    """Files that lie in the page, by name and content. The API says which are too large.

    Parameters: `label`; `key` of the widget; `several`, whether there may be more than one; `kinds`, endings
    that names may have; `most`, megabytes that a file may have.
    """
    st.html(STYLE.format(zone=ZONE, choose=json.dumps(frame.say("dropping_choose"), ensure_ascii=False)))
    if several:
        found = st.file_uploader(label, kinds, accept_multiple_files=True, key=key, max_upload_size=most)
    else:
        one = st.file_uploader(label, kinds, key=key, max_upload_size=most)
        found = [one] if one else []
    return [(one.name, one.getvalue()) for one in found]

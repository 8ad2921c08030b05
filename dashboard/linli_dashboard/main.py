"""The dashboard: what every page shares, then the page. Run by Streamlit (`python -m linli_dashboard`)."""

from __future__ import annotations

import os
from dataclasses import replace

import streamlit as st

from linli_dashboard import choices, show
from linli_dashboard.client import Client, Refused
from linli_dashboard.place import arrive, stay
from linli_dashboard.views import about, questions
from linli_dashboard.words import word

# Where `linli serve` and the compose file say the API is. (Streamlit would show a text that stands alone.)
API = "LINLI_API"


def main() -> None:
    """One run of the script: language, area and day at the side, then the page."""
    st.set_page_config(page_title="邻里 linli", layout="wide")
    place = arrive()
    place = replace(place, lang=choices.lang(place))
    client = Client(os.environ.get(API) or "http://127.0.0.1:8000", place.lang)

    def ask() -> None:
        shared = replace(place, area=choices.area(place, client), as_of=choices.as_of(place))
        stay(questions.page(client, shared))

    def tell() -> None:
        about.page(client)
        stay(place)

    page = st.navigation(
        [
            st.Page(ask, title=word("questions", place.lang), url_path="questions", default=True),
            st.Page(tell, title=word("about", place.lang), url_path="about"),
        ]
    )
    try:
        page.run()
    except Refused as refused:
        show.problem(refused.problem)


main()

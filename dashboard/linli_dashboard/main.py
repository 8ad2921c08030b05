"""The gate, what every page shares, then the page. Run by Streamlit, inside `linli_dashboard.app`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from linli_dashboard import choices, door, show
from linli_dashboard.client import Client, Kept, Problem, Refused
from linli_dashboard.door import sign_in_address
from linli_dashboard.frame import Frame, Who
from linli_dashboard.pages import PAGES, Page
from linli_dashboard.place import Place, arrive, write
from linli_dashboard.wording import word
from linli_dashboard.wording.shared import Lang

# Where `linli serve` and the compose file say the API is. (Streamlit would show a text that stands alone.)
API = "LINLI_API"
NOT_SIGNED_IN = 401
STYLE, DARK = (Path(__file__).with_name(f"{name}.css") for name in ("style", "dark"))
ICON = Path(__file__).with_name("icon.svg").read_text(encoding="utf-8")


def main() -> None:
    """One run of the script."""
    st.set_page_config(page_title="邻里 linli", page_icon=ICON, layout="wide")
    lang = _lang()
    address, token = os.environ.get(API) or "http://127.0.0.1:8000", door.token()
    who: Who | Problem
    try:
        who = _who(_client(address, lang, token))
    except Refused as refused:
        who = refused.problem
    pages: dict[str, StreamlitPage] = {}
    for page in PAGES:
        pages[page.key] = st.Page(
            partial(_page, page, who, address, token, pages),
            title=word(page.key, lang),
            icon=page.icon,
            url_path=page.key,
            visibility="visible" if isinstance(who, Who) and who.role in page.roles else "hidden",
        )
    # The first page under the bare address as well: Streamlit gives a default page no other.
    first = PAGES[0]
    home = st.Page(
        partial(_page, first, who, address, token, pages),
        title=word(first.key, lang),
        default=True,
        visibility="hidden",
    )
    st.navigation({"": [home], **_menu(pages, lang)}, position="sidebar", expanded=True).run()


def _lang() -> Lang:
    """The language before a page is known: that of the address, else the session's."""
    place = st.session_state.get("place", Place())
    said = st.query_params.get("lang") if st.query_params else place.lang
    return "en" if said == "en" else "zh"


def _client(address: str, lang: Lang, token: str) -> Client:
    """A client that remembers what this reader was told."""
    return Client(address, lang, token, st.session_state.setdefault("kept", Kept()))


def _who(client: Client) -> Who:
    """Who reads. Raises Refused."""
    told = client.get("/session")
    areas = told["areas"]
    return Who(told["user"], told["role"], None if areas is None else tuple(areas), bool(told["demo"]))


def _menu(pages: Mapping[str, StreamlitPage], lang: Lang) -> dict[str, list[StreamlitPage]]:
    parts: dict[str, list[StreamlitPage]] = {}
    for page in PAGES:
        parts.setdefault(word(page.part, lang), []).append(pages[page.key])
    return parts


def _page(
    page: Page, who: Who | Problem, address: str, token: str, pages: Mapping[str, StreamlitPage]
) -> None:
    """One page, behind the gate."""
    st.html(STYLE)
    if st.context.theme.type == "dark":
        st.html(DARK)
    heading, corner = st.columns([5, 1], vertical_alignment="center")
    with corner:
        place = choices.lang(arrive(page.key))
    client = _client(address, place.lang, token)
    if isinstance(who, Problem):
        _gate(page, place, who)
        return
    _signed(who, place.lang)
    heading.title(word(page.key, place.lang))
    if who.role not in page.roles:
        st.warning(word("not_for_you", place.lang), icon=":material/lock:")
        return
    try:
        if page.scoped:
            place = choices.scope(place, client)
        page.show(Frame(client, place, who, pages))
    except Refused as refused:
        if refused.problem.status == NOT_SIGNED_IN:
            _gate(page, place, refused.problem)
        else:
            show.problem(refused.problem)


def _gate(page: Page, place: Place, told: Problem) -> None:
    """Nobody is signed in, or the API is away."""
    if told.status != NOT_SIGNED_IN:
        show.problem(told)
        return
    st.info(word("not_signed_in", place.lang), icon=":material/lock:")
    back = f"/{page.key}?{urlencode(write(place))}".rstrip("?")
    with st.container(horizontal=True):
        st.link_button(word("sign_in", place.lang), sign_in_address(back), type="primary")
        if door.office():
            st.button(word("sign_in_office", place.lang), on_click=st.login, icon=":material/badge:")


def _signed(who: Who, lang: Lang) -> None:
    with st.sidebar:
        st.caption(f"{show.plain(who.user)} · {word(f'role_{who.role}', lang)}")
        if door.office_token():
            st.button(word("sign_out", lang), on_click=st.logout, type="tertiary")
        else:
            st.link_button(word("sign_out", lang), "/logout", type="tertiary")


main()

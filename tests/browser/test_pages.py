"""Every page in a real browser: it opens for those it is for, says so to others, fetches nothing from
elsewhere, and axe finds no serious fault in it.

Pairwise over page, role and language; LINLI_TEST_EVERY=yes tries all of them, as before a release.
"""

from __future__ import annotations

import io
import os
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page

from linli_dashboard.client import Client
from linli_dashboard.door import COOKIE
from linli_dashboard.pages import ALL, PAGES
from linli_dashboard.wording import WORDS, word
from tests.browser.conftest import Visitor, rest

LANGS = ("zh", "en")
SERIOUS = ("serious", "critical")


def some() -> list[tuple[str, str, str]]:
    """Role, page and language: every page in every language, the roles in turn; or all of them."""
    whole = list(product(ALL, (page.key for page in PAGES), LANGS))
    if os.environ.get("LINLI_TEST_EVERY") == "yes":
        return whole
    return [
        (ALL[(number + turn * 2) % len(ALL)], page.key, lang)
        for number, page in enumerate(PAGES)
        for turn, lang in enumerate(LANGS)
    ]


@pytest.mark.parametrize(("visitor", "key", "lang"), some(), indirect=["visitor"])
def test_a_page_opens_and_is_sound(
    visitor: Visitor, key: str, lang: str, request: pytest.FixtureRequest
) -> None:
    role = request.node.callspec.params["visitor"]
    errors: list[str] = []
    visitor.context.on("weberror", lambda error: errors.append(str(error.error)))
    page = visitor.open(f"/{key}?lang={lang}")
    allowed = next(one for one in PAGES if one.key == key).roles
    spoken = "en" if lang == "en" else "zh"
    assert page.inner_text("h1").strip() == WORDS[key][lang == "en"]
    shut = page.get_by_text(word("not_for_you", spoken))
    assert shut.is_visible() is (role not in allowed)
    assert not page.locator(
        '[data-testid="stException"], [data-testid="stAlertContentError"]'
    ).all_inner_texts()
    assert errors == []
    assert grave(page) == []


def grave(page: Page) -> list[str]:
    """Serious faults that axe finds in what is ours: Streamlit's own frame is left out."""
    found = Axe().run(page, context="[data-testid='stMain']")
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found.response["violations"]
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]


def test_nobody_gets_in_without_a_token_and_a_role_of_the_demo_does(visitor: Visitor) -> None:
    visitor.context.clear_cookies()
    page = visitor.context.new_page()
    page.goto(f"{visitor.site.pages}/session?lang=en&next=%2Fabout%3Flang%3Den")
    page.get_by_role("button", name="Presenter").click()
    rest(page)
    assert page.url.startswith(f"{visitor.site.pages}/about")
    assert "Presenter" in page.inner_text('[data-testid="stSidebar"]')
    cookie = next(one for one in visitor.context.cookies() if one["name"] == "linli_session")
    assert cookie["httpOnly"] and cookie["sameSite"] == "Strict"
    page.goto(f"{visitor.site.pages}/logout")
    assert page.url.endswith("/session")
    assert not [one for one in visitor.context.cookies() if one["name"] == "linli_session"]


def test_a_wrong_password_is_told_in_words(visitor: Visitor) -> None:
    page = visitor.context.new_page()
    page.goto(f"{visitor.site.pages}/session?lang=zh")
    page.fill("#name", "nobody")
    page.fill("#password", "wrong")
    page.get_by_role("button", name="登录").click()
    assert "▲" in page.get_by_role("alert").inner_text()
    assert "nobody" not in page.url and "wrong" not in page.url


def test_a_link_out_of_the_door_leads_nowhere_else(visitor: Visitor) -> None:
    page = visitor.context.new_page()
    page.goto(f"{visitor.site.pages}/session?lang=en&next=%2F%2Felsewhere.example%2F")
    page.get_by_role("button", name="Planner").click()
    rest(page)
    assert page.url.startswith(visitor.site.pages)


def test_what_is_read_in_the_dark_is_printed_on_white(visitor: Visitor) -> None:
    page = visitor.context.new_page()
    page.emulate_media(color_scheme="dark")
    page.goto(f"{visitor.site.pages}/overview?lang=zh")
    rest(page)
    dark = _corner(page)
    page.emulate_media(media="print", color_scheme="dark")
    assert dark < 60 and _corner(page) > 230


def test_a_table_goes_on_paper_with_all_its_rows(visitor: Visitor) -> None:
    page = visitor.open("/findings?lang=zh")
    canvas, paper = page.locator("[data-testid='stDataFrame']").first, page.locator(".linli-paper").first
    assert canvas.is_visible() and not paper.is_visible()
    page.emulate_media(media="print")
    assert paper.is_visible() and not canvas.is_visible()
    [token] = [one["value"] for one in visitor.context.cookies() if one["name"] == COOKIE]
    told = Client(visitor.site.api, "zh", token).get("/audits/1/findings", limit=50, sort="severity")["items"]
    assert len(told) == 50 and paper.locator("tbody tr").count() == 50
    assert told[-1]["says"]["zh"] in paper.locator("tbody tr").last.inner_text()


def _corner(page: Page) -> int:
    """How light a page's lower right corner is, 0 to 255."""
    shot = Image.open(io.BytesIO(page.screenshot())).convert("L")
    found = shot.getpixel((shot.width - 3, shot.height - 3))
    assert isinstance(found, int)
    return found

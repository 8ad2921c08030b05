"""A briefing in a real browser: worked on, presented with arrow keys and full screen, taken out as slides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pptx import Presentation

from linli_dashboard.wording import word
from tests.browser.conftest import Visitor, rest


def shown(page: Page) -> str:
    """The heading of the slide that is shown."""
    return page.locator(".slide.on h2").inner_text()


@pytest.mark.parametrize("visitor", ["presenter"], indirect=True)
def test_a_briefing_is_worked_on_and_presented(visitor: Visitor) -> None:
    page = visitor.open("/brief?scene=1")
    field = page.get_by_label(f"{word('brief_title', 'zh')} · 中文")
    field.fill("给大家看的标题")
    field.press("Enter")
    page.locator('.st-key-brief_slide img[alt^="给大家看的标题"]').wait_for()
    rest(page)
    errors: list[str] = []
    visitor.context.on("weberror", lambda error: errors.append(str(error.error)))
    with visitor.context.expect_page() as opened:
        page.get_by_role("link", name=word("brief_present", "zh")).click()
    deck = opened.value
    deck.wait_for_selector(".slide.on")
    assert "/present/" in deck.url and deck.locator(".slide").count() > 8
    first = shown(deck)
    for key, wanted in (("ArrowRight", "给大家看的标题"), ("ArrowLeft", first), (" ", "给大家看的标题")):
        deck.keyboard.press(key)
        assert shown(deck) == wanted
    deck.keyboard.press("End")
    assert deck.locator(".slide").last.evaluate("one => one.classList.contains('on')")
    deck.keyboard.press("f")
    deck.wait_for_function("() => document.fullscreenElement !== null")
    assert "（讲解人）" in deck.locator(".slide.on svg").text_content()
    assert errors == []


@pytest.mark.parametrize("visitor", ["planner"], indirect=True)
def test_a_briefing_is_taken_out_in_every_form(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open("/brief?lang=en")
    for form in ("pptx", "pdf", "html"):
        page.get_by_role("button", name=form.upper(), exact=True).click()
        save = page.get_by_role("button", name=word("doing_save", "en", name=f"briefing.{form}"))
        save.wait_for(timeout=60_000)
        with page.expect_download() as told:
            save.click()
        told.value.save_as(tmp_path / told.value.suggested_filename)
    slides = len(list(Presentation(str(tmp_path / "briefing.pptx")).slides))
    assert slides > 8
    pdf = (tmp_path / "briefing.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-") and re.search(rb"/Count (\d+)", pdf)[1] == b"%d" % slides
    # The file alone, as it is opened on a machine without a network; what it asked for would be outside.
    alone = visitor.context.new_page()
    alone.goto((tmp_path / "briefing.html").as_uri())
    assert alone.locator(".slide").count() == slides
    first = shown(alone)
    alone.keyboard.press("ArrowRight")
    assert shown(alone) != first

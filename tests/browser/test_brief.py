"""A briefing in a real browser: worked on, presented with arrow keys and full screen, taken out as slides."""

from __future__ import annotations

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
def test_a_briefing_is_taken_out_as_slides(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.open("/brief?lang=en")
    page.get_by_role("button", name="PPTX", exact=True).click()
    save = page.get_by_role("button", name=word("doing_save", "en", name="briefing.pptx"))
    save.wait_for(timeout=60_000)
    with page.expect_download() as told:
        save.click()
    file = tmp_path / "briefing.pptx"
    told.value.save_as(file)
    assert len(list(Presentation(str(file)).slides)) > 8

"""The briefing: begins as the default one, is worked on by forms, previewed, presented, taken along."""

from __future__ import annotations

import re
from typing import Any

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from linli_dashboard import presenting
from linli_dashboard.client import Client
from linli_dashboard.door import COOKIE
from linli_dashboard.headers import Headers
from linli_dashboard.views.brief_draft import DRAFT, Draft
from linli_dashboard.wording import word
from tests.dashboard.conftest import Open, signed_in
from tests.dashboard.test_questions import address, said

TEXT = """\
title: {zh: 甲, en: A}
area: "990101001001"
scenes:
  - title: {zh: 一句话, en: A sentence}
    picture: text
    text: {zh: 楼里的事, en: Of a building}
  - title: {zh: 找谁, en: Who answers}
    picture: escalation
    filter: {place: 松涛苑/1栋}
    step: each
"""


@pytest.fixture
def token(demo: str) -> str:
    return signed_in(demo, "auditor")


@pytest.fixture
def page(visit: Open, demo: str, token: str) -> AppTest:
    """The page with a short briefing opened."""
    page = visit(demo, on="brief", token=token, area="990101001001")
    page.text_area(key="own_brief_paste_0").set_value(TEXT).run()
    return press(page, word("brief_open", "zh"))


def press(page: AppTest, label: str) -> AppTest:
    next(one for one in page.button if one.label == label).click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


def draft(page: AppTest) -> Draft:
    found = page.session_state[DRAFT]
    assert isinstance(found, Draft)
    return found


def scenes(page: AppTest) -> list[str]:
    return [one["title"]["zh"] for one in draft(page).scenes]


def slide(page: AppTest) -> str:
    """What stands on the slide that is shown."""
    [image] = page.image
    return str(image.proto.imgs[0].alt)


def choose(page: AppTest, at: int) -> AppTest:
    page.radio(key=f"own_brief_{draft(page).number}_scene").set_value(at).run()
    return page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_begins_as_the_default_briefing_of_the_area(visit: Open, demo: str, token: str, lang: str) -> None:
    page = visit(demo, on="brief", token=token, area="990101001", lang=lang, scene="1")
    told = Client(demo, "zh", token).get("/briefs", area="990101001")["briefing"]
    assert draft(page).parts == told
    titles = [scene["title"][lang] for scene in told["scenes"]]
    assert [re.sub(r"^\d · ", "", one) for one in page.radio[0].options][1:] == titles
    assert titles[0] in slide(page) and not page.error


def test_a_file_is_opened_and_its_scenes_are_moved_added_and_taken_out(page: AppTest) -> None:
    assert scenes(page) == ["一句话", "找谁"] and "甲" in slide(page)
    press(choose(page, 2), word("brief_up", "zh"))
    assert scenes(page) == ["找谁", "一句话"] and address(page)["scene"] == "1"
    press(page, word("brief_add", "zh"))
    assert scenes(page) == ["找谁", word("brief_new_scene", "zh"), "一句话"] and address(page)["scene"] == "2"
    press(page, word("brief_remove", "zh"))
    assert scenes(page) == ["找谁", "一句话"]
    press(choose(page, 1), word("brief_down", "zh"))
    assert scenes(page) == ["一句话", "找谁"] and draft(page).changed


def test_what_is_typed_is_on_the_slide(page: AppTest) -> None:
    choose(page, 1)
    page.text_input(key="own_brief_1_0_title_zh").set_value("新的标题").run()
    assert scenes(page)[0] == "新的标题" and "新的标题" in slide(page)
    choose(page, 2)
    page.selectbox(key="own_brief_1_1_step").select("2").run()
    assert draft(page).scenes[1]["step"] == 2 and draft(page).scenes[1]["filter"] == {"place": "松涛苑/1栋"}
    page.selectbox(key="own_brief_1_1_picture").select("coverage").run()
    assert draft(page).scenes[1]["filter"] == {"slot": "branch"} and draft(page).scenes[1]["step"] is None
    assert "小区党支部" in slide(page) or "党支部" in slide(page)


def test_what_is_not_there_is_told_with_the_scene_as_the_page_counts_it(page: AppTest) -> None:
    choose(page, 2)
    page.text_input(key="own_brief_1_1_escalation_place").set_value("没有的小区/9栋").run()
    assert word("brief_scene_at", "zh", number=2) in page.error[0].value.replace("\\", "")
    press(page, "PPTX")
    assert all("第 2 个场景" in one.value.replace("\\", "") for one in page.error)


def test_a_changed_briefing_keeps_its_area_until_another_is_begun(
    page: AppTest, visit: Open, demo: str
) -> None:
    choose(page, 0)
    page.text_input(key="own_brief_1_cover_title_zh").set_value("改过").run()
    page.selectbox(key="area").select("990101001002").run()
    assert draft(page).parts["title"]["zh"] == "改过"
    press(page, word("brief_default", "zh"))
    assert draft(page).parts["area"] == "990101001002" and not draft(page).changed


def test_it_is_taken_along(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, bytes] = {}
    monkeypatch.setattr(
        st, "download_button", lambda _, content, name, *more, **said: made.update({name: content})
    )
    for label in ("PPTX", "HTML", word("brief_yaml", "zh")):
        press(page, label)
    assert made["briefing.pptx"].startswith(b"PK") and made["briefing.html"].startswith(b"<!DOCTYPE")
    assert (
        "picture: escalation" in made["briefing.yaml"].decode()
        and "松涛苑/1栋" in made["briefing.yaml"].decode()
    )


def test_who_sees_no_names_is_not_asked_about_them(visit: Open, demo: str) -> None:
    page = visit(demo, on="brief", token=signed_in(demo, "presenter"), area="990101001001", scene="5")
    assert word("brief_names_full", "zh") not in str(page.get("button_group"))
    assert word("brief_public", "zh") in said(page)


def test_what_does_not_read_is_refused(visit: Open, demo: str, token: str) -> None:
    page = visit(demo, on="brief", token=token, area="990101001001", scene="77")
    assert any("77" in one.value for one in page.warning)
    page.text_area(key="own_brief_paste_0").set_value("title: [").run()
    press(page, word("brief_open", "zh"))
    assert "LN-D01" in page.error[0].value and draft(page).scope is not None


@pytest.fixture
def shown(demo: str) -> TestClient:
    """The route beside the pages."""
    app = Starlette(routes=[*presenting.routes(demo)])
    app.add_middleware(Headers)
    return TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)


def get(shown: TestClient, path: str, token: str) -> Any:
    """What a reader's browser gets there."""
    shown.cookies.clear()
    if token:
        shown.cookies.set(COOKIE, token)
    return shown.get(path)


def test_it_is_presented_to_its_reader_alone(page: AppTest, shown: TestClient, token: str, demo: str) -> None:
    link = next(one for one in page.get("link_button") if one.proto.label == word("brief_present", "zh"))
    path = link.proto.url
    told = get(shown, path, token)
    assert told.status_code == 200 and told.text.count('class="slide') > 4 and "楼里的事" in told.text
    policy = told.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe-eval" not in policy and "connect-src" not in policy
    assert told.headers["x-frame-options"] == "DENY" and told.headers["cache-control"] == "private, no-store"
    for other in (signed_in(demo, "admin"), ""):
        refused = get(shown, path, other)
        assert refused.status_code == 404 and "▲" in refused.text and "楼里的事" not in refused.text


def test_presenting_says_what_is_wrong(shown: TestClient, demo: str) -> None:
    def ask(token: str, **wanted: Any) -> Any:
        return get(shown, presenting.address(token, "zh", wanted), token)

    token = signed_in(demo, "planner")
    wrong = ask(token, text="title: <b>")
    assert wrong.status_code == 422 and "<b>" not in wrong.text and "→" in wrong.text
    over = ask("linli_over", text=TEXT)
    assert over.status_code == 303 and over.headers["location"].startswith("/session?next=%2Fbrief")
    first = presenting.address(token, "zh", {"text": "first"})
    for number in range(presenting.MOST):
        presenting.address(token, "zh", {"text": str(number)})
    assert get(shown, first, token).status_code == 404

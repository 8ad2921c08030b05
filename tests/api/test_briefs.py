"""Briefings over HTTP: the default one is read back and rendered; names and areas are the reader's own; every
file is written down and says who took it out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from starlette.testclient import TestClient

from linli_api.briefs import routes
from tests.api.asked import COMMUNITY, OTHER
from tests.api.calling import as_role
from tests.api.little import PERSONS

WALK = """\
title: {zh: 甲, en: A}
area: "%s"
scenes:
  - title: {zh: 找谁, en: Who answers}
    picture: escalation
    filter: {place: 松涛苑/1栋}
    notes: {zh: 停一下, en: Pause}
  - title: {zh: 一句话, en: A sentence}
    picture: text
    text: {zh: "<script>alert(1)</script>", en: b}
"""


@pytest.fixture(scope="module")
def auditor(workspace: Path) -> Iterator[TestClient]:
    with as_role(workspace, "auditor") as client:
        yield client


def render(client: TestClient, text: str, **wanted: Any) -> Any:
    return client.post("/briefs/render", json={"text": text, **wanted})


def drawn(client: TestClient, text: str, **wanted: Any) -> str:
    told = render(client, text, **wanted)
    assert told.status_code == 200, told.text
    return " ".join(one["svg"] + one["notes"] for one in told.json()["slides"])


def words(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_the_default_briefing_is_read_back_and_rendered_whole(auditor: TestClient) -> None:
    told = auditor.get("/briefs", params={"area": "990101001", "as_of": "2025-06-30"}).json()
    assert told["briefing"]["area"] == "990101001" and told["as_of"] == "2025-06-30"
    kinds = [one["picture"] for one in told["briefing"]["scenes"]]
    assert {"structure", "coverage", "cross", "sides", "escalation", "lapses", "mend"} <= set(kinds)
    both = {"text": told["text"], "briefing": told["briefing"]}
    assert auditor.post("/briefs/read", json={"text": told["text"]}).json() == both
    assert auditor.post("/briefs/read", json={"briefing": told["briefing"]}).json() == both
    slides = render(auditor, told["text"]).json()["slides"]
    assert {one["id"].partition(".")[0] for one in slides} == {
        "cover",
        *(f"s{n + 1}" for n in range(len(kinds))),
    }
    one = render(auditor, told["text"], scenes=[0]).json()["slides"]
    assert [slide["id"] for slide in one] == ["cover", "s1"]
    assert re.sub("第.页", "", one[1]["svg"]) == re.sub("第.页", "", slides[1]["svg"])


def test_without_an_area_it_is_of_all_that_one_may_see(workspace: Path) -> None:
    with as_role(workspace, "presenter", [COMMUNITY, OTHER]) as presenter:
        told = presenter.get("/briefs").json()
        assert told["briefing"]["area"] == ""
        svg = drawn(presenter, told["text"], scenes=[0])
    assert "兰亭里" in svg and "松涛苑" in svg and "示例街道" not in svg


def test_names_are_those_of_public_offices_unless_all_are_wanted_and_may_be_seen(
    workspace: Path, auditor: TestClient
) -> None:
    text = WALK % "990101001"
    for wanted, seen in (("public", False), ("full", True)):
        svg = drawn(auditor, text, names=wanted)
        assert ("李四维" in svg) is seen and "张三" in svg
        assert ("不公开的岗位" in svg) is not seen and ("仅限内部使用" in svg) is seen
    with (
        as_role(workspace, "presenter") as presenter,
        as_role(workspace, "auditor", [COMMUNITY]) as inside,
    ):
        assert "李四维" not in drawn(presenter, text, names="full")
        own = drawn(inside, WALK % COMMUNITY, names="full")
        assert "李四维" in own and "甲子安" not in own and "本人负责的区域以外" in own


def test_a_guest_sees_no_name(client: TestClient) -> None:
    for wanted in ("public", "full"):
        svg = drawn(client, WALK % "990101001", names=wanted)
        assert not [one for one in PERSONS if one in svg] and "姓名只显示姓氏" in svg


@pytest.mark.parametrize(
    "text",
    [
        WALK % OTHER,
        WALK % "990101001",
        (WALK % COMMUNITY).replace("picture: text", f"picture: structure\n    area: '{OTHER}'"),
    ],
)
def test_an_area_that_was_not_given_is_refused(workspace: Path, text: str) -> None:
    with as_role(workspace, "auditor", [COMMUNITY]) as inside:
        told = render(inside, text)
    assert (told.status_code, told.json()["code"]) == (403, "LN-U03")


def test_a_place_outside_the_areas_is_not_there(auditor: TestClient) -> None:
    told = render(auditor, WALK % OTHER)
    assert told.status_code == 422 and "scenes.0.filter.place" in told.json()["detail"]


@pytest.mark.parametrize("form", ["html", "pptx"])
def test_a_file_says_who_took_it_out_and_is_written_down(workspace: Path, form: str) -> None:
    with as_role(workspace, "auditor") as auditor, as_role(workspace, "admin") as admin:
        told = render(auditor, WALK % "990101001", format=form, both=form == "html")
        entry = admin.get("/log", params={"limit": 1}).json()["items"][0]
    assert f'filename="briefing.{form}"' in told.headers["content-disposition"]
    assert (entry["kind"], entry["what"], entry["areas"]) == ("export", f"briefs/{form}", ["990101001"])
    if form == "html":
        page = told.text
        assert "test-auditor（审计人）" in page and "test-auditor (auditor)" in page
        assert page.count("<script") == 1 and "&lt;script&gt;alert" in page
        return
    slides = list(Presentation(io.BytesIO(told.content)).slides)
    assert all("test-auditor（审计人）" in words(slide) for slide in slides) and len(slides) == 3
    assert slides[1].notes_slide.notes_text_frame.text.startswith("停一下")


def test_where_nothing_writes_a_pdf_it_says_what_to_do(
    auditor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes.pdf, "find_spec", lambda name: None)
    told = render(auditor, WALK % "990101001", format="pdf")
    assert (told.status_code, told.json()["code"]) == (501, "LN-R40") and "typst" in told.json()["do"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "名: 值"),
        ({"text": "a: [" * 3000}, "层次太深"),
        ({"text": "title: &a [*a]"}, "line 1"),
        ({"text": (WALK % "").replace("甲", "甲" * 201)}, "200"),
        ({"text": (WALK % "").replace("text: {zh:", "step: 1\n    text: {zh:")}, "scenes.1.step"),
        ({"text": "x" * 200_001}, "text"),
        ({"text": WALK % "990101001", "format": "docx"}, "format"),
    ],
)
def test_what_does_not_read_is_refused_with_the_repair(
    auditor: TestClient, given: dict[str, str], said: str
) -> None:
    told = auditor.post("/briefs/render", json=given)
    assert told.status_code == 422 and told.json()["do"]
    assert said in told.json()["detail"]


def test_more_scenes_than_anybody_sits_through_are_refused(auditor: TestClient) -> None:
    scene = {"title": {"zh": "甲", "en": "A"}, "picture": "text"}
    given = {"title": scene["title"], "area": "", "scenes": [scene] * 61}
    assert auditor.post("/briefs/read", json={"briefing": given}).status_code == 422

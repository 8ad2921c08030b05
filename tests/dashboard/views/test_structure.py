"""The page of an area's structure: the API's picture; what is clicked on is told and kept in the address."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from linli_dashboard import drawing
from linli_dashboard.client import Client
from linli_dashboard.wording import word
from tests.dashboard.conftest import Open, signed_in
from tests.dashboard.test_questions import address, said

COMMUNITY = "990101001001"


def drawn(page: AppTest) -> list[Any]:
    """The options of the pictures on a page."""
    return [json.loads(one.proto.spec) for one in page.get("echarts_chart")]


def series(option: Any) -> list[Any]:
    return [{k: v for k, v in one.items() if k not in ("selectedMode", "select", "cursor")} for one in option]


def click(monkeypatch: pytest.MonkeyPatch, *identities: str) -> None:
    """The boxes that are clicked on, a run each: AppTest has no hand for pictures."""
    left = list(identities)
    monkeypatch.setattr(drawing, "clicked", lambda event, option: left.pop(0) if left else None)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_picture_and_its_sentence_are_those_of_the_api(visit: Open, api: str, lang: str) -> None:
    page = visit(on="structure", lang=lang)
    told = Client(api, "en" if lang == "en" else "zh").get("/pictures/tree")
    [option] = drawn(page)
    assert series(option["series"]) == told["option"]["series"]
    assert told["reading"] in said(page).replace("\\", "")
    assert page.title[0].value == word("structure", "en" if lang == "en" else "zh")


def test_an_area_that_is_clicked_on_is_folded_and_told(
    visit: Open, api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(monkeypatch, COMMUNITY)
    page = visit(on="structure")
    kept = address(page)
    assert kept["node"] == COMMUNITY and COMMUNITY not in kept["open"].split(",")
    asked = Client(api, "zh").get("/pictures/tree", open=kept["open"].split(","), limit=300)
    assert series(drawn(page)[0]["series"]) == asked["option"]["series"]
    assert [one.value for one in page.metric] == ["2", "3"]
    assert "示例社区党委" in page.dataframe[0].value["body"].to_list()


def test_a_link_opens_what_was_seen_and_an_auditor_reads_the_cells(visit: Open, demo: str) -> None:
    token = signed_in(demo, "auditor")
    client = Client(demo, "zh", token)
    place = client.get("/places/search", q="松涛苑", type=["Compound"])["items"][0]["id"]
    page = visit(demo, on="structure", token=token, node=place)
    shown = page.dataframe[0].value
    told = client.get(f"/compounds/{place}/page")
    assert set(shown["body"]) == {one["name"] for one in told["bodies"] if one["posts"]}
    assert {"张三", "空缺"} <= set(shown["holder"]) and "2021-06" in shown["since"].to_list()
    findings = [one["says"]["zh"] for one in told["findings"]]
    assert all(one in said(page).replace("\\", "") for one in findings) and findings
    page.toggle(key="own_cells").set_value(True).run()
    cells = client.get(f"/ledgers/cells/{place}")["cells"]
    assert page.dataframe[-1].value["address"].to_list() == [one["address"] for one in cells] and cells


@pytest.mark.parametrize("said_", ["松涛苑", "sty"])
def test_what_is_searched_for_is_opened_to(visit: Open, said_: str) -> None:
    page = visit(on="structure", find=said_)
    kept = address(page)
    assert kept["node"] == kept["place"] and COMMUNITY in kept["open"].split(",")
    assert "松涛苑小区党支部" in page.dataframe[0].value["body"].to_list()


def test_a_node_that_is_not_there_is_told_beside_the_picture(visit: Open) -> None:
    page = visit(on="structure", node="c0123456789abcdef0123")
    assert page.error and drawn(page)


def test_a_guest_sees_no_name_and_no_cells(visit: Open, api: str) -> None:
    place = Client(api, "zh").get("/places/search", q="松涛苑", type=["Compound"])["items"][0]["id"]
    page = visit(on="structure", node=place)
    assert "张*" in page.dataframe[0].value["holder"].to_list() and not page.toggle
    assert word("names_masked", "zh") in said(page)

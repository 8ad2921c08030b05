"""The page of escalation against the API's own ways, breaks and lists below."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.util import calc_hash

from linli_dashboard import show
from linli_dashboard.client import Client
from linli_dashboard.views import turning
from linli_dashboard.wording import word
from linli_dashboard.wording.shared import Lang
from tests.dashboard.conftest import Open
from tests.dashboard.test_questions import address, said


@pytest.mark.parametrize(("find", "lang"), [("松涛苑/1栋", "zh"), ("翠湖居", "en"), ("松涛苑业委会", "zh")])
def test_a_way_up_is_told_step_by_step_with_its_breaks(visit: Open, api: str, find: str, lang: Lang) -> None:
    page = visit(on="escalation", find=find, lang=lang)
    told = Client(api, lang).get("/escalation", place=address(page)["place"])
    text = said(page).replace("\\", "")
    if told["steps"]:
        way = page.dataframe[0].value
        leaders = [(step, led) for step in told["steps"] for led in step["leaders"] or [{}]]
        assert way["body"].to_list() == [step["body"] for step, _ in leaders]
        assert way["relation"].to_list() == [step["relation_text"] for step, _ in leaders]
        assert way["since"].to_list() == [led.get("since_text", "") for _, led in leaders]
    whole = word("escalation_whole", lang, steps=len(told["steps"]))
    assert (whole in "".join(one.value for one in page.success)) is (told["reached"] and not told["breaks"])
    for one in told["breaks"]:
        assert f"▲ **{one['kind_text']}** · {one['says'][lang]}" in text
    assert all(sentence.strip() in text for sentence in told["sentences"])


def test_a_way_is_walked_step_by_step_and_the_step_stands_in_the_address(visit: Open, api: str) -> None:
    page = visit(on="escalation", find="松涛苑/1栋")
    page.button(key="own_escalation_walk").click().run()
    client, place = Client(api, "zh"), address(page)["place"]
    last = len(client.get("/escalation", place=place)["steps"])
    for step in range(last + 1):
        assert address(page)["step"] == str(step)
        reading = client.get("/pictures/ladder", place=place, step=step)["reading"]
        assert reading in said(page).replace("\\", "")
        assert page.button(key="own_escalation_back").disabled is (step == 0)
        if step < last:
            page.button(key="own_escalation_on").click().run()
    assert page.button(key="own_escalation_on").disabled
    page.button(key="own_escalation_at_once").click().run()
    assert "step" not in address(page)


def test_a_compound_comes_before_bodies_of_its_name(visit: Open) -> None:
    page = visit(on="escalation", find="松涛")
    assert page.selectbox(key="own_place").options[0].startswith("松涛苑（小区")


def test_all_breaks_are_counted_by_kind_and_told_building_by_building(visit: Open, api: str) -> None:
    page = visit(on="escalation", view="breaks")
    client = Client(api, "zh")
    told = client.get("/escalation/breaks")
    found = [kind for kind in told["kinds"] if told["total"][kind]]
    areas, causes, buildings = (table.value for table in page.dataframe)
    assert found, "the little graph has breaks"
    assert list(areas.columns) == ["area_name", "places", "whole", *found]
    assert areas["places"].sum() == told["total"]["all"]
    items = client.get("/escalation/breaks/causes", kind=found)["items"]
    assert causes["places"].to_list() == [one["places"] for one in items]
    assert len(buildings) == told["total"]["all"] - told["total"]["whole"]
    page.pills(key="own_kind").select(found[0]).run()
    assert address(page) == {"view": "breaks", "kind": found[0]}
    assert len(page.dataframe[2].value) == told["total"][found[0]]


def test_a_building_among_the_breaks_leads_to_its_way_up(
    visit: Open, api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AppTest has no hand for tables: the first building is chosen."""
    table = show.table

    def chosen(*given: Any, key: str = "", **more: Any) -> int | None:
        table(*given, key=key, **more)
        return 0 if key.startswith("buildings_") else None

    monkeypatch.setattr(show, "table", chosen)
    page = visit(on="escalation", view="breaks")
    broken = Client(api, "zh").get("/escalation/breaks")["kinds"]
    first = Client(api, "zh").get("/escalation/breaks/buildings", limit=1, kind=broken)["items"][0]
    [go] = [one for one in page.button if first["name"] in one.label]
    go.click().run()
    assert address(page) == {"place": first["place"]} and first["name"] in page.subheader[0].value
    assert page.segmented_control(key="own_escalation_view").value == "up"


def test_who_stands_under_a_body_is_listed_page_by_page(
    visit: Open, api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turning, "ROWS", 1)
    page = visit(on="escalation", view="down", find="示例区委")
    told = Client(api, "zh").get("/escalation/below", body="示例区委", limit=500)
    whole = [one["name"] for one in told["items"]]
    assert len(whole) > 2
    assert page.dataframe[0].value["name"].to_list() == whole[:1]
    page.button(key="turn_next_at").click().run()
    assert page.dataframe[0].value["name"].to_list() == whole[1:2]
    assert address(page)["at"], "a link opens the page that was seen"
    page.button(key="turn_back_at").click().run()
    assert page.dataframe[0].value["name"].to_list() == whole[:1]
    page.text_input(key="own_search").input("示例街道党工委").run()
    assert len(page.dataframe[0].value) == 1, "another list begins anew"


def test_a_link_from_another_page_holds_where_both_name_the_same_place(visit: Open, api: str) -> None:
    [found] = Client(api, "zh").get("/places/search", q="翠湖居", type="Compound")["items"]
    page = visit(on="compound", place=found["id"])
    page._page_hash = calc_hash("escalation")
    page.run()
    assert page.title[0].value == word("escalation", "zh")
    assert address(page) == {"place": found["id"]} and page.subheader[0].value == "翠湖居"


def test_an_unknown_view_is_said_and_an_unknown_place_is_a_problem(visit: Open) -> None:
    page = visit(on="escalation", view="sideways")
    assert "“sideways”" in said(page) and address(page) == {}
    assert word("escalation_up_empty", "zh") in said(page)
    page = visit(on="escalation", place="b0000000000000000000f")
    assert page.error and not page.dataframe

"""The page of coverage against the API's own numbers and lists."""

from __future__ import annotations

import pytest

from linli_dashboard.client import Client
from linli_dashboard.views.overview import ratio
from linli_dashboard.wording.shared import Lang
from tests.dashboard.conftest import Open
from tests.dashboard.test_questions import address, said
from tests.dashboard.views.test_structure import click, drawn, series


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_slots_stand_side_by_side_with_their_denominators(visit: Open, api: str, lang: Lang) -> None:
    page = visit(on="coverage", lang=lang)
    told = Client(api, lang).get("/coverage", by="area", levels=2)
    slots, groups = page.dataframe[0].value, page.dataframe[1].value
    assert slots["applicable"].to_list() == [one["applicable"] for one in told["totals"]]
    assert slots["gap"].to_list() == [one["gap"] for one in told["totals"]]
    assert slots["share"].to_list() == [ratio(one) for one in told["totals"]]
    assert told["denominator"] in said(page)
    cells = {
        (one["group_text"], one["slot"]): f"{one['filled']}/{one['applicable']} · {ratio(one)}"
        for one in told["groups"]
        if one["applicable"]
    }
    shown = {
        (row["group:name"], slot): cell
        for row in groups.to_dict("records")
        for slot, cell in row.items()
        if slot != "group:name" and cell
    }
    assert shown == cells


def test_one_slot_as_a_treemap_and_what_is_clicked_on_leads_to_its_page(
    visit: Open, api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(api, "zh")
    place = client.get("/places/search", q="松涛苑", type="Compound")["items"][0]["id"]
    click(monkeypatch, place)
    page = visit(on="coverage", map="owners_committee")
    told = client.get("/pictures/treemap", slot="owners_committee")
    [option] = drawn(page)
    assert series(option["series"]) == told["option"]["series"]
    assert told["reading"] in said(page).replace("\\", "")
    assert address(page) == {"map": "owners_committee", "on": place}
    [link] = [one for one in page.get("page_link") if "松涛苑" in one.proto.label]
    assert f"place={place}" in link.proto.query_string
    assert client.get("/pictures/treemap")["reading"] != told["reading"]


def test_gaps_stand_in_the_order_of_the_api_with_their_reasons(visit: Open, api: str) -> None:
    page = visit(on="coverage", area="990101001001")
    told = Client(api, "zh").get("/coverage/gaps", area="990101001001")
    shown = page.dataframe[2].value
    assert shown["title"].to_list() == [one["title"] for one in told["items"]]
    assert shown["why"].to_list() == [one["why"] for one in told["items"]]
    assert shown["slot_text"].str.startswith("▲").all()


def test_what_is_chosen_is_kept_in_the_address_and_holds_for_the_list(visit: Open, api: str) -> None:
    page = visit(on="coverage")
    page.segmented_control(key="own_coverage_by").select("type").run()
    page.segmented_control(key="own_coverage_list").select("places").run()
    page.pills(key="own_slot").select("branch").run()
    assert address(page) == {"by": "type", "list": "places", "slot": "branch"}
    told = Client(api, "zh").get("/coverage/places", slot="branch")
    assert page.dataframe[2].value["why"].to_list() == [one["why"] for one in told["items"]]
    again = visit(on="coverage", by="type", list="places", slot="branch")
    assert again.dataframe[2].value.equals(page.dataframe[2].value)


def test_the_months_ahead_tell_what_is_lost(visit: Open, api: str) -> None:
    page = visit(on="coverage", list="ends", as_of="2026-12-31")
    told = Client(api, "zh").get("/coverage", as_of="2026-12-31")
    months, ends = page.dataframe[2].value, page.dataframe[3].value
    assert told["months"] and sorted(months["month"]) == sorted(one["month"][:7] for one in told["months"])
    assert sum(months["ends"]) == sum(one["ends"] for one in told["months"])
    items = Client(api, "zh").get("/coverage/ends", as_of="2026-12-31")["items"]
    assert ends["title"].to_list() == [one["title"] for one in items]


def test_what_an_address_says_wrongly_is_said(visit: Open) -> None:
    page = visit(on="coverage", by="kind", slot="no_such")
    assert "“kind”" in said(page) and "“no_such”" in said(page).replace("\\", "")
    assert address(page) == {} and len(page.dataframe) == 3

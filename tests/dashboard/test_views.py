"""The pages that show places, against the API's own answers; what is chosen is kept in the address."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from linli_dashboard.client import Client
from linli_dashboard.views.overview import ratio
from linli_dashboard.wording import word
from tests.dashboard.conftest import Open, signed_in
from tests.dashboard.test_questions import address, said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_overview_tells_coverage_with_its_denominators(visit: Open, api: str, lang: str) -> None:
    page = visit(on="overview", lang=lang)
    told = Client(api, "en" if lang == "en" else "zh").get("/coverage")
    shown = page.dataframe[0].value
    assert shown["slot_text"].to_list() == [one["slot_text"] for one in told["totals"]]
    assert shown["applicable"].to_list() == [one["applicable"] for one in told["totals"]]
    assert shown["share"].to_list() == [ratio(one) for one in told["totals"]]
    assert told["denominator"] in said(page)
    assert word("overview_no_run", "en" if lang == "en" else "zh") in said(page)


def test_the_overview_tells_the_newest_audit(visit: Open, demo: str) -> None:
    token = signed_in(demo, "auditor")
    auditor = Client(demo, "zh", token)
    job = auditor.post("/audits", {"area": None})
    while auditor.get(f"/jobs/{job['id']}")["state"] not in ("done", "failed", "lost", "cancelled"):
        continue
    run = auditor.get("/audits", limit=1)["items"][0]
    page = visit(demo, on="overview", token=token)
    assert f"发现{run['findings']}个问题" in said(page)
    assert sum(page.dataframe[1].value["failed"]) >= 1


def test_gaps_stand_in_the_order_of_the_api_with_their_reasons(visit: Open, api: str) -> None:
    page = visit(on="coverage", area="990101001001")
    told = Client(api, "zh").get("/coverage/gaps", area="990101001001", limit=100)
    shown = page.dataframe[2].value
    assert shown["title"].to_list() == [one["title"] for one in told["items"]]
    assert shown["why"].to_list() == [one["why"] for one in told["items"]]
    page.segmented_control(key="own_by").select("type").run()
    assert address(page) == {"by": "type", "area": "990101001001"}


def test_a_compound_is_searched_and_its_bodies_are_told_in_words(visit: Open) -> None:
    page = visit(on="compound")
    assert word("search_empty", "zh") in said(page)
    page.text_input(key="own_search").input("松涛").run()
    shown = page.dataframe[0].value
    assert "松涛苑小区党支部" in shown["body"].to_list()
    assert {"书记", "主任"} <= set(shown["post"])
    assert address(page)["find"] == "松涛" and address(page)["place"]
    page.text_input(key="own_search").input("没有这里").run()
    assert "没有找到“没有这里”" in said(page) and not page.dataframe


def test_a_way_up_is_read_step_by_step_and_its_breaks_are_counted(visit: Open, api: str) -> None:
    page = visit(on="escalation", find="松涛苑")
    place = address(page)["place"]
    told = Client(api, "zh").get("/escalation", place=place)
    assert all(_plain(sentence) in said(page).replace("\\", "") for sentence in told["sentences"])
    breaks = Client(api, "zh").get("/escalation/breaks")
    assert page.dataframe[0].value["places"].to_list() == [one["places"] for one in breaks["areas"]]


def _plain(sentence: str) -> str:
    return str(sentence).strip()


def test_nobody_reads_before_signing_in(visit: Open, demo: str) -> None:
    page: AppTest = visit(demo, on="overview", token="linli_wrong")
    assert "请先登录" in said(page) and not page.dataframe

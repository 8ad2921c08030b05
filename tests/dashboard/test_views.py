"""The overview against the API's own answers, and nothing for those who are not signed in."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from linli_dashboard.client import Client
from linli_dashboard.views.overview import ratio
from linli_dashboard.wording import word
from tests.dashboard.conftest import Open, signed_in
from tests.dashboard.test_questions import said


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


def test_nobody_reads_before_signing_in(visit: Open, demo: str) -> None:
    page: AppTest = visit(demo, on="overview", token="linli_wrong")
    assert "请先登录" in said(page) and not page.dataframe

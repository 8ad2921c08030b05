"""The overview's own: how complete the data is, an audit started and watched, what changed since the last."""

from __future__ import annotations

import time

import pytest

from linli_dashboard.client import Client
from linli_dashboard.wording import word
from tests.dashboard.conftest import Open, signed_in
from tests.dashboard.test_questions import address, said


def test_how_complete_the_data_is_stands_beside_each_ratio(visit: Open, api: str) -> None:
    page = visit(on="overview")
    told = Client(api, "zh").get("/coverage")["totals"]
    shown = page.dataframe[0].value
    for name, some, of in (
        ("dated", "dated", "filled"),
        ("held", "held", "seats"),
        ("identified", "identified", "terms"),
    ):
        wanted = [f"{one[some]}/{one[of]}" if one[of] else "—" for one in told]
        assert shown[name].to_list() == wanted
    assert any(one != "—" for one in shown["held"])


@pytest.mark.parametrize("role", ["presenter", "planner"])
def test_only_auditors_start_an_audit(visit: Open, demo: str, role: str) -> None:
    page = visit(demo, on="overview", token=signed_in(demo, role))
    assert word("audit_start", "zh") not in [one.label for one in page.button]


def test_an_audit_is_started_watched_and_compared_with_the_one_before(visit: Open, demo: str) -> None:
    token = signed_in(demo, "auditor")
    auditor = Client(demo, "zh", token)
    page = visit(demo, on="overview", token=token)
    for _ in range(2):
        before = auditor.get("/audits", limit=1)["total"]
        next(one for one in page.button if one.label == word("audit_start", "zh")).click().run()
        job = address(page)["job"]
        deadline = time.monotonic() + 30
        while auditor.get(f"/jobs/{job}")["state"] in ("queued", "running"):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        page.run()
        assert auditor.get("/audits", limit=1)["total"] == before + 1
        run = auditor.get(f"/jobs/{job}")["result"]["run"]
        assert page.success[0].value == word("audit_done", "zh", run=run)
        next(one for one in page.button if one.label == word("audit_again", "zh")).click().run()
        assert "job" not in address(page)
    counts = auditor.get("/audits/difference", limit=1)["counts"]
    kinds = ("new", "fixed", "persisting")
    assert [one.value for one in page.metric] == [str(sum(one[kind] for one in counts)) for kind in kinds]
    assert "不随上面选的范围变" in said(page)


def test_a_job_that_is_not_there_is_told(visit: Open, demo: str) -> None:
    page = visit(demo, on="overview", token=signed_in(demo, "auditor"), job="j0000000000000000")
    assert page.error

"""The page of cross appointment: the pictures of the API, who stands behind them, findings let stand."""

from __future__ import annotations

import pytest

from linli_dashboard.client import Client
from linli_dashboard.views.cross_findings import RULES
from linli_dashboard.wording import word
from tests.dashboard.conftest import Open, signed_in
from tests.dashboard.test_questions import address, said
from tests.dashboard.views.test_structure import click, drawn, series


@pytest.mark.parametrize(("view", "lang"), [("net", "zh"), ("matrix", "en")])
def test_the_pictures_are_those_of_the_api(visit: Open, api: str, view: str, lang: str) -> None:
    page = visit(on="cross", view=view, lang=lang)
    client = Client(api, "en" if lang == "en" else "zh")
    told = client.get(f"/pictures/{view}")
    assert series(drawn(page)[0]["series"]) == told["option"]["series"]
    assert told["reading"] in said(page).replace("\\", "")
    pairs = client.get("/people/several")["items"]
    assert page.dataframe[0].value["body_a"].to_list() == [one["body_a"] for one in pairs]
    assert word("cross_found_not_for_you", "en" if lang == "en" else "zh") in said(page)


def test_a_cell_tells_who(visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    click(monkeypatch, "owners_committee×compound_branch")
    page = visit(on="cross", view="matrix")
    assert address(page)["pair"] == "owners_committee×compound_branch"
    assert page.dataframe[0].value["body_a"].to_list() == ["松涛苑业委会"]
    assert page.dataframe[0].value["name"].to_list() == ["张*"]


def test_a_person_of_one_compound_is_told_by_posts(
    visit: Open, demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = signed_in(demo, "planner")
    person = Client(demo, "zh", token).get("/people", name="张三")["items"][0]["person"]
    click(monkeypatch, person)
    page = visit(demo, on="cross", token=token, view="one", find="松涛苑")
    assert address(page)["node"] == person
    shown = page.dataframe[0].value
    assert shown["body"].to_list() == ["松涛苑业委会", "松涛苑小区党支部"]
    assert shown["until"].to_list() == ["2027-01", ""]


def test_a_view_that_is_not_there_is_told(visit: Open) -> None:
    page = visit(on="cross", view="sideways")
    assert "“sideways”" in said(page) and drawn(page)


def test_findings_of_these_rules_are_let_stand_and_that_is_taken_back(visit: Open, demo: str) -> None:
    token = signed_in(demo, "auditor")
    auditor = Client(demo, "zh", token)
    job = auditor.post("/audits", {"area": None})
    while auditor.get(f"/jobs/{job['id']}")["state"] not in ("done", "failed", "lost", "cancelled"):
        continue
    told = auditor.get("/audits/0/findings", rule=RULES, limit=500, sort="severity")
    finding = next(one for one in told["items"] if one["verdict"] == "fail")
    page = visit(demo, on="cross", token=token, finding=finding["id"])
    assert len(page.dataframe[-1].value) == told["total"] == len(told["items"])
    assert finding["says"]["zh"] in said(page).replace("\\", "") and page.get("image")
    assert "张三" in page.code[0].value or "松涛苑" in page.code[0].value
    submit = next(one for one in page.button if one.label == word("cross_waive", "zh"))
    submit.click().run()
    assert word("cross_no_reason", "zh") in said(page)
    page.text_input[-1].input("正在换届")
    next(one for one in page.button if one.label == word("cross_waive", "zh")).click().run()
    [waiver] = auditor.get("/waivers")["items"]
    assert waiver["finding"] == finding["id"] and waiver["reason"] == "正在换届"
    next(one for one in page.button if one.label == word("cross_unwaive", "zh")).click().run()
    assert auditor.get("/waivers")["items"] == []

"""Findings and their mending: what the API tells of audits is shown, filtered, explained, waived, mended."""

from __future__ import annotations

import datetime as dt
import json
import time
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from linli_dashboard.client import Client, File, Told
from linli_dashboard.wording import word
from tests.dashboard.conftest import Open, signed_in
from tests.dashboard.test_questions import address, said


def ended(client: Client, job: str) -> Told:
    """A job, when it is over."""
    deadline = time.monotonic() + 120
    while (told := client.get(f"/jobs/{job}"))["state"] in ("queued", "running"):
        assert time.monotonic() < deadline, told
        time.sleep(0.05)
    return told


def audited(client: Client, day: str | None = None) -> str:
    """Audit all areas as of a day. Returns the number of the run."""
    told = ended(client, str(client.post("/audits", {"area": None, "as_of": day})["id"]))
    assert told["state"] == "done", told
    return str(told["result"]["run"])


@pytest.fixture(scope="module")
def auditor(demo: str) -> Client:
    return Client(demo, "zh", signed_in(demo, "auditor"))


@pytest.fixture(scope="module", autouse=True)
def runs(auditor: Client) -> tuple[str, str]:
    """Two kept audits, of two days."""
    return audited(auditor, "2027-06-30"), audited(auditor)


@pytest.fixture
def newest(auditor: Client) -> Told:
    run: Told = auditor.get("/audits")["items"][0]
    return run


def first(auditor: Client, run: Told, **wanted: Any) -> Told:
    """The gravest finding of a run."""
    found = auditor.get(f"/audits/{run['run']}/findings", sort="severity", limit=1, **wanted)
    one: Told = found["items"][0]
    return one


def press(page: AppTest, label: str) -> AppTest:
    next(one for one in page.button if one.label == label).click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_is_that_of_the_newest_audit_the_gravest_first(
    visit: Open, demo: str, auditor: Client, newest: Told, lang: str
) -> None:
    page = visit(demo, on="findings", token=auditor.token, lang=lang)
    told = auditor.get(f"/audits/{newest['run']}/findings", sort="severity", limit=50)
    assert page.dataframe[0].value["says"].to_list() == [one["says"][lang] for one in told["items"]]
    assert page.dataframe[0].value["severity"].iloc[0].startswith("▲")
    whole = auditor.get(f"/audits/{newest['run']}")
    failing = sum(1 for rule in whole["rules"] if rule["totals"]["failed"])
    about = {"findings": newest["findings"], "unknown": newest["unknown"], "as_of": newest["as_of"]}
    line = word(
        "findings_about",
        "en" if lang == "en" else "zh",
        rules=len(whole["rules"]),
        failing=failing,
        by="demo",
        **about,
    )
    assert line in said(page).replace("\\", "")


def test_filters_and_area_hold_and_are_kept_in_the_address(
    visit: Open, demo: str, auditor: Client, newest: Told
) -> None:
    grave = first(auditor, newest)["severity"]
    page = visit(demo, on="findings", token=auditor.token, area="990101001001")
    page.multiselect(key="own_findings_severity").set_value([grave])
    page.selectbox(key="own_findings_sure").select("certain").run()
    asked = {"severity": [grave], "verdict": "fail", "certain": True, "area": "990101001001"}
    told = auditor.get(f"/audits/{newest['run']}/findings", sort="severity", **asked)
    assert page.dataframe[0].value["says"].to_list() == [one["says"]["zh"] for one in told["items"]]
    assert address(page) == {"severity": grave, "sure": "certain", "area": "990101001001"}
    again = visit(demo, on="findings", token=auditor.token, **address(page))
    assert again.dataframe[0].value.equals(page.dataframe[0].value)
    wrong = visit(demo, on="findings", token=auditor.token, severity="dreadful", run="999")
    assert "“dreadful”" in said(wrong) and "“999”" in said(wrong) and address(wrong) == {}


def test_another_day_above_is_said_not_to_be_that_of_the_audit(
    visit: Open, demo: str, auditor: Client, newest: Told
) -> None:
    page = visit(demo, on="findings", token=auditor.token, as_of="2026-01-01")
    assert word("findings_day", "zh", as_of=newest["as_of"]) in said(page)


def test_a_link_opens_a_finding_fact_by_fact_with_its_cells(
    visit: Open, demo: str, auditor: Client, newest: Told
) -> None:
    one = first(auditor, newest)
    page = visit(demo, on="findings", token=auditor.token, finding=one["id"])
    told = auditor.get(f"/audits/{newest['run']}/findings/{one['id']}")
    shown = said(page).replace("\\", "")
    assert page.subheader[0].value.replace("\\", "") == one["title"]["zh"]
    for line in (*told["says"]["zh"]["facts"], told["says"]["zh"]["conclusion"], one["remedy"]["zh"]):
        assert line in shown
    cells = {tuple(cell.values()) for fact in told["evidence"]["facts"] for cell in fact["cells"]}
    names = ("file", "sheet", "address", "heading", "value")
    rows = page.dataframe[0].value
    assert {tuple(row) for row in rows[list(names)].itertuples(index=False)} == {
        tuple(str(value) for value in cell) for cell in cells
    }
    press(page, word("back_to_list", "zh"))
    assert address(page) == {} and "says" in page.dataframe[0].value
    gone = visit(demo, on="findings", token=auditor.token, finding="f0123456789abcdef0123")
    assert gone.error and not gone.exception


def test_a_finding_is_waived_for_a_time_with_a_reason_and_opened_again(
    visit: Open, demo: str, auditor: Client, newest: Told
) -> None:
    one = first(auditor, newest, verdict="fail")
    page = visit(demo, on="findings", token=auditor.token, finding=one["id"])
    press(page, word("findings_stand", "zh"))
    assert word("findings_stand_needs", "zh") in said(page)
    next(box for box in page.text_input if box.label == word("reason", "zh")).set_value("正在换届")
    until = word("findings_until", "zh")
    next(box for box in page.date_input if box.label == until).set_value(dt.date(2030, 12, 31))
    press(page, word("findings_stand", "zh"))
    assert page.success[0].value == word("findings_stand_done", "zh")
    [waiver] = auditor.get("/waivers")["items"]
    assert (waiver["finding"], waiver["reason"], waiver["until"]) == (one["id"], "正在换届", "2030-12-31")
    history = page.dataframe[-1].value
    assert history["kind"].to_list()[-1] == word("findings_step_waive", "zh")
    listed = visit(demo, on="findings", token=auditor.token, waived="waived")
    assert listed.dataframe[0].value["waived"].to_list() == ["2030-12-31"]
    stands = visit(demo, on="findings", token=auditor.token, part="waived")
    assert stands.dataframe[0].value["number"].to_list() == [waiver["number"]]
    press(page, word("findings_withdraw", "zh"))
    assert auditor.get("/waivers")["items"] == []


def test_two_audits_stand_side_by_side(
    visit: Open, demo: str, auditor: Client, runs: tuple[str, str]
) -> None:
    chosen = dict(zip(("first", "second"), runs, strict=True))
    page = visit(demo, on="findings", token=auditor.token, part="change", **chosen)
    told = auditor.get("/audits/difference", **chosen, level="street", limit=50)
    kinds = ("new", "told", "persisting", "untold", "fixed")
    assert [int(one.value) for one in page.metric] == [
        sum(count[kind] for count in told["counts"]) for kind in kinds
    ]
    assert page.dataframe[0].value["says"].to_list() == [one["says"]["zh"] for one in told["items"]]
    page.multiselect(key="own_findings_kind").set_value(["fixed"]).run()
    only = auditor.get("/audits/difference", **chosen, level="street", kind=["fixed"], limit=50)
    assert only["total"] and len(page.dataframe[0].value) == len(only["items"])
    assert address(page)["kind"] == "fixed"


def test_two_days_of_one_graph_are_compared_and_a_day_that_is_none_is_said(
    visit: Open, demo: str, auditor: Client
) -> None:
    days = {"from_day": "2025-06-30", "to_day": "2027-06-30"}
    page = visit(demo, on="findings", token=auditor.token, part="change", how="days", **days)
    assert not page.dataframe and not page.exception
    assert ended(auditor, auditor.get("/audits/difference", **days)["id"])["state"] == "done"
    page.run()
    told = auditor.get("/audits/difference", **days, level="street", limit=50)
    assert page.dataframe[0].value["says"].to_list() == [one["says"]["zh"] for one in told["items"]]
    wrong = visit(demo, on="findings", token=auditor.token, part="change", how="days", from_day="0800-01-01")
    assert "“0800-01-01”" in said(wrong).replace("\\", "") and "from_day" not in address(wrong)
    assert word("change_days_needed", "zh") in said(wrong)


def test_an_audit_is_started_followed_and_shown(visit: Open, demo: str, auditor: Client) -> None:
    before = auditor.get("/audits")["items"][0]["run"]
    page = visit(demo, on="findings", token=auditor.token, area="990101001001")
    press(page, word("findings_start", "zh"))
    assert ended(auditor, address(page)["job"])["state"] == "done"
    page.run()
    newest = auditor.get("/audits")["items"][0]
    assert newest["run"] > before and newest["areas"] == ["990101001001"] and page.success
    assert page.selectbox(key="own_findings_run").value == str(newest["run"])
    press(page, word("job_away", "zh"))
    assert address(page) == {"area": "990101001001"}
    audited(auditor)


def test_the_report_of_an_audit_is_made_as_a_file(
    visit: Open, demo: str, auditor: Client, newest: Told
) -> None:
    page = visit(demo, on="findings", token=auditor.token, part="files", form="json")
    press(page, word("findings_file_make", "zh"))
    area = f"file_{newest['run']}_json_"
    made = page.session_state[f"own_findings_{area}"]
    assert isinstance(made, File) and json.loads(made.content) and made.name.endswith(".json")
    assert word("doing_save", "zh", name=made.name) in [
        one.label.replace("\\", "") for one in page.get("download_button")
    ]


def test_a_planner_reads_findings_and_changes_nothing(visit: Open, demo: str, auditor: Client) -> None:
    token = signed_in(demo, "planner")
    page = visit(demo, on="findings", token=token)
    assert page.dataframe and word("findings_start", "zh") not in [one.label for one in page.button]
    options = page.segmented_control(key="own_findings_part").options
    assert options == [word("findings_list", "zh"), word("findings_change", "zh")]
    page = visit(demo, on="findings", token=signed_in(demo, "presenter"))
    assert word("not_for_you", "zh") in said(page)


def test_the_list_to_be_mended_is_sent_out_and_told(
    visit: Open, demo: str, auditor: Client, newest: Told
) -> None:
    page = visit(demo, on="findings", token=auditor.token, part="mend")
    if not auditor.get("/rectification")["items"]:
        assert word("mend_none", "zh") in said(page)
    press(page, word("mend_out_make", "zh"))
    made = page.session_state["own_findings_file_list__None"]
    assert isinstance(made, File) and made.name.endswith(".xlsx") and made.content[:2] == b"PK"
    told = auditor.get("/rectification", limit=50)
    after = visit(demo, on="findings", token=auditor.token, part="mend")
    assert after.dataframe[0].value["says"].to_list() == [one["says"] for one in told["items"]]
    counts = [number for number in told["counts"].values() if number]
    assert sorted(int(one.value) for one in after.metric) == sorted(counts) and counts

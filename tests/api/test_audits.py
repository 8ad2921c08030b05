"""Audits over HTTP: made as a job, listed, paged, explained, compared, taken out, within what one may see."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from starlette.testclient import TestClient

from linli.audit.engine import Finding
from linli.audit.run import RuleRun
from linli.services import findings as tables
from linli.services import runs
from linli.services.eyes import eyes
from linli.workspace.layout import open_layout
from linli.workspace.state import access, database
from tests.api.working import HERE, THERE, as_role, copied, fits, get, waited

ELSEWHERE = ("甲子安", "欧阳乙")
"""At home above the community."""


@pytest.fixture(scope="module")
def audited(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two kept audits, of two days."""
    own = copied(workspace, tmp_path_factory.mktemp("audited"))
    with as_role(own, "auditor") as client:
        for day in (None, "2027-06-30"):
            told = waited(client, client.post("/audits", json={"area": None, "as_of": day}))
            assert told["state"] == "done" and told["total"] > 20
    return own


@pytest.fixture(scope="module")
def auditor(audited: Path) -> Iterator[TestClient]:
    with as_role(audited, "auditor") as client:
        yield client


def test_kept_ones_are_listed_and_told_rule_by_rule(auditor: TestClient) -> None:
    listed = get(auditor, "/audits")["items"]
    assert [one["run"] for one in listed] == [2, 1]
    newest = get(auditor, "/audits/0", "/audits/{run}")
    assert {**listed[0], "rules": newest["rules"]} == newest
    for rule in newest["rules"]:
        totals = rule["totals"]
        parts = (totals[name] for name in ("passed", "failed", "unknown", "not_applicable"))
        assert totals["population"] == sum(parts) and rule["error"] is None
    assert auditor.get("/audits/77").json()["code"] == "LN-R20"


def test_findings_are_those_of_the_run_and_page_through_all_of_them(
    auditor: TestClient, audited: Path
) -> None:
    run = runs.load(audited, 1)
    wanted = [one.id for rule in run.rules.values() for one in _every(rule)]
    found, cursor = [], None
    while True:
        page = get(auditor, "/audits/1/findings", "/audits/{run}/findings", limit=4, **_next(cursor))
        found += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == wanted and page["total"] == len(wanted)
    whole = get(auditor, "/audits/1/findings", "/audits/{run}/findings", limit=500)["items"]
    for verdict in ("fail", "unknown"):
        some = get(auditor, "/audits/1/findings", "/audits/{run}/findings", verdict=verdict, limit=500)
        assert some["items"] == [one for one in whole if one["verdict"] == verdict]
    rule = whole[0]["rule"]
    some = get(auditor, "/audits/1/findings", "/audits/{run}/findings", rule=rule, limit=500)
    assert some["items"] == [one for one in whole if one["rule"] == rule]
    down = get(auditor, "/audits/1/findings", "/audits/{run}/findings", sort="-rule", limit=500)["items"]
    assert [one["rule"] for one in down] == sorted((one["rule"] for one in whole), reverse=True)
    grave = get(auditor, "/audits/1/findings", "/audits/{run}/findings", sort="severity", limit=500)["items"]
    ranks = [tables.GRAVE.index(one["severity"]) for one in grave]
    assert ranks == sorted(ranks)
    for wrong in ({"sort": "name"}, {"cursor": "x"}, {"verdict": "maybe"}, {"limit": 0}):
        assert auditor.get("/audits/1/findings", params=wrong).status_code == 422


def _next(cursor: str | None) -> dict[str, str]:
    return {} if cursor is None else {"cursor": cursor}


def _every(rule: RuleRun) -> list[Finding]:
    kept = [*rule.findings, *rule.unknown]
    order = rule.rows["id"].to_list() if rule.rows.height else []
    return sorted(kept, key=lambda one: order.index(one.id))


def test_findings_are_asked_for_by_their_identifiers(auditor: TestClient) -> None:
    whole = get(auditor, "/audits/1/findings", "/audits/{run}/findings", limit=500)["items"]
    wanted = [whole[-1]["id"], whole[0]["id"]]
    told = get(auditor, "/audits/1/findings", "/audits/{run}/findings", finding=[*wanted, "fnone"])
    assert [one["id"] for one in told["items"]] == wanted[::-1] and told["total"] == 2


def test_findings_are_asked_for_by_their_places(auditor: TestClient) -> None:
    whole = get(auditor, "/audits/1/findings", "/audits/{run}/findings", limit=500)["items"]
    place = next(one["place"] for one in whole)
    told = get(auditor, "/audits/1/findings", "/audits/{run}/findings", limit=500, place=[place])["items"]
    assert [one["id"] for one in told] == [one["id"] for one in whole if one["place"] == place]
    assert 0 < len(told) < len(whole)


def test_who_was_given_an_area_sees_its_findings_and_no_others(audited: Path, auditor: TestClient) -> None:
    whole = auditor.get("/audits/1/findings", params={"limit": 500}).json()["items"]
    inside = {one["id"] for one in whole if HERE in {area["code"] for area in one["areas"]}}
    assert inside and len(inside) < len(whole)
    asked = auditor.get("/audits/1/findings", params={"limit": 500, "area": HERE}).json()["items"]
    other = next(one["id"] for one in whole if one["id"] not in inside)
    with as_role(audited, "auditor", [HERE]) as client:
        mine = client.get("/audits/1/findings", params={"limit": 500}).json()["items"]
        assert {one["id"] for one in mine} == {one["id"] for one in asked} == inside
        assert client.get("/audits/1/findings", params={"area": THERE}).json()["code"] == "LN-U03"
        assert client.get(f"/audits/1/findings/{other}").json()["code"] == "LN-R18"
        waiver = {"finding": other, "reason": "x", "until": "2099-01-01"}
        assert client.post("/waivers", json=waiver).json()["code"] == "LN-R18"


def test_names_are_told_to_who_may_see_them(audited: Path) -> None:
    run = runs.load(audited, 1)
    assert eyes(audited, run.snapshot, None).seen is None
    assert eyes(audited, run.snapshot, [HERE]).seen == frozenset({"丙辰和", "张三", "李四维"})
    assert eyes(audited, run.snapshot, [THERE]).seen == frozenset()
    assert eyes(audited, "0" * 32, [HERE]).seen == frozenset(), "the snapshot is gone: nobody can tell"
    with as_role(audited, "auditor", [HERE]) as client:
        said = []
        mine = client.get("/audits/1/findings", params={"limit": 500}).json()["items"]
        # One finding a rule, of some rules: each is judged anew.
        near = {one["rule"]: one for one in mine if "张三" in str(one) or "书记" in str(one)}
        for one in list(near.values())[:4]:
            for form in ("json", "svg"):
                response = client.get(f"/audits/1/findings/{one['id']}", params={"format": form})
                assert response.status_code == 200, response.text
                said.append(response.text)
        text = "".join(said)
    assert "张三" in text
    assert not [name for name in ELSEWHERE if name in text]


def test_one_is_explained_in_every_form(auditor: TestClient) -> None:
    [first, *_] = auditor.get("/audits/1/findings").json()["items"]
    path = f"/audits/1/findings/{first['id'][:9]}"
    told = auditor.get(path).json()
    assert told["finding"] == first["id"] and told["evidence"]
    assert first["id"] in auditor.get(path, params={"format": "text"}).text
    assert auditor.get(path, params={"format": "cypher"}).text.startswith("// linli explain")
    svg = auditor.get(path, params={"format": "svg"})
    assert svg.headers["content-type"].startswith("image/svg+xml") and svg.text.startswith("<svg")
    assert auditor.get("/audits/1/findings/f000").status_code == 404
    assert auditor.get("/audits/1/findings/f").status_code == 404


@pytest.mark.parametrize("form", ["xlsx"])
def test_a_report_goes_out_as_a_file_and_is_written_down(
    audited: Path, auditor: TestClient, form: str
) -> None:
    before = _log(audited)
    response = auditor.get("/audits/1/file", params={"format": form})
    assert response.status_code == 200 and "attachment" in response.headers["content-disposition"]
    text = _text(response.content)
    assert "松涛苑" in text and "张三" in text
    assert [(one.kind, one.what) for one in _log(audited)[: -len(before) or None]] == [
        ("export", f"audits.{form}")
    ]


def _text(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def _log(workspace: Path) -> list[access.Entry]:
    with database.reading(open_layout(workspace)) as connection:
        return list(access.read(connection, 1000))


def test_a_report_that_would_say_something_else_is_refused(audited: Path, auditor: TestClient) -> None:
    run = runs.load(audited, 1)
    hidden = audited / "snapshots" / run.snapshot
    hidden.rename(audited / "away")
    try:
        response = auditor.get("/audits/1/file")
        assert (response.status_code, response.json()["code"]) == (409, "LN-R51")
    finally:
        (audited / "away").rename(hidden)


def test_two_are_compared_and_page_through_what_changed(auditor: TestClient) -> None:
    told = get(auditor, "/audits/difference", limit=500)
    assert (told["first"]["run"], told["second"]["run"]) == (1, 2)
    before = {one["id"] for one in _fails(auditor, 1)}
    after = {one["id"] for one in _fails(auditor, 2)}
    kinds = {one["id"]: one["kind"] for one in told["items"]}
    assert {one for one, kind in kinds.items() if kind in ("persisting", "untold", "fixed")} == before
    assert {one for one, kind in kinds.items() if kind in ("new", "told", "persisting")} == after
    assert before != after
    fixed = get(auditor, "/audits/difference", first=2, second=1, kind="new")
    assert {one["kind"] for one in fixed["items"]} <= {"new"}


def test_two_days_are_compared_by_a_job_that_keeps_no_audit(auditor: TestClient, audited: Path) -> None:
    days = {"from_day": "2025-06-30", "to_day": "2027-06-30"}
    asked = auditor.get("/audits/difference", params=days)
    again = auditor.get("/audits/difference", params={**days, "level": "community"})
    assert again.json()["id"] == asked.json()["id"], "it waits already"
    fits(auditor, "/jobs/{job}", asked.json())
    job = waited(auditor, asked)
    assert (job["state"], job["kind_text"]) == ("done", "比较两天")
    told = auditor.get(f"{job['links']['result']}&limit=500").json()
    fits(auditor, "/audits/difference", told)
    kept = get(auditor, "/audits/difference", first=1, second=2, limit=500)
    assert told["items"] == kept["items"] and told["counts"] == kept["counts"]
    assert (told["first"]["run"], told["second"]["as_of"]) == (0, "2027-06-30"), "made for it, and not kept"
    assert [one["run"] for one in get(auditor, "/audits")["items"]] == [2, 1]
    for number in (-1, 3):
        assert auditor.get(f"/audits/{number}").status_code in (404, 422)
    with as_role(audited, "planner", [HERE]) as planner:
        mine = waited(planner, planner.get("/audits/difference", params=days))
        assert mine["result"]["areas"] == [HERE], "only what lies in their areas is audited"


def _fails(client: TestClient, run: int) -> list[dict[str, str]]:
    found: list[dict[str, str]]
    found = client.get(f"/audits/{run}/findings", params={"verdict": "fail", "limit": 500}).json()["items"]
    return found


def test_a_waiver_stands_until_it_is_taken_back(auditor: TestClient) -> None:
    finding = _fails(auditor, 2)[0]["id"]
    given = {"finding": finding, "reason": "正在换届", "until": "2099-12-31"}
    made = auditor.post("/waivers", json=given)
    assert made.status_code == 201
    fits(auditor, "/waivers", made.json(), "post")
    [listed] = get(auditor, "/waivers")["items"]
    assert (listed["finding"], listed["state"], listed["by"]) == (finding, "holds", "test-auditor")
    waived = auditor.get("/audits/0/findings", params={"waived": True}).json()["items"]
    assert [(one["id"], one["waived"]["until"]) for one in waived] == [(finding, "2099-12-31")]
    etag = auditor.get("/audits/0/findings").headers["etag"]
    assert auditor.get("/audits/0/findings", headers={"If-None-Match": etag}).status_code == 304
    number = listed["number"]
    assert auditor.delete(f"/waivers/{number}").status_code == 200
    assert auditor.get("/audits/0/findings", headers={"If-None-Match": etag}).status_code == 200
    assert auditor.delete(f"/waivers/{number}").json()["code"] == "LN-R21"
    assert auditor.post("/waivers", json={**given, "until": "2020-01-01"}).status_code == 422


def test_old_ones_are_taken_out_by_an_admin(audited: Path, tmp_path: Path) -> None:
    with as_role(copied(audited, tmp_path), "admin") as client:
        assert client.delete("/audits", params={"keep": 1}).status_code == 204
        assert [one["run"] for one in client.get("/audits").json()["items"]] == [2]
        assert client.get("/audits/1/findings").json()["code"] == "LN-R20"


def test_a_pack_is_named_and_no_folder_is_opened(auditor: TestClient, tmp_path: Path) -> None:
    for pack in ("../base", str(tmp_path), "nothing"):
        response = auditor.post("/audits", json={"area": None, "pack": pack})
        assert response.status_code == 422 and str(tmp_path.parent) not in json.dumps(response.json()["do"])


def test_a_table_of_many_findings_is_paged_by_columns(audited: Path) -> None:
    """Filters and order hold on a run of a size that nobody would list row by row."""
    run = runs.load(audited, 1)
    many = pl.concat([tables._table(run).rows] * 800)
    found = tables.Table(run, many, tables._table(run).above)
    wanted = tables.Wanted((HERE,), None, ("breach",), ("fail",), certain=True)
    rows = tables.chosen(found, wanted, (), ("area", True))
    assert many.height > 10_000 and 0 < rows.height < many.height
    assert rows.height % 800 == 0 and set(rows["severity"]) == {tables.GRAVE.index("breach")}

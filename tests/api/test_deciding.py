"""What people decide over HTTP: who is who, what if, what is to be mended; each within their own areas."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient

from linli.services.build import build
from tests.api.working import HERE, THERE, as_role, copied, fits, get, waited

APPOINT = """\
changes:
  - appoint: 李四维
    to: 松涛苑小区党支部/副书记
    since: 2025-07-01
"""
ABOVE = """\
changes:
  - appoint: 张三
    to: 示例区委/书记
    since: 2025-07-01
"""


@pytest.fixture(scope="module")
def own(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(workspace, tmp_path_factory.mktemp("deciding"))


@pytest.fixture(scope="module")
def admin(own: Path) -> Iterator[TestClient]:
    with as_role(own, "admin") as client:
        yield client


def test_a_doubtful_pair_is_decided_and_taken_back(admin: TestClient, own: Path) -> None:
    [pair] = get(admin, "/identities/pairs")["items"]
    assert pair["a"]["name"] == pair["b"]["name"] == "丙辰和" and pair["same_makes"] >= 0
    two = {"a": pair["a"]["person"], "b": pair["b"]["person"], "note": "问过"}
    with as_role(own, "auditor", [THERE]) as stranger:
        assert stranger.post("/identities/same", json=two).json()["code"] == "LN-R13"
        assert get(stranger, "/identities/pairs")["items"] == []
    made = admin.post("/identities/same", json=two)
    assert made.status_code == 201
    fits(admin, "/identities/same", made.json(), "post")
    number = made.json()["number"]
    with as_role(own, "auditor", [THERE]) as stranger:
        assert stranger.delete(f"/identities/decisions/{number}").json()["code"] == "LN-R14"
    build(own, lambda *_: None)
    assert get(admin, "/identities/pairs")["items"] == []
    split = {"person": _person(admin), "bodies": [_body(admin, "松涛苑业委会")]}
    with as_role(own, "auditor", [THERE]) as stranger:
        assert stranger.post("/identities/split", json=split).json()["code"] == "LN-R15"
    assert admin.post("/identities/split", json=split).status_code == 201
    listed = get(admin, "/identities/decisions")["items"]
    assert [one["kind"] for one in listed] == ["split", "same"]
    assert listed[1]["note"] == "问过" and "松涛苑业委会" in listed[1]["bodies"]
    assert listed[0]["bodies"] == ["松涛苑业委会"] and listed[0]["by"] == listed[1]["by"] == "test-admin"
    with as_role(own, "auditor", [THERE]) as stranger:
        [far, near] = get(stranger, "/identities/decisions")["items"]
        assert far["bodies"] == near["bodies"] == [] and not near["note"] and not near["by"]
    for one in listed:
        assert admin.delete(f"/identities/decisions/{one['number']}").json()["kind"] == "undo"
    assert get(admin, "/identities/decisions")["total"] == 0


def _person(client: TestClient) -> str:
    people = client.get("/people", params={"name": "丙辰和"}).json()["items"]
    assert len({one["person"] for one in people}) == 1
    return str(people[0]["person"])


def _body(client: TestClient, name: str) -> str:
    hits = client.get("/places/search", params={"q": name, "type": "Organization"}).json()["items"]
    return str(hits[0]["id"])


def test_a_scenario_is_kept_tried_and_recorded(admin: TestClient, own: Path) -> None:
    with as_role(own, "planner", [HERE]) as planner:
        refused = planner.post("/scenarios/trials", json={"text": ABOVE})
        assert (refused.status_code, refused.json()["code"]) == (403, "LN-U03")
        kept = planner.put("/scenarios/副书记", json={"text": APPOINT})
        assert kept.status_code == 200
        fits(planner, "/scenarios/{name}", kept.json(), "put")
        tried = planner.post("/scenarios/trials", json={"name": "副书记"})
        assert tried.status_code == 200, tried.text
        told = tried.json()
        fits(planner, "/scenarios/trials", told, "post")
        assert told["written"] is False and told["areas"] == [HERE]
        assert "李四维" in told["changes"][0]["says"]["zh"]
        assert not [name for name in ("甲子安", "欧阳乙") if name in tried.text]
        assert get(planner, "/scenarios")["total"] == 1
        assert get(planner, "/scenarios/副书记", "/scenarios/{name}")["text"] == APPOINT
    assert admin.put("/scenarios/区委", json={"text": ABOVE}).status_code == 200
    with as_role(own, "planner", [HERE]) as planner:
        assert get(planner, "/scenarios")["total"] == 1, "another's is not told"
        assert planner.get("/scenarios/区委").json()["code"] == "LN-R52"
        assert planner.put("/scenarios/区委", json={"text": APPOINT}).json()["code"] == "LN-R52"
        made = planner.post("/scenarios/副书记/apply", json={"note": "任命文件"})
        assert made.status_code == 201 and made.json()["kind"] == "scenario"
    number = made.json()["number"]
    assert admin.delete(f"/identities/decisions/{number}").status_code == 200
    assert admin.delete("/scenarios/区委").status_code == 204
    assert admin.get("/scenarios/区委").status_code == 404


@pytest.mark.parametrize(
    "text", ["{", "changes: 1", "changes: [{appoint: 无此人, to: 松涛苑业委会/主任}]", "\x00"]
)
def test_a_wrong_scenario_is_told_by_its_field(admin: TestClient, text: str) -> None:
    response = admin.put("/scenarios/wrong", json={"text": text})
    assert 400 <= response.status_code < 500 and response.json()["code"], response.text
    assert admin.put("/scenarios/..%2Fx", json={"text": APPOINT}).status_code in (404, 405, 422)


def test_a_list_goes_out_comes_back_and_is_looked_through(admin: TestClient, own: Path) -> None:
    assert waited(admin, admin.post("/audits", json={"area": None}))["state"] == "done"
    sent = admin.post("/rectification/lists", json={"area": [HERE], "due": "2020-01-01"})
    assert sent.status_code == 200 and sent.content.startswith(b"PK")
    listed = get(admin, "/rectification")
    assert listed["counts"] == {"overdue": listed["total"]} and listed["total"]
    assert get(admin, "/rectification", status="overdue")["total"] == listed["total"]
    assert get(admin, "/rectification", status="closed")["total"] == 0
    with as_role(own, "auditor", [THERE]) as stranger:
        assert get(stranger, "/rectification")["total"] == 0
        finding = listed["items"][0]["finding"]
        assert stranger.get(f"/rectification/{finding}/history").json()["code"] == "LN-R18"
        foreign = stranger.post("/rectification/returns", files={"file": ("back.xlsx", sent.content)})
        assert foreign.json()["code"] == "LN-R22"
    book = openpyxl.load_workbook(io.BytesIO(sent.content))
    page = book.worksheets[0]
    heads = {str(cell.value): cell for row in page.iter_rows(max_row=6) for cell in row if cell.value}
    closed, progress = heads["销号"], heads["整改情况"]
    page.cell(closed.row + 1, closed.column).value = "是"
    page.cell(progress.row + 1, progress.column).value = "已补选"
    file = io.BytesIO()
    book.save(file)
    back = admin.post("/rectification/returns", files={"file": ("back.xlsx", file.getvalue())})
    assert back.status_code == 200, back.text
    fits(admin, "/rectification/returns", back.json(), "post")
    assert back.json()["accepted"] == 1
    [done] = get(admin, "/rectification", status="closed")["items"]
    assert done["progress"] == "已补选"
    told = get(admin, f"/rectification/{done['finding']}/history", "/rectification/{finding}/history")
    assert [one["kind"] for one in told["steps"]] == ["list", "report"]
    assert "test-admin" in json.dumps(told["steps"])

"""What holds of every address that reads the graph: it gives what its document says, pages through all of a
list, tells names only to whom it may, knows what a client has already, and is alike on both engines.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request
from starlette.testclient import TestClient

from linli.audit import pack as packs
from linli.services.server import push
from linli_api import asking
from linli_api.access.caller import Caller, Role, signed_in
from linli_api.app import create
from linli_api.settings import Settings
from tests.api import asked
from tests.api.asked import COMMUNITY, OTHER
from tests.api.little import PERSONS
from tests.api.working import waited
from tests.servers.neo4j.server import Server

NOT_PUBLIC = ("甲子安", "欧阳乙", "李四维")
"""Those of the little street who hold no public office."""
ABOVE = ("甲子安", "欧阳乙")
"""Those at home above the community."""


RULES = ("compound_without_branch", "term_lapsed")
"""Of the base pack: one about places, and one whose findings name persons."""


def by_header(request: Request) -> Caller:
    """The caller that a test names in its headers: many callers of one application, whose graph is opened
    once.
    """
    role, areas = request.headers["x-role"], request.headers.get("x-areas")
    return Caller("test", cast(Role, role), tuple(areas.split(",")) if areas else None, id="u-test")


@pytest.fixture(scope="module")
def app(workspace: Path) -> FastAPI:
    made = create(Settings(str(workspace), rate=0))
    made.dependency_overrides[signed_in] = by_header
    return made


def caller(app: FastAPI, role: str, areas: str = "") -> TestClient:
    headers = {"x-role": role, **({"x-areas": areas} if areas else {})}
    return TestClient(app, base_url="http://127.0.0.1:8000", headers=headers)


@pytest.fixture(scope="module")
def auditor(app: FastAPI) -> Iterator[TestClient]:
    with caller(app, "auditor") as client:
        yield client


@pytest.fixture(scope="module")
def known(auditor: TestClient) -> dict[str, str]:
    return asked.ids(auditor)


@pytest.fixture(scope="module")
def told(auditor: TestClient, known: dict[str, str]) -> dict[str, Any]:
    """What an auditor of the whole workspace is told, by address."""
    found = {}
    for address in asked.addresses(known):
        response = auditor.get(address)
        assert response.status_code == 200, (address, response.text)
        found[address] = response.json()
    return found


def routes(app: FastAPI) -> dict[str, APIRoute]:
    document = app.openapi()["paths"]
    return {
        r.path.replace(":path}", "}"): r
        for r in _flat(app.routes)
        if r.path.replace(":path}", "}") in document
    }


def _flat(found: Any) -> Iterator[APIRoute]:
    for one in found:
        if isinstance(one, APIRoute):
            yield one
        else:
            inner = getattr(one, "original_router", None) or getattr(one, "app", None)
            yield from _flat(getattr(inner, "routes", ()))


def beside(plain: Any, shaped: Any, where: str) -> None:
    """Hold an answer against what its schema makes of it: nothing there that the document does not know."""
    if isinstance(plain, dict) and isinstance(shaped, BaseModel):
        strange = set(plain) - set(type(shaped).model_fields)
        assert not strange, f"{where}: {strange}"
        for key, value in plain.items():
            beside(value, getattr(shaped, key), f"{where}.{key}")
    elif isinstance(plain, list) and isinstance(shaped, list | tuple):
        for one, other in zip(plain, shaped, strict=True):
            beside(one, other, where)


def test_every_answer_is_what_its_document_says(
    app: FastAPI, told: dict[str, Any], known: dict[str, str]
) -> None:
    models = {path: route.response_model for path, route in routes(app).items()}
    for address, path in asked.addresses(known).items():
        model = models[path]
        beside(told[address], model.model_validate(told[address]), address)


def test_every_list_finds_something(told: dict[str, Any]) -> None:
    for address, plain in told.items():
        for key in ("items", "nodes", "steps", "answers", "posts", "totals", "rows"):
            assert plain.get(key, True), f"{address}: no {key}, so this address shows nothing here"


@pytest.mark.parametrize(
    "address",
    [
        "/places/search?q=松",
        "/places/compounds",
        "/organizations",
        "/coverage/places",
        "/escalation/breaks/buildings",
        "/resilience/posts",
        "/questions/organizations/named?name=松",
    ],
)
def test_a_list_page_by_page_is_the_whole_list(auditor: TestClient, address: str) -> None:
    key = "rows" if address.startswith("/questions") else "items"
    sign = "&" if "?" in address else "?"
    whole = auditor.get(f"{address}{sign}limit=500").json()
    found: list[Any] = []
    cursor = None
    while True:
        further = f"&cursor={quote(cursor)}" if cursor else ""
        page = auditor.get(f"{address}{sign}limit=2{further}").json()
        assert page["total"] == whole["total"] == len(whole[key]) > 2
        found += page[key]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == whole[key]


def test_a_cursor_of_another_list_is_refused(auditor: TestClient) -> None:
    cursor = auditor.get("/organizations", params={"limit": 1}).json()["next"]
    for params in ({"kind": "业委会"}, {"as_of": "2024-01-01"}, {"area": OTHER}, {"sort": "-name"}):
        assert auditor.get("/organizations", params={"cursor": cursor, **params}).status_code == 422
    assert auditor.get("/organizations", params={"cursor": cursor, "limit": 1}).status_code == 200


def test_what_a_client_has_is_not_sent_again(
    auditor: TestClient, app: FastAPI, known: dict[str, str]
) -> None:
    others = ((auditor, {"Accept-Language": "en"}), (caller(app, "presenter"), {}))
    for address in asked.addresses(known):
        tag = auditor.get(address).headers["etag"]
        again = auditor.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        for client, headers in others:
            other = client.get(address, headers={"If-None-Match": tag, **headers})
            assert other.status_code == 200, "another language, or another role, is another answer"


def test_answers_are_in_both_languages(auditor: TestClient) -> None:
    for lang, word in (("zh", "支部"), ("en", "branch")):
        got = auditor.get("/coverage", headers={"Accept-Language": lang})
        assert got.headers["content-language"] == lang
        assert any(word in slot["text"].lower() for slot in got.json()["slots"])
        way = auditor.get("/escalation", params={"place": "松涛苑/1栋"}, headers={"Accept-Language": lang})
        assert ("Secretary" in str(way.json()["sentences"])) == (lang == "en")


def everything(client: TestClient, known: dict[str, str]) -> str:
    """All that a caller is told at all addresses, in every form; what they may not ask is left out."""
    said = []
    for address in (*asked.addresses(known), *asked.other_forms(known)):
        response = client.get(address)
        assert response.status_code in (200, 404), (address, response.text)
        said.append(response.text)
    return "\n".join(said)


def test_an_auditor_sees_every_name(auditor: TestClient, known: dict[str, str]) -> None:
    said = everything(auditor, known)
    assert all(name in said for name in PERSONS), "the tests below look for every name there is"


def test_a_presenter_sees_holders_of_public_offices_alone(app: FastAPI, known: dict[str, str]) -> None:
    said = everything(caller(app, "presenter"), known)
    assert not [name for name in NOT_PUBLIC if name in said]
    assert "丙辰和" in said and "李*" in said


def test_a_planner_sees_names_inside_their_areas_alone(app: FastAPI, known: dict[str, str]) -> None:
    said = everything(caller(app, "planner", COMMUNITY), known)
    assert not [name for name in ABOVE if name in said]
    assert "李四维" in said and "欧*" in said, "a way leads out of the areas, and its names do not"


def test_elsewhere_there_is_nothing_to_see(app: FastAPI, known: dict[str, str]) -> None:
    client = caller(app, "planner", OTHER)
    told = [client.get(address) for address in (*asked.addresses(known), *asked.other_forms(known))]
    said = "\n".join(response.text for response in told if response.status_code == 200)
    assert {response.status_code for response in told} == {200, 404}
    assert not [name for name in PERSONS if name in said]
    assert "松涛苑" not in said, "places and bodies of others are not told either"
    assert "兰亭里" in said
    for path in ("/places", "/organizations", "/coverage", "/escalation/breaks", "/graph/tree"):
        refused = client.get(path, params={"area": COMMUNITY})
        assert (refused.status_code, refused.json()["code"]) == (403, "LN-U03")
    for thing in ("compound", "building", "branch", "person"):
        assert client.get("/graph/neighbourhood", params={"node": known[thing]}).status_code == 404


def test_names_that_leave_are_counted(auditor: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[tuple[str, int]] = []
    monkeypatch.setattr(asking.log, "read", lambda *given: noted.append((given[2], given[4])))
    auditor.get("/escalation", params={"place": "松涛苑/1栋"})
    auditor.get("/places/compounds")
    auditor.get("/export/csv")
    assert noted == [("escalation", 5), ("places/compounds", 0), ("export/csv", len(PERSONS))]


@pytest.fixture
def of_a_test(workspace: Path, tmp_path: Path) -> Path:
    """The little workspace under a name by which a server that is kept between runs knows it as a test's."""
    copied = tmp_path / "workspace"
    shutil.copytree(workspace, copied)
    identity = json.loads((copied / "workspace.json").read_text())
    (copied / "workspace.json").write_text(json.dumps({**identity, "id": f"test-{identity['id']}"}))
    return copied


def test_a_server_gives_the_same(
    of_a_test: Path, told: dict[str, Any], neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {"LINLI_NEO4J_USER": neo4j_server.user, "LINLI_NEO4J_PASSWORD": neo4j_server.password}
    push(of_a_test, neo4j_server.address, environment, "full", lambda *_: None)
    there = Settings(neo4j_server.address, environment=environment, workspace=str(of_a_test), rate=0)
    with caller(_made(there), "auditor") as client:
        for address, plain in told.items():
            assert client.get(address).json() == plain, address
    # Each rule takes the server a second to plan; the cases of all of them are asked on it elsewhere.
    base = packs.get("base")
    some = replace(base, rules=tuple(one for one in base.rules if one.name in RULES))
    monkeypatch.setattr(packs, "get", lambda _name: some)
    _audits_alike(Settings(str(of_a_test), rate=0), there)


def _made(settings: Settings) -> FastAPI:
    made = create(settings)
    made.dependency_overrides[signed_in] = by_header
    return made


def _audits_alike(*both: Settings) -> None:
    """An audit made on the pushed snapshot, and one made on a server: kept in one workspace, they find the
    same, and a finding of either is explained alike.
    """
    found, explained = [], []
    for number, settings in enumerate(both, start=1):
        with caller(_made(settings), "auditor") as client:
            job = waited(client, client.post("/audits", json={"area": None, "as_of": "2027-06-30"}))
            assert (job["state"], job["result"]["run"]) == ("done", number), job
            page = client.get(f"/audits/{number}/findings", params={"limit": 500}).json()
            assert page["total"] and page.pop("run") == number
            found.append(page)
            finding = page["items"][0]["id"]
            explained.append(client.get(f"/audits/{number}/findings/{finding}").json())
            rules = [(one["rule"], one["totals"]) for one in client.get(f"/audits/{number}").json()["rules"]]
            found.append(rules)
    assert found[:2] == found[2:] and explained[0] == explained[1]


@pytest.mark.parametrize("text", ["松涛苑", "涛", "songtaoyuan", "taoy", "STY", "sty"])
def test_a_compound_is_found_in_chinese_by_pinyin_and_by_initials(auditor: TestClient, text: str) -> None:
    hits = auditor.get("/places/search", params={"q": text, "type": "Compound"}).json()["items"]
    assert "松涛苑" in [one["name"] for one in hits]

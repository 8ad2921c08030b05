"""Every route × every role × inside and outside the areas given, from `matrix.yaml`. A route that has no row
there fails, and so does a row without a route. What names an answer may hold is asked in
`test_names_elsewhere.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from linli.model import definition
from linli.queries import catalogue
from linli_api.access.caller import ROLES, Caller, Role, signed_in
from linli_api.access.listed import routes
from linli_api.app import create
from linli_api.settings import Settings
from tests.api.little import OWN, PERSONS

HERE = Path(__file__).parent
INSIDE, OUTSIDE = "990101001001", "990101001002"
WITH_BODY = ("post", "put", "patch")


@dataclass(frozen=True)
class Row:
    """What the matrix says of a route."""

    who: tuple[str, ...] | None
    area: bool
    given: dict[str, str]
    whole: bool = False


def rows() -> dict[str, Row]:
    plain = definition.read((HERE / "matrix.yaml").read_text(encoding="utf-8"), "matrix.yaml")
    assert isinstance(plain, dict)
    told = {key: _row(value) for key, value in plain.items()}
    questions = {f"GET /questions/{name}": Row(ROLES, True, OWN.get(name, {})) for name in catalogue.load()}
    return told | questions


def _row(plain: dict[str, object]) -> Row:
    who = plain["who"]
    named: dict[str, tuple[str, ...] | None] = {"all": ROLES, "nobody": None}
    roles = (*who, "admin") if isinstance(who, list) else named[str(who)]
    given = plain.get("with") or {}
    assert isinstance(given, dict)
    pairs = {str(key): str(value) for key, value in given.items()}
    return Row(roles, plain["area"] in (True, "yes"), pairs, plain["area"] == "whole")


MATRIX = rows()
APP = create(Settings("."))
ROUTES = {f"{method.upper()} {path}": roles for method, path, roles in routes(APP)}
BOTH = sorted(set(ROUTES) & set(MATRIX))


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert sorted(set(ROUTES) - set(MATRIX)) == [], "say in tests/api/matrix.yaml who may ask it"
    assert sorted(set(MATRIX) - set(ROUTES)) == []


def test_the_document_tells_the_roles_of_the_matrix() -> None:
    for name in BOTH:
        roles, wanted = ROUTES[name], MATRIX[name].who
        assert roles == wanted or set(roles or ()) == set(wanted or ()), name


def test_every_route_is_described(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for name in BOTH:
        method, path = name.split(" ")
        operation = document["paths"][path][method.lower()]
        assert operation["summary"] and operation["description"], name
        has_area = any(one["name"] == "area" for one in operation.get("parameters", ()))
        assert has_area == MATRIX[name].area, f"{name}: does it take an area?"
        if MATRIX[name].who is not None:
            assert {"401", "403", "422"} <= set(operation["responses"]), name


@pytest.fixture(scope="module")
def asked(workspace: Path) -> Iterator[tuple[FastAPI, TestClient]]:
    app = create(Settings(str(workspace), rate=0))
    with TestClient(app, base_url="http://127.0.0.1:8000") as opened:
        yield app, opened


def call(client: TestClient, name: str, row: Row, area: str | None) -> tuple[int, str, str]:
    """Ask a route. Returns status, code and text."""
    method, path = name.split(" ")
    query = dict(row.given)
    for part in re.findall(r"{(\w+)}", path):
        path = path.replace("{" + part + "}", query.pop(part))
    if area and row.area:
        query["area"] = area
    body = {"json": {}} if method.lower() in WITH_BODY else {}
    response = client.request(method, path, params=query, **body)
    told = (
        response.json() if response.headers.get("content-type", "").startswith("application/problem") else {}
    )
    return response.status_code, str(told.get("code")), response.text


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", BOTH)
def test_a_role_is_answered_inside_its_areas_and_nowhere_else(
    asked: tuple[FastAPI, TestClient], name: str, role: Role
) -> None:
    app, client = asked
    row = MATRIX[name]
    app.dependency_overrides[signed_in] = lambda: Caller(f"test-{role}", role, (INSIDE,), f"u-{role}")
    status, code, text = call(client, name, row, INSIDE)
    if row.who is not None and role not in row.who:
        assert (status, code) == (403, "LN-U02")
        return
    if row.whole:
        assert (status, code) == (403, "LN-U03")
        return
    assert status < 500 or code == "LN-U11", text
    assert status not in (401, 403) or code == "LN-U05", text
    if row.area:
        status, code, text = call(client, name, row, OUTSIDE)
        assert (status, code) == (403, "LN-U03"), text
        assert not [person for person in PERSONS if person in text]


@pytest.mark.parametrize("name", BOTH)
def test_nobody_gets_in_without_signing_in_where_others_can_listen(workspace: Path, name: str) -> None:
    row = MATRIX[name]
    with TestClient(_elsewhere(workspace), base_url="http://office.example") as client:
        status, code, text = call(client, name, row, None)
    if row.who is None:
        assert code != "LN-U01"
    else:
        assert (status, code) == (401, "LN-U01"), text


_MADE: dict[Path, FastAPI] = {}


def _elsewhere(workspace: Path) -> FastAPI:
    settings = Settings(str(workspace), host="office.example", rate=0)
    return _MADE.setdefault(workspace, create(settings))


def test_a_row_that_says_another_role_would_be_found() -> None:
    wrong = replace(MATRIX["GET /users"], who=("planner", "admin"))
    assert set(ROUTES["GET /users"] or ()) != set(wrong.who or ())

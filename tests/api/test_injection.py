"""What is typed is a value and nothing else: in every parameter of every route, from the OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from linli_api.access.caller import Caller, signed_in
from linli_api.app import create
from linli_api.settings import Settings
from tests.api.test_matrix import BOTH, MATRIX, _elsewhere

ATTEMPTS = (
    "' OR 1=1 --",
    "x'}) MATCH (n) DETACH DELETE n //",
    "'; DROP TABLE access; --",
    "$areas",
    "../../../../etc/passwd",
    "..\\..\\key",
    "{{7*7}}${7*7}",
    "<script>alert(1)</script>",
    "a\x00b",
    "\ud7ff\U0001f600\u202e",
    "=cmd|' /C calc'!A0",
    "张" * 400,
)
SHARED = ("area", "as_of", "limit", "cursor", "sort", "texts", "of", "horizon")
TELLTALE = ("Traceback", "root:x:", "sqlite3.", "Binder exception", 'File "', "site-packages", "/work/")


@pytest.fixture(scope="module")
def admin(workspace: Path) -> Iterator[TestClient]:
    app = create(Settings(str(workspace), rate=0))
    app.dependency_overrides[signed_in] = lambda: Caller("test", "admin", None, "u-test")
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as opened:
        yield opened


def operation(name: str) -> dict[str, Any]:
    method, path = name.split(" ")
    document: FastAPI = _elsewhere(Path())
    found: dict[str, Any] = document.openapi()["paths"][path][method.lower()]
    return found


@pytest.mark.parametrize("name", [name for name in BOTH if operation(name).get("parameters")])
def test_nothing_that_is_typed_is_more_than_a_value(admin: TestClient, name: str) -> None:
    method, path = name.split(" ")
    parameters = operation(name)["parameters"]
    for number, parameter in enumerate(parameters, start=len(name)):
        # Each parameter meets some of the attempts, and one that many routes share meets one a route: all
        # together meet every one many times.
        for attempt in (ATTEMPTS * 2)[number % len(ATTEMPTS) :][: 1 if parameter["name"] in SHARED else 3]:
            given = {**MATRIX[name].given, parameter["name"]: attempt}
            address = path
            for part in re.findall(r"{(\w+)}", path):
                address = address.replace("{" + part + "}", quote(given.pop(part), safe=""))
            body = {"json": {}} if method in ("POST", "PUT", "PATCH") else {}
            response = admin.request(method, address, params=given, **body)
            told = response.text
            assert response.status_code < 500, (parameter["name"], attempt, told)
            assert not [sign for sign in TELLTALE if sign in told], (parameter["name"], attempt, told)


def test_after_all_that_everything_is_as_it_was(admin: TestClient) -> None:
    assert admin.get("/questions/compounds/coverage").json()["count"] == 3
    assert admin.get("/log/head", params={"verify": True}).json()["sound"] is True


EXTREME = {
    "integer": ("9" * 24, "-1"),
    "date": ("9999-12-31", "0001-01-01", "2025-02-30"),
    "date-time": ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"),
}
SENT = {
    "/audits": {"area": None, "as_of": "9999-12-31"},
    "/rectification/lists": {"area": None, "run": 10**24},
    "/snapshots": {"known_on": "9999-12-31"},
    "/console": {"text": "MATCH (a:Area) RETURN a.name AS name", "as_of": "0001-01-01"},
}


def _kinds(schema: dict[str, Any]) -> set[str]:
    """The types that a parameter may have, a date's by its form."""
    return {str(one.get("format") or one.get("type")) for one in (schema, *schema.get("anyOf", ()))}


def test_numbers_and_days_at_their_ends_are_answered_or_refused(admin: TestClient) -> None:
    names = [name for name in BOTH if name.startswith("GET ")]
    # All questions of the catalogue are answered by one function.
    questions = [name for name in names if "/questions/" in name][3:]
    asked = 0
    for name in sorted(set(names) - set(questions)):
        path = name.removeprefix("GET ")
        for parameter in operation(name).get("parameters", ()):
            for extreme in (e for kind in _kinds(parameter["schema"]) for e in EXTREME.get(kind, ())):
                given = {**MATRIX[name].given, parameter["name"]: extreme}
                address = path
                for part in re.findall(r"{(\w+)}", path):
                    address = address.replace("{" + part + "}", quote(given.pop(part), safe=""))
                response = admin.get(address, params=given)
                asked += 1
                assert response.status_code < 500, (path, parameter["name"], extreme, response.text)
    assert asked > 150
    for path, body in SENT.items():
        assert admin.post(path, json=body).status_code == 422, path
    one_day = admin.get("/audits/difference", params={"from_day": "2025-06-30"})
    assert (one_day.status_code, one_day.json()["values"]["parameter"]) == (422, "to_day")

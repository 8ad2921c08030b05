"""Errors over HTTP: each has a status, none tells what is nobody's business, every response is guarded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from linli import errors
from linli.errors import LinliError, QueryFailed
from linli_api.app import create
from linli_api.errors import STATUS, TITLES, status_of
from linli_api.settings import Settings


def tree(root: type[LinliError]) -> Iterator[type[LinliError]]:
    yield root
    for branch in root.__subclasses__():
        yield from tree(branch)


@pytest.mark.parametrize("error", list(tree(LinliError)), ids=lambda error: error.__name__)
def test_every_error_has_a_status_with_a_title(error: type[LinliError]) -> None:
    assert status_of(error()) in TITLES
    branches = {errors.DefinitionError, *LinliError.__subclasses__()}
    assert branches <= set(STATUS), "a branch of the tree without a status of its own would be a 500"


def broken(workspace: Path, error: Exception) -> TestClient:
    """A client of an application with one route that fails."""
    app = create(Settings(str(workspace)))

    @app.get("/broken")
    def fail() -> None:
        raise error

    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


def test_what_nobody_foresaw_tells_nothing_of_itself(workspace: Path) -> None:
    with broken(workspace, RuntimeError("password=hunter2 at /srv/secret")) as client:
        response = client.get("/broken", headers={"Accept-Language": "en"})
    told = response.json()
    assert (response.status_code, told["code"], told["title"]) == (500, None, "Server error")
    assert "hunter2" not in response.text and "Traceback" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_an_engines_own_words_stay_in_the_house(workspace: Path) -> None:
    with broken(workspace, QueryFailed(query="a/b", problem="MATCH (secret) …")) as client:
        response = client.get("/broken")
    assert (response.status_code, response.json()["code"]) == (500, "LN-S07")
    assert "secret" not in response.text


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nowhere", 404), ("POST", "/questions", 405)]
)
def test_what_http_refuses_is_a_problem_too(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status == response.json()["status"]
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["/health", "/ready", "/questions", "/questions/a/b", "/nowhere", "/openapi.json"]
)
def test_every_response_is_guarded(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"Origin": "https://evil.example"}).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "private, no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert not [name for name in headers if name.startswith("access-control-")], "CORS is closed"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "evil.example:8000"])
def test_a_call_by_a_foreign_name_is_turned_away(client: TestClient, host: str) -> None:
    response = client.get("/questions", headers={"Host": host})
    assert (response.status_code, response.json()["status"]) == (421, 421)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000", "api:8000"])
def test_a_call_by_one_of_its_names_is_answered(workspace: Path, host: str) -> None:
    with TestClient(create(Settings(str(workspace), hosts=("api",))), base_url="http://127.0.0.1") as client:
        assert client.get("/health", headers={"Host": host}).status_code == 200

"""The outermost wall: sizes, times, rates, and headers on every response, an error's too."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import Request, UploadFile
from starlette.testclient import TestClient

from linli_api.app import create
from linli_api.headers import HEADERS
from linli_api.settings import Settings

MIB = 1 << 20


@pytest.fixture
def narrow(workspace: Path) -> Iterator[TestClient]:
    """A server with little room, and routes that need more."""
    app = create(Settings(str(workspace), body_mb=2, seconds=0.3, rate=0))

    @app.post("/whole")
    async def whole(request: Request) -> int:
        return len(await request.body())

    @app.post("/file")
    def file(file: UploadFile) -> int:
        return len(file.file.read())

    app.state.over = threading.Event()

    @app.get("/slow")
    def slow() -> str:
        app.state.over.wait(60)
        return "late"

    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client
        app.state.over.set()


def pieces(size: int) -> Iterator[bytes]:
    """A body that does not say how long it is."""
    for _ in range(size // 65536):
        yield b"x" * 65536


def test_what_is_too_large_is_refused_by_its_length_or_as_it_comes(narrow: TestClient) -> None:
    for content in (b"x" * (MIB + 1), pieces(2 * MIB)):
        response = narrow.post("/whole", content=content)
        told = response.json()
        assert (response.status_code, told["code"], told["values"]) == (413, "LN-U10", {"limit": "1 MiB"})
    assert narrow.post("/whole", content=pieces(MIB)).json() == MIB
    assert narrow.post("/file", files={"file": b"x" * (MIB + 1)}).json() == MIB + 1
    assert narrow.post("/file", files={"file": b"x" * (3 * MIB)}).status_code == 413


def test_an_answer_that_does_not_begin_in_time_is_given_up(narrow: TestClient) -> None:
    response = narrow.get("/slow", headers={"Accept-Language": "en"})
    assert response.status_code == 503
    assert "within the time" in response.json()["detail"]
    assert narrow.get("/health").status_code == 200


ASKED = {
    "alive": ("GET", "/health"),
    "an answer": ("GET", "/questions/compounds/coverage"),
    "not there": ("GET", "/nowhere"),
    "no such method": ("PUT", "/questions"),
    "wrong parameter": ("GET", "/questions/compounds/coverage?as_of=never"),
    "not allowed": ("GET", "/users"),
    "wrong password": ("POST", "/session"),
    "the document": ("GET", "/openapi.json"),
    "a preflight": ("OPTIONS", "/questions"),
}


@pytest.mark.parametrize("title", ASKED)
def test_every_response_is_guarded(client: TestClient, title: str) -> None:
    method, path = ASKED[title]
    body = {"json": {"name": "x", "password": "y"}} if method == "POST" else {}
    response = client.request(method, path, headers={"Origin": "https://evil.example"}, **body)
    for name, value in HEADERS.items():
        if name != "Cache-Control":
            assert response.headers[name] == value, name
    assert response.headers["cache-control"].startswith("private, no-")
    assert not [name for name in response.headers if name.startswith("access-control-")], "CORS is closed"
    assert "server" not in response.headers


def test_a_foreign_name_and_a_size_are_refused_with_the_same_headers(client: TestClient) -> None:
    for headers in ({"Host": "evil.example"}, {"Content-Length": str(64 * MIB)}):
        response = client.get("/health", headers=headers)
        assert response.status_code in (413, 421)
        assert response.headers["x-frame-options"] == "DENY"


def test_another_origin_may_call_where_the_operator_names_it(workspace: Path) -> None:
    settings = Settings(str(workspace), origins=("https://page.example",), rate=0)
    with TestClient(create(settings), base_url="http://127.0.0.1") as client:
        for origin, wanted in (
            ("https://page.example", "https://page.example"),
            ("https://evil.example", None),
        ):
            headers = {"Origin": origin, "Access-Control-Request-Method": "GET"}
            assert (
                client.options("/questions", headers=headers).headers.get("access-control-allow-origin")
                == wanted
            )
            assert "access-control-allow-credentials" not in client.get("/health", headers=headers).headers


def test_too_many_requests_are_told_when_to_come_again(workspace: Path) -> None:
    with TestClient(create(Settings(str(workspace), rate=20)), base_url="http://127.0.0.1") as client:
        responses = [client.get("/session") for _ in range(45)]
    told = [response.status_code for response in responses]
    assert set(told) == {200, 429}
    assert told.count(200) <= 40, "twenty, and twenty more if a minute went by meanwhile"
    refused = next(response for response in responses if response.status_code == 429)
    assert refused.json()["code"] == "LN-U04"
    assert 0 < int(refused.headers["retry-after"]) <= 60


def test_an_answer_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    path = "/questions/compounds/coverage"
    first = client.get(path, headers={"Accept-Language": "zh"})
    tag = first.headers["etag"]
    again = client.get(path, headers={"Accept-Language": "zh", "If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    others = (
        client.get(path, headers={"Accept-Language": "en", "If-None-Match": tag}),
        client.get(path, params={"area": "990101001001"}, headers={"If-None-Match": tag}),
        client.get(path, params={"limit": 1}, headers={"If-None-Match": tag}),
    )
    assert [one.status_code for one in others] == [200] * 3
    assert len({one.headers["etag"] for one in (first, *others)}) == 4

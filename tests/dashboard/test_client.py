"""When the API is away, or is not the API, the reader is told in words and never shown a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from linli.workspace.layout import create as create_workspace
from linli_api.app import create
from linli_api.settings import Settings
from linli_dashboard.client import Client, Kept, Refused
from linli_dashboard.wording import WORDS
from tests.api.little import served
from tests.dashboard.conftest import Open


@pytest.fixture
def something_else() -> Iterator[str]:
    """Address of a server that is not linli's."""
    app = FastAPI()

    @app.get("/{path:path}")
    def answer(path: str) -> PlainTextResponse:
        return PlainTextResponse(f"<h1>{path}</h1>", 200 if path == "ready" else 502)

    with served(app) as address:
        yield address


def test_an_api_that_is_away(visit: Open, unused_port: int) -> None:
    page = visit(f"http://127.0.0.1:{unused_port}")
    assert "连不上接口服务" in page.error[0].value and "linli serve" in page.error[0].value
    english = visit(f"http://127.0.0.1:{unused_port}", lang="en")
    assert "The API does not answer" in english.error[0].value


@pytest.mark.parametrize("address", ["not an address", "http://", "ftp://127.0.0.1", "http://[::"])
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(Refused) as caught:
        Client(address, "en").get("/ready")
    assert caught.value.problem.title == "The API does not answer"


def test_a_server_that_is_not_linlis(visit: Open, something_else: str) -> None:
    for path in ("/ready", "/questions"):
        with pytest.raises(Refused) as caught:
            Client(something_else, "en").get(path)
        assert caught.value.problem.title == "The API's answer does not read"
    assert "读不懂" in visit(something_else).error[0].value


def test_a_graph_that_is_not_built_is_told_with_its_code(visit: Open, tmp_path: Path) -> None:
    create_workspace(tmp_path / "empty")
    with served(create(Settings(str(tmp_path / "empty")))) as address:
        shown = visit(address).error[0].value
    assert "LN-W06" in shown and "还没有生成过图谱" in shown


def test_a_proxy_of_the_machine_is_not_asked(
    api: str, monkeypatch: pytest.MonkeyPatch, unused_port: int
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{unused_port}")
    assert Client(api, "zh").get("/ready")["snapshot"]


def test_every_text_is_there_in_both_languages() -> None:
    for zh, en in WORDS.values():
        assert any("\u4e00" <= character <= "\u9fff" for character in zh)
        assert not any("\u4e00" <= character <= "\u9fff" for character in en)


def test_what_still_stands_is_not_sent_again_to_the_same_reader() -> None:
    app, sent = FastAPI(), list[tuple[str, str]]()

    @app.get("/thing")
    def thing(request: Request) -> Response:
        known, who = request.headers.get("if-none-match", ""), request.headers.get("authorization", "")
        sent.append((who, known))
        etag = f'"{who}"'
        if known == etag:
            return Response(status_code=304)
        return JSONResponse({"for": who}, headers={"ETag": etag})

    kept = Kept(most=2)
    with served(app) as address:
        one, other = Client(address, "en", "a", kept), Client(address, "en", "b", kept)
        told = one.get("/thing", area=["x", "y"])
        told["changed"] = "by a page"
        assert one.get("/thing", area=["x", "y"]) == {"for": "Bearer a"}
        assert other.get("/thing", area=["x", "y"]) == {"for": "Bearer b"}
        assert one.get("/thing") == {"for": "Bearer a"}
    assert sent == [("Bearer a", ""), ("Bearer a", '"Bearer a"'), ("Bearer b", ""), ("Bearer a", "")]
    assert len(kept.answers) == 2
    small = Kept(longest=3)
    small.keep("key", "etag", b"long")
    assert small.answers == {}

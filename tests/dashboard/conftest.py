"""What the tests of the dashboard share: a real API, and the pages run against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

import linli_dashboard
from linli_api.app import create
from linli_api.settings import Settings
from linli_dashboard.client import Client
from tests.api import little

MAIN = Path(linli_dashboard.__file__).with_name("main.py")
Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an API on a little workspace."""
    workspace = little.make(tmp_path_factory.mktemp("pages"))
    with little.served(create(Settings(str(workspace)))) as address:
        yield address


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an API where whoever comes is an admin, and may come in any role (`signed_in`)."""
    workspace = little.make(tmp_path_factory.mktemp("demo"))
    with little.served(create(Settings(str(workspace), demo="admin"))) as address:
        yield address


def signed_in(api: str, role: str) -> str:
    """A token of a role in the demo."""
    return str(Client(api, "zh").post("/session", {"role": role})["token"])


@pytest.fixture
def visit(api: str, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a page of the dashboard at an address, as a link would; `address_of_api` leads it elsewhere, and
    `token` is that of whoever reads.
    """

    def opened(
        address_of_api: str = api, /, *, on: str = "questions", token: str = "", **query: str
    ) -> AppTest:
        monkeypatch.setenv("LINLI_API", address_of_api)
        monkeypatch.setattr("linli_dashboard.door.token", lambda: token)
        page = AppTest.from_file(MAIN, default_timeout=60)
        page._page_hash = calc_hash(on)  # AppTest itself only knows pages that are files
        for name, value in query.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception, [one.value for one in page.exception]
        return page

    return opened

"""What the tests of the dashboard share: a real API, and the pages run against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import linli_dashboard
from linli_api.app import create
from linli_api.settings import Settings
from tests.api import little

MAIN = Path(linli_dashboard.__file__).with_name("main.py")
Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an API on a little workspace."""
    workspace = little.make(tmp_path_factory.mktemp("pages"))
    with little.served(create(Settings(str(workspace)))) as address:
        yield address


@pytest.fixture
def visit(api: str, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the dashboard at an address, as a link would; `address_of_api` leads it elsewhere."""

    def opened(address_of_api: str = api, /, **query: str) -> AppTest:
        monkeypatch.setenv("LINLI_API", address_of_api)
        page = AppTest.from_file(MAIN, default_timeout=60)
        for name, value in query.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception, [one.value for one in page.exception]
        return page

    return opened

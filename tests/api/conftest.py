"""What the tests of the API share: a little workspace, and a client that is all of it but for the socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from linli_api.app import create
from linli_api.settings import Settings
from tests.api import little


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once; a test that changes it makes its own."""
    return little.make(tmp_path_factory.mktemp("little"))


@pytest.fixture(scope="session")
def client(workspace: Path) -> Iterator[TestClient]:
    """A guest, to whom no name is shown. It keeps nothing between calls; one for all is quicker."""
    with TestClient(create(Settings(str(workspace), rate=0)), base_url="http://127.0.0.1:8000") as opened:
        yield opened

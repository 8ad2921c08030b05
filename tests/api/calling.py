"""Clients of the API in a role, for tests of what a role sees; signing in has tests of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from linli_api.access.caller import Caller, Role, signed_in
from linli_api.app import create
from linli_api.settings import Settings


@contextmanager
def as_role(
    workspace: Path | str, role: Role, areas: Sequence[str] | None = None, **settings: Any
) -> Iterator[TestClient]:
    """A client of somebody who is signed in.

    Parameters: `areas`, codes that they were given, None for the whole workspace; `settings`, further ones.
    """
    app = create(Settings(str(workspace), **{"rate": 0, **settings}))
    caller = Caller(f"test-{role}", role, None if areas is None else tuple(areas), id=f"u-{role}")
    app.dependency_overrides[signed_in] = lambda: caller
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client

"""A workspace that a test of long work may change, and waiting for a job."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from starlette.testclient import TestClient

from tests.api.calling import as_role

HERE, THERE = "990101001001", "990101001002"
"""Two communities of the little street: the first has bodies and people, the second a bare compound."""

Json = dict[str, Any]


def copied(workspace: Path, to: Path) -> Path:
    """A workspace of one's own."""
    return shutil.copytree(workspace, to / "own")


def waited(client: TestClient, response: Any) -> Json:
    """The job that a response tells of, when it is over."""
    assert response.status_code == 202, response.text
    assert response.headers["location"] == response.json()["links"]["self"]
    return over(client, response.json()["id"])


def over(client: TestClient, job: str) -> Json:
    """A job, when it is over."""
    deadline = time.monotonic() + 120
    while True:
        told: Json = client.get(f"/jobs/{job}").json()
        if told["state"] not in ("queued", "running"):
            return told
        assert time.monotonic() < deadline, told
        time.sleep(0.05)


def fits(client: TestClient, path: str, told: Json, method: str = "get", status: str = "200") -> None:
    """See that an answer, which leaves without going through its schema, is what the document says."""
    from fastapi.routing import APIRoute, iter_route_contexts

    app: Any = client.app
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if (
            isinstance(route, APIRoute)
            and str(context.path) == path
            and method.upper() in (route.methods or ())
        ):
            assert route.response_model is not None
            made = TypeAdapter(route.response_model).validate_python(told)
            assert set(told) == set(TypeAdapter(route.response_model).dump_python(made)), path
            return
    raise AssertionError(path)


def get(client: TestClient, path: str, template: str | None = None, **query: Any) -> Json:
    """An answer of json that is there and fits its schema."""
    response = client.get(path, params=query)
    assert response.status_code == 200, response.text
    told: Json = response.json()
    fits(client, template or path, told)
    return told


__all__ = ["HERE", "THERE", "Json", "as_role", "copied", "fits", "get", "over", "waited"]

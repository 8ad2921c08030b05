"""What the first visitor would wait for is worked out before they come, and again on another snapshot."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from linli.services import covered
from linli_api.settings import from_environment
from tests.api import little
from tests.api.working import as_role, copied, get, waited


class Counted:
    """A function that says how often it was asked."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self._work = work
        self.times = 0

    def __call__(self, *given: Any, **more: Any) -> Any:
        self.times += 1
        return self._work(*given, **more)

    def wait(self, times: int) -> None:
        """Until it was asked so often."""
        deadline = time.monotonic() + 60
        while self.times < times:
            assert time.monotonic() < deadline
            time.sleep(0.01)


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> Counted:
    counted = Counted(covered.coverage)
    monkeypatch.setattr(covered, "coverage", counted)
    return counted


def test_coverage_is_there_before_anybody_asks(workspace: Path, worked_out: Counted) -> None:
    with as_role(workspace, "admin", warm=True) as client:
        worked_out.wait(1)
        told = get(client, "/coverage")
        assert worked_out.times == 1, "who asks waits for the same work"
    with as_role(workspace, "admin") as client:
        assert worked_out.times == 1, "an API inside another program does nothing by itself"
        assert get(client, "/coverage") == told


def test_another_snapshot_is_made_ready_as_well(workspace: Path, tmp_path: Path, worked_out: Counted) -> None:
    with as_role(copied(workspace, tmp_path), "admin", warm=True) as client:
        worked_out.wait(1)
        said = {"said": '{"day": "2025-06-30", "mode": "adds"}'}
        added = client.post("/ledgers", files={"files": ("more.csv", little.MORE.encode())}, data=said)
        assert added.status_code == 201, added.text
        built = waited(client, client.post("/snapshots", json={"known_on": None}))
        assert built["result"]["built"]
        worked_out.wait(2)
        assert get(client, "/coverage")["snapshot"] == built["result"]["snapshot"]
        assert worked_out.times == 2


def test_nothing_built_yet_stops_nobody(tmp_path: Path) -> None:
    from linli.workspace.layout import create

    create(tmp_path / "empty")
    with as_role(tmp_path / "empty", "admin", warm=True) as client:
        assert client.get("/coverage").json()["code"] == "LN-W06"
    assert not [one for one in threading.enumerate() if one.name == "linli-warming"]


def test_a_server_makes_ready() -> None:
    assert from_environment({}).warm

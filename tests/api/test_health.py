"""Alive is not ready: what a health check is told when the graph is there, and when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from linli.workspace.layout import create as create_workspace
from linli_api.app import create
from linli_api.settings import Settings


def asked(store: Path | str, path: str, **headers: str) -> tuple[int, dict[str, object]]:
    settings = Settings(str(store), environment={"LINLI_NEO4J_PASSWORD": "not-to-be-seen"})
    with TestClient(create(settings), base_url="http://localhost") as client:
        response = client.get(path, headers=headers)
        return response.status_code, response.json()


def test_ready_names_snapshot_and_day(client: TestClient, workspace: Path) -> None:
    told = client.get("/ready").json()
    assert told == {
        "status": "ready",
        "snapshot": (workspace / "current").read_text(encoding="utf-8").strip(),
        "day": "2025-06-30",
        "names": "masked",
    }


def test_a_workspace_without_a_graph_is_alive_but_not_ready(tmp_path: Path) -> None:
    create_workspace(tmp_path / "secret-place" / "empty")
    assert asked(tmp_path / "secret-place" / "empty", "/health")[0] == 200
    for path in ("/ready", "/questions/compounds/coverage"):
        status, problem = asked(tmp_path / "secret-place" / "empty", path)
        assert (status, problem["code"], problem["status"]) == (503, "LN-W06", 503)
        assert "empty" in str(problem["detail"])
        assert "secret-place" not in str(problem), "where the workspace lies is nobody's business"


def test_a_folder_that_is_no_workspace_is_not_ready(tmp_path: Path) -> None:
    assert asked(tmp_path / "nothing", "/ready")[1]["code"] == "LN-W01"


@pytest.mark.parametrize(("address", "code"), [("bolt://127.0.0.1:{port}", "LN-S01"), ("http://x", "LN-S06")])
def test_a_server_that_is_not_there_is_a_503_without_its_credentials(
    unused_port: int, address: str, code: str
) -> None:
    status, problem = asked(address.format(port=unused_port), "/ready")
    assert (status, problem["code"]) == (503, code)
    assert "not-to-be-seen" not in str(problem)

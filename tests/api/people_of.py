"""Users for tests: made with one real hash, since each takes its time."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import cache
from pathlib import Path
from unittest.mock import patch

from starlette.testclient import TestClient

from linli.services import passwords, users

NOW = dt.datetime(2025, 7, 1, 9, tzinfo=dt.UTC)
PASSWORD = "four unrelated words"
COMMUNITY, OTHER = "990101001001", "990101001002"


@cache
def _hash() -> str:
    return passwords.hashed(PASSWORD)


def with_users(workspace: Path, to: Path) -> Path:
    """A copy of a workspace with four users: one a role, all but the admin for one community."""
    copy, hashed = shutil.copytree(workspace, to), _hash()
    with patch.object(passwords, "hashed", lambda password: hashed):
        for role in ("presenter", "planner", "auditor", "admin"):
            users.add(copy, role, PASSWORD, role, None if role == "admin" else [COMMUNITY], NOW)
    return copy


def bearer(client: TestClient, name: str) -> dict[str, str]:
    """Headers of a user who has signed in."""
    response = client.post("/session", json={"name": name, "password": PASSWORD})
    assert response.status_code == 201, response.text
    return {"Authorization": f"Bearer {response.json()['token']}"}

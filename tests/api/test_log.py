"""The access log over HTTP: filtered, page by page, and its chain gone over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.working import HERE, as_role, copied


@pytest.fixture(scope="module")
def admin(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """An admin, after an auditor has exported five times and handed in twice."""
    own = copied(workspace, tmp_path_factory.mktemp("log"))
    with as_role(own, "auditor") as auditor:
        for _ in range(5):
            assert auditor.get("/ledgers/rejects", params={"format": "csv"}).status_code == 200
        whole = {"kinds": ["venues"], "area": HERE, "day": "2025-06-30"}
        for _ in range(2):
            assert auditor.post("/ledgers/complete", json=whole).status_code == 204
    with as_role(own, "admin") as client:
        yield client


def numbers(client: TestClient, **asked: Any) -> list[int]:
    return [one["number"] for one in client.get("/log", params=asked).json()["items"]]


def test_entries_are_found_by_kind_user_and_moment(admin: TestClient) -> None:
    every = admin.get("/log").json()["items"]
    for asked in (
        {"kind": "export"},
        {"kind": "change", "user": "test-auditor"},
        {"user": "nobody"},
        {"since": every[2]["at"]},
        {"until": every[2]["at"]},
    ):
        wanted = [
            one["number"]
            for one in every
            if one["kind"] == asked.get("kind", one["kind"])
            and one["user"] == asked.get("user", one["user"])
            and asked.get("since", "") <= one["at"]
            and not ("until" in asked and one["at"] >= asked["until"])
        ]
        assert numbers(admin, **asked) == wanted, asked
        assert admin.get("/log", params=asked).json()["total"] == len(wanted)
    # What is copied may hold what other tests have done to it.
    assert len(numbers(admin, kind="export")) >= 5 and numbers(admin, user="nobody") == []


def test_pages_of_some_entries_join_without_gap(admin: TestClient) -> None:
    seen: list[int] = []
    whole = numbers(admin, kind="export")
    cursor: str | None = None
    while True:
        asked: dict[str, Any] = {"kind": "export", "limit": 2, **({"cursor": cursor} if cursor else {})}
        told = admin.get("/log", params=asked).json()
        seen += [one["number"] for one in told["items"]]
        assert told["total"] == len(whole) and told["items"]
        cursor = told["next"]
        if cursor is None:
            break
    assert seen == whole


@pytest.mark.parametrize(
    "asked", [{"kind": "everything"}, {"since": "yesterday"}, {"since": "2025-07-01T00:00:00"}]
)
def test_a_wrong_filter_is_refused(admin: TestClient, asked: dict[str, str]) -> None:
    assert admin.get("/log", params=asked).status_code == 422


def test_the_chain_is_held_against_a_head_that_was_kept(admin: TestClient) -> None:
    head = admin.get("/log/head").json()
    assert head["sound"] is None
    kept = {"verify": True, "number": head["number"], "hash": head["hash"].upper()}
    assert admin.get("/log/head", params=kept).json()["sound"] is True
    for wrong in ({"hash": "0" * 64}, {"number": head["number"] + 1}):
        answer = admin.get("/log/head", params={**kept, **wrong})
        assert answer.status_code >= 400 and answer.json()["code"].startswith("LN-"), answer.text

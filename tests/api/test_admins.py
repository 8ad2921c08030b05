"""An admin who was given some areas manages those alone: nobody makes a user who sees more than they do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.api.people_of import COMMUNITY, OTHER, PASSWORD, with_users
from tests.api.working import as_role, get, over

STREET = "990101001"


@pytest.fixture(scope="module")
def peopled(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_users(workspace, tmp_path_factory.mktemp("admins") / "workspace")


@pytest.fixture(scope="module")
def whole(peopled: Path) -> Iterator[TestClient]:
    with as_role(peopled, "admin") as client:
        yield client


def names(client: TestClient) -> list[str]:
    return [one["name"] for one in client.get("/users").json()["users"]]


def test_users_of_ones_areas_are_there_and_no_others(peopled: Path, whole: TestClient) -> None:
    assert names(whole) == ["admin", "auditor", "planner", "presenter"]
    with as_role(peopled, "admin", [OTHER]) as other, as_role(peopled, "admin", [STREET]) as street:
        assert names(other) == []
        assert names(street) == ["auditor", "planner", "presenter"]
        for path in ("/users/auditor", "/users/admin"):
            for told in (other.patch(path, json={"role": "admin"}), other.delete(path)):
                assert (told.status_code, told.json()["code"]) == (404, "LN-U06")
        assert street.patch("/users/auditor", json={"role": "planner"}).json()["role"] == "planner"
        assert street.patch("/users/admin", json={"password": PASSWORD}).status_code == 404


@pytest.mark.parametrize("areas", [None, ["990101"], [OTHER], [COMMUNITY, OTHER]], ids=str)
def test_nobody_gives_more_than_they_have(peopled: Path, whole: TestClient, areas: list[str] | None) -> None:
    made = {"name": "new", "password": PASSWORD, "role": "admin", "areas": areas}
    with as_role(peopled, "admin", [COMMUNITY]) as client:
        for told in (client.post("/users", json=made), client.patch("/users/planner", json={"areas": areas})):
            assert (told.status_code, told.json()["code"]) == (403, "LN-U03")
    [planner] = [one for one in whole.get("/users").json()["users"] if one["name"] == "planner"]
    assert planner["areas"] == [COMMUNITY] and "new" not in names(whole)


def test_a_user_is_made_changed_and_removed_inside(peopled: Path) -> None:
    made = {"name": "new", "password": PASSWORD, "role": "auditor", "areas": [COMMUNITY]}
    with as_role(peopled, "admin", [STREET]) as client:
        assert client.post("/users", json=made).status_code == 201
        assert client.patch("/users/new", json={"areas": [OTHER]}).json()["areas"] == [OTHER]
        assert client.delete("/users/new").status_code == 204


def test_who_was_given_areas_calls_off_their_own_jobs_alone(peopled: Path, whole: TestClient) -> None:
    job = whole.post("/audits", json={"area": [OTHER]}).json()["id"]
    with as_role(peopled, "auditor", [COMMUNITY]) as client:
        told = client.delete(f"/jobs/{job}")
        assert (told.status_code, told.json()["code"]) == (403, "LN-U03")
        mine = client.post("/audits", json={"area": None}).json()["id"]
        assert client.delete(f"/jobs/{mine}").status_code == 200
    assert over(whole, job)["state"] == "done"


def test_a_snapshot_tells_the_tables_of_ones_areas(peopled: Path, whole: TestClient) -> None:
    snapshot = get(whole, "/snapshots/current")["snapshot"]

    def files(client: TestClient) -> set[str]:
        told = get(client, f"/snapshots/{snapshot}", "/snapshots/{snapshot}")
        return {one["file"] for one in told["sources"]}

    with as_role(peopled, "auditor", [COMMUNITY]) as client:
        mine = files(client)
    assert mine and mine < files(whole)

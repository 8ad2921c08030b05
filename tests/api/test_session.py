"""Signing in over HTTP: by password, in the demo, as a guest; and who is let in without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from linli.errors import SettingsWrong
from linli_api.app import create
from linli_api.settings import Settings, from_environment
from tests.api.people_of import COMMUNITY, OTHER, PASSWORD, bearer, with_users


@pytest.fixture(scope="module")
def peopled(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_users(workspace, tmp_path_factory.mktemp("users") / "workspace")


@pytest.fixture
def signed(peopled: Path) -> Iterator[TestClient]:
    with TestClient(create(Settings(str(peopled), rate=0)), base_url="http://127.0.0.1:8000") as opened:
        yield opened


def who(client: TestClient, headers: dict[str, str] | None = None) -> tuple[int, dict[str, object]]:
    response = client.get("/session", headers=headers or {})
    return response.status_code, response.json()


def test_a_user_signs_in_is_known_and_signs_out(signed: TestClient) -> None:
    headers = bearer(signed, "planner")
    assert who(signed, headers) == (
        200,
        {
            "user": "planner",
            "kind": "user",
            "role": "planner",
            "areas": [COMMUNITY],
            "names": True,
            "demo": False,
        },
    )
    assert signed.delete("/session", headers=headers).status_code == 204
    status, told = who(signed, headers)
    assert (status, told["code"]) == (401, "LN-U01")
    assert signed.get("/session", headers=headers).headers["www-authenticate"] == "Bearer"


WRONG = (
    {},
    {"name": "planner"},
    {"name": "planner", "password": "x"},
    {"name": "nobody", "password": PASSWORD},
    {"role": "admin"},
)


@pytest.mark.parametrize("body", WRONG)
def test_a_wrong_sign_in_tells_nothing_of_what_was_wrong(signed: TestClient, body: dict[str, str]) -> None:
    response = signed.post("/session", json=body)
    assert (response.status_code, response.json()["code"], response.json()["values"]) == (401, "LN-U05", {})
    assert PASSWORD not in response.text


def test_a_password_that_does_not_read_is_not_told_back(signed: TestClient) -> None:
    for body in ({"name": "planner", "password": ["hunter2"]}, {"name": "x", "password": "hunter2" * 50}):
        response = signed.post("/session", json=body)
        assert response.status_code == 422
        assert "hunter2" not in response.text


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer linli_x", "bearer a.b.c"])
def test_what_is_no_token_lets_nobody_in(signed: TestClient, header: str) -> None:
    status, told = who(signed, {"Authorization": header})
    assert (status, told["code"]) == (401, "LN-U01")


def test_a_planner_sees_names_inside_alone_and_a_presenter_those_of_public_offices(
    signed: TestClient,
) -> None:
    def holders(user: str) -> dict[str, str]:
        rows = signed.get(
            "/questions/chains/from_building",
            params={"place": "松涛苑/1栋"},
            headers=bearer(signed, user),
        ).json()["rows"]
        return {str(row["body"]): str(row["holder"]) for row in rows}

    assert holders("planner") == {
        "松涛苑1栋党小组": "李四维",
        "松涛苑小区党支部": "张三",
        "示例社区党委": "丙辰和",
        "示例街道党工委": "欧*",
        "示例区委": "甲*",
    }, "the street's and the district's secretary are at home outside"
    assert holders("presenter") == {
        "松涛苑1栋党小组": "李*",
        "松涛苑小区党支部": "张三",
        "示例社区党委": "丙辰和",
        "示例街道党工委": "欧*",
        "示例区委": "甲*",
    }
    assert holders("admin")["示例区委"] == "甲子安"


def test_an_area_outside_is_refused_and_a_part_of_what_was_given_is_not(signed: TestClient) -> None:
    headers = bearer(signed, "auditor")

    def coverage(*areas: str) -> tuple[int, object]:
        response = signed.get("/questions/compounds/coverage", params={"area": areas}, headers=headers)
        return response.status_code, response.json().get("count")

    assert coverage(COMMUNITY) == (200, 2)
    assert coverage("示例社区") == (200, 2)
    for areas in ((OTHER,), (COMMUNITY, OTHER), ("990101",), ("样板社区",), ("990101001",)):
        assert coverage(*areas)[0] == 403
    assert coverage("无此区")[0] == 404


class TestDemo:
    def test_whoever_comes_is_signed_in_and_may_choose_another_role(self, peopled: Path) -> None:
        settings = Settings(str(peopled), demo="auditor", rate=0)
        with TestClient(create(settings), base_url="http://127.0.0.1:8000") as client:
            assert who(client)[1]["role"] == "auditor"
            token = client.post("/session", json={"role": "presenter"}).json()["token"]
            headers = {"Authorization": f"Bearer {token}"}
            told = who(client, headers)[1]
            assert (told["role"], told["kind"], told["demo"]) == ("presenter", "demo", True)
            assert client.get("/users", headers=headers).status_code == 403
        with TestClient(create(Settings(str(peopled), rate=0)), base_url="http://127.0.0.1:8000") as client:
            assert who(client, headers)[0] == 401, "a token of the demo is none elsewhere"

    @pytest.mark.parametrize(
        "more",
        [
            {"LINLI_API_HOST": "0.0.0.0"},
            {"LINLI_API_HOST": "192.0.2.1"},
            {"LINLI_API_HOSTS": "office.example"},
            {"LINLI_API_PROXIES": "127.0.0.1"},
            {"LINLI_STORE": "neo4j://db:7687"},
        ],
    )
    def test_it_is_refused_where_others_can_come(self, more: dict[str, str]) -> None:
        with pytest.raises(SettingsWrong):
            from_environment({"LINLI_STORE": "w", "LINLI_API_DEMO": "planner", **more})
        with pytest.raises(SettingsWrong):
            from_environment({"LINLI_API_DEMO": "king"})


class TestGuests:
    """Who is not signed in sees every name masked, where anybody may come in at all."""

    @pytest.mark.parametrize(
        ("peopled_", "settings", "status"),
        [
            (False, {}, 200),
            (True, {}, 401),
            (True, {"guests": True}, 200),
            (False, {"guests": False}, 401),
            (False, {"host": "0.0.0.0"}, 401),
            (False, {"hosts": ("office.example",)}, 401),
            (False, {"proxies": ("127.0.0.1",)}, 401),
            (False, {"host": "0.0.0.0", "guests": True}, 200),
        ],
    )
    def test_they_come_in_where_nobody_could_sign_in_and_only_this_machine_calls(
        self, workspace: Path, peopled: Path, peopled_: bool, settings: dict[str, object], status: int
    ) -> None:
        app = create(Settings(str(peopled if peopled_ else workspace), rate=0, **settings))  # type: ignore[arg-type]
        with TestClient(app, base_url="http://127.0.0.1:8000") as client:
            found, told = who(client)
        assert found == status
        if status == 200:
            assert (told["kind"], told["role"], told["names"]) == ("guest", "presenter", False)

    def test_they_may_do_what_a_presenter_may_and_no_more(self, client: TestClient) -> None:
        assert client.get("/users").status_code == 403
        assert client.get("/log").status_code == 403

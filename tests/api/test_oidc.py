"""Bearer tokens of another's sign-in: a key made here signs them, and only what holds lets somebody in."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey
from starlette.testclient import TestClient

from linli.errors import SettingsWrong
from linli_api.access import oidc
from linli_api.app import create
from linli_api.settings import Settings
from tests.api.people_of import with_users

TOML = """\
issuer = "https://login.example"
audience = "linli"
jwks = "jwks.json"
name = "preferred_username"
role = "groups"
areas = "places"
whole = ["admin"]

[roles]
auditors = "auditor"
leaders = "presenter"
it = "admin"
"""
KEY = ECKey.generate_key("P-256", {"kid": "one", "use": "sig"})
STRANGER = ECKey.generate_key("P-256", {"kid": "one", "use": "sig"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("oidc")
    (made / "oidc.toml").write_text(TOML, encoding="utf-8")
    (made / "jwks.json").write_text(json.dumps(KeySet([KEY]).as_dict(private=False)), encoding="utf-8")
    return made


@pytest.fixture
def client(workspace: Path, folder: Path) -> Iterator[TestClient]:
    settings = Settings(str(workspace), oidc=str(folder / "oidc.toml"), rate=0)
    with TestClient(create(settings), base_url="http://127.0.0.1:8000") as opened:
        yield opened


def claims(**more: object) -> dict[str, object]:
    told = {
        "iss": "https://login.example",
        "aud": "linli",
        "sub": "s-17",
        "exp": int(time.time()) + 600,
        "preferred_username": "zhang",
        "groups": ["staff", "auditors", "leaders"],
        "places": ["990101001001"],
        **more,
    }
    return {key: value for key, value in told.items() if value is not None}


def signed(told: Mapping[str, Any], key: ECKey = KEY) -> str:
    return jwt.encode({"alg": "ES256", "kid": "one"}, dict(told), key)


def who(client: TestClient, token: str) -> tuple[int, dict[str, Any]]:
    response = client.get("/session", headers={"Authorization": f"Bearer {token}"})
    return response.status_code, response.json()


def test_a_token_that_holds_gives_the_highest_role_and_the_areas_it_names(client: TestClient) -> None:
    status, told = who(client, signed(claims()))
    assert status == 200
    assert (told["user"], told["role"], told["areas"]) == ("zhang", "auditor", ["990101001001"])
    assert who(client, signed(claims(places="990101001001, 990101001002")))[1]["areas"] == [
        "990101001001", "990101001002",
    ]  # fmt: skip
    assert who(client, signed(claims(aud=["other", "linli"])))[0] == 200


def test_without_areas_only_a_role_that_is_given_the_whole_sees_it(client: TestClient) -> None:
    assert who(client, signed(claims(places=None)))[1]["areas"] == []
    assert who(client, signed(claims(places=None, groups="it")))[1]["areas"] is None
    token = {"Authorization": f"Bearer {signed(claims(places=None))}"}
    assert client.get("/questions/compounds/coverage", headers=token).status_code == 403


def unsigned(told: Mapping[str, Any]) -> str:
    parts = ({"alg": "none"}, dict(told))
    return (
        ".".join(base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in parts)
        + "."
    )


def by_public_key(told: Mapping[str, Any]) -> str:
    """Signed with the public key as if it were a shared secret."""
    secret = OctKey.import_key(json.dumps(KEY.as_dict(private=False)))
    return jwt.encode({"alg": "HS256", "kid": "one"}, dict(told), secret)


WRONG = {
    "another's key": lambda: signed(claims(), STRANGER),
    "another issuer": lambda: signed(claims(iss="https://evil.example")),
    "for another": lambda: signed(claims(aud="other")),
    "for nobody": lambda: signed(claims(aud=None)),
    "over": lambda: signed(claims(exp=int(time.time()) - 3600)),
    "without an end": lambda: signed(claims(exp=None)),
    "not yet": lambda: signed(claims(nbf=int(time.time()) + 3600)),
    "of nobody": lambda: signed(claims(sub=None)),
    "without a role": lambda: signed(claims(groups=["staff"])),
    "role of another form": lambda: signed(claims(groups=[["auditors"]])),
    "unsigned": lambda: unsigned(claims()),
    "public key as a secret": lambda: by_public_key(claims()),
    "altered": lambda: signed(claims())[:-4] + "AAAA",
    "no token": lambda: "a.b.c",
}


@pytest.mark.parametrize("title", WRONG)
def test_a_token_that_does_not_hold_lets_nobody_in(client: TestClient, title: str) -> None:
    status, told = who(client, WRONG[title]())
    assert (status, told["code"]) == (401, "LN-U01")


def test_nobody_comes_in_without_a_token_where_others_sign_in(client: TestClient) -> None:
    assert client.get("/session").status_code == 401


def test_our_own_tokens_hold_beside_it_and_reads_are_written_down(
    workspace: Path, folder: Path, tmp_path: Path
) -> None:
    home = with_users(workspace, tmp_path / "w")
    settings = Settings(str(home), oidc=str(folder / "oidc.toml"), rate=0)
    with TestClient(create(settings), base_url="http://127.0.0.1:8000") as client:
        token = {"Authorization": f"Bearer {signed(claims())}"}
        assert client.get("/questions/people/posts?name=张三", headers=token).status_code == 200
        own = client.post("/session", json={"name": "admin", "password": "four unrelated words"}).json()[
            "token"
        ]
        log = client.get("/log", headers={"Authorization": f"Bearer {own}"}).json()["items"]
    assert [(one["user"], one["what"], one["names"]) for one in log if one["user"] == "zhang"] == [
        ("zhang", "people/posts", 1)
    ]
    assert "s-17" not in str(log)


@pytest.mark.parametrize(
    "change",
    [
        ('jwks = "jwks.json"', 'jwks = "http://login.example/keys"'),
        ('role = "groups"', 'roll = "groups"'),
        ('auditors = "auditor"', 'auditors = "king"'),
        ("[roles]", "[roles"),
    ],
)
def test_settings_that_are_wrong_are_refused_with_their_field(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    (tmp_path / "oidc.toml").write_text(TOML.replace(*change), encoding="utf-8")
    with pytest.raises(SettingsWrong) as wrong:
        oidc.load(str(tmp_path / "oidc.toml"))
    assert wrong.value.where["file"] == "oidc.toml"

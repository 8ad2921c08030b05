"""The door: passwords, tokens and limits hold for all workers together, and the file tells no secret."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from linli.errors import ParameterWrong, PasswordWeak, SignInWrong, TooOften, UserExists, UserUnknown
from linli.services import access_log, passwords, users
from linli.services.door import WRONG_OF_ADDRESS, WRONG_OF_USER, WRONG_TOKENS, Door
from linli.workspace.layout import create

NOW = dt.datetime(2025, 7, 1, 9, tzinfo=dt.UTC)
PASSWORD = "four unrelated words"
HERE = "192.0.2.7"


@pytest.fixture(scope="module")
def hashed() -> str:
    """One real hash for all: each takes a twentieth of a second."""
    return passwords.hashed(PASSWORD)


@pytest.fixture
def workspace(tmp_path: Path, hashed: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    create(tmp_path / "w")
    with monkeypatch.context() as patched:
        patched.setattr(passwords, "hashed", lambda password: hashed)
        users.add(tmp_path / "w", "Zhang", PASSWORD, "planner", ["990101"], NOW)
        users.add(tmp_path / "w", "Li", PASSWORD, "admin", None, NOW)
    return tmp_path / "w"


def doors(workspace: Path) -> tuple[Door, Door]:
    """Two, as two workers have."""
    return Door(workspace), Door(workspace)


def later(**span: float) -> dt.datetime:
    return NOW + dt.timedelta(**span)


def test_who_signs_in_at_one_worker_is_known_to_the_other(workspace: Path) -> None:
    here, there = doors(workspace)
    token, signed = here.sign_in("ｚhang ", PASSWORD, HERE, NOW, 12)
    assert (signed.name, signed.role, signed.areas) == ("zhang", "planner", ("990101",))
    assert there.whose(token, HERE, NOW.timestamp()) == signed
    there.sign_out(token)
    assert here.whose(token, HERE, NOW.timestamp()) is None


def test_a_token_is_over_in_its_time(workspace: Path) -> None:
    door = Door(workspace)
    token, _ = door.sign_in("zhang", PASSWORD, HERE, NOW, 12)
    assert door.whose(token, HERE, later(hours=11.9).timestamp())
    assert door.whose(token, HERE, later(hours=12.1).timestamp()) is None


CHANGES = {
    "role": {"role": "auditor"},
    "areas": {"areas": None},
    "password": {"password": "quite another one"},
}


@pytest.mark.parametrize("title", [*CHANGES, "removal"])
def test_a_change_of_a_user_ends_what_was_signed_in(workspace: Path, title: str) -> None:
    door = Door(workspace)
    token, _ = door.sign_in("zhang", PASSWORD, HERE, NOW, 12)
    if title == "removal":
        users.remove(workspace, "zhang")
    else:
        users.change(workspace, "zhang", NOW, **CHANGES[title])
    assert door.whose(token, HERE, NOW.timestamp()) is None
    if title in ("password", "removal"):
        with pytest.raises(SignInWrong):
            door.sign_in("zhang", PASSWORD, HERE, NOW, 12)


def test_the_file_holds_neither_password_nor_token_nor_address_nor_a_name_that_was_typed(
    workspace: Path,
) -> None:
    door = Door(workspace)
    token, _ = door.sign_in("zhang", PASSWORD, HERE, NOW, 12)
    with pytest.raises(SignInWrong):
        door.sign_in("my-password-typed-as-name", "another password", HERE, NOW, 12)
    door.admit(f"@{HERE}", 100, NOW.timestamp())
    door.close()
    kept = b"".join(path.read_bytes() for path in workspace.glob("state.sqlite*"))
    for secret in (PASSWORD, token, token.removeprefix("linli_"), HERE, "my-password-typed-as-name"):
        assert secret.encode() not in kept


def test_a_wrong_name_and_a_wrong_password_are_told_alike_and_cost_alike(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = passwords.check

    def counted(password: str, kept: str | None) -> tuple[bool, str | None]:
        asked.append("hashed")
        return real(password, kept)

    monkeypatch.setattr(passwords, "check", counted)
    door = Door(workspace)
    told = set()
    for name in ("zhang", "nobody"):
        with pytest.raises(SignInWrong) as wrong:
            door.sign_in(name, "not the password", HERE, NOW, 12)
        told.add(str(wrong.value))
    assert (len(told), asked) == (1, ["hashed"] * 2)
    hasher = passwords._hasher()
    verified: list[str] = []
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    monkeypatch.setattr(
        type(hasher),
        "verify",
        lambda self, kept, given: verified.append(kept.rpartition("$")[0].rpartition("$")[0]),
    )
    real("x", None)
    real("x", passwords._nobodys())
    assert verified[0] == verified[1], "the same costs"
    assert real("x", None) == (False, None), "even where it would fit"


def fails(door: Door, name: str, address: str, now: dt.datetime) -> str:
    with pytest.raises((SignInWrong, TooOften)) as wrong:
        door.sign_in(name, "not the password", address, now, 12)
    return type(wrong.value).__name__


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judging passwords costs nothing here: what is counted is how often."""
    monkeypatch.setattr(
        passwords, "check", lambda password, kept: (password == PASSWORD and kept is not None, None)
    )


@pytest.mark.usefixtures("quick")
def test_wrong_passwords_of_a_name_are_limited_across_workers(workspace: Path) -> None:
    both = doors(workspace)
    told = [fails(both[n % 2], "zhang", f"192.0.2.{n}", NOW) for n in range(WRONG_OF_USER + 3)]
    assert told == ["SignInWrong"] * WRONG_OF_USER + ["TooOften"] * 3
    with pytest.raises(TooOften) as shut:
        both[0].sign_in("zhang", PASSWORD, "198.51.100.1", NOW, 12)
    assert 0 < int(str(shut.value.where["seconds"])) <= 900
    assert both[1].sign_in("li", PASSWORD, "198.51.100.1", NOW, 12), "others come in"
    assert both[1].sign_in("zhang", PASSWORD, HERE, later(minutes=15), 12), "and they too, after a while"


@pytest.mark.usefixtures("quick")
def test_wrong_passwords_of_an_address_are_limited_whatever_the_name(workspace: Path) -> None:
    both = doors(workspace)
    told = [fails(both[n % 2], f"nobody{n}", HERE, NOW) for n in range(WRONG_OF_ADDRESS + 2)]
    assert told == ["SignInWrong"] * WRONG_OF_ADDRESS + ["TooOften"] * 2
    assert both[0].sign_in("zhang", PASSWORD, "198.51.100.1", NOW, 12), "from elsewhere they come in"


@pytest.mark.usefixtures("quick")
def test_a_right_password_begins_the_count_of_a_name_anew(workspace: Path) -> None:
    door = Door(workspace)
    for _ in range(3):
        for _ in range(WRONG_OF_USER - 1):
            assert fails(door, "zhang", HERE, NOW) == "SignInWrong"
        door.sign_in("zhang", PASSWORD, "198.51.100.1", NOW, 12)


def test_tokens_that_are_none_are_limited_and_good_ones_pass_all_the_same(workspace: Path) -> None:
    here, there = doors(workspace)
    token, _ = here.sign_in("zhang", PASSWORD, HERE, NOW, 12)
    assert here.whose(token, HERE, NOW.timestamp())
    for number in range(WRONG_TOKENS):
        assert (here, there)[number % 2].whose(f"linli_{number}", HERE, NOW.timestamp()) is None
    for door in (here, there):
        with pytest.raises(TooOften):
            door.whose("linli_x", HERE, NOW.timestamp())
    assert here.whose(token, HERE, NOW.timestamp()), "who was known before stays known"
    assert there.whose("linli_y", "198.51.100.1", NOW.timestamp()) is None
    assert there.whose("linli_y", HERE, later(minutes=1).timestamp()) is None


def test_a_limit_of_requests_is_shared_and_never_exceeded(workspace: Path) -> None:
    both, let_in, now = doors(workspace), 0, NOW.timestamp()
    refused = [False, False]
    for number in range(400):
        door = both[number % 2]
        if refused[number % 2]:
            continue
        if door.admitted("zhang", now):
            let_in += 1
            continue
        try:
            door.admit("zhang", 100, now)
            let_in += 1
        except TooOften:
            refused[number % 2] = True
    assert let_in == 100
    both[0].admit("li", 100, now)
    both[0].admit("zhang", 100, now + 60)


def test_a_user_is_made_once_and_well(workspace: Path) -> None:
    with pytest.raises(UserExists):
        users.add(workspace, "ZHANG", PASSWORD, "planner", None, NOW)
    with pytest.raises(PasswordWeak):
        users.add(workspace, "wang", "short", "planner", None, NOW)
    for name, role in ((" ", "planner"), ("wang", "king")):
        with pytest.raises(ParameterWrong):
            users.add(workspace, name, PASSWORD, role, None, NOW)
    with pytest.raises(UserUnknown):
        users.remove(workspace, "wang")
    assert [(one.name, one.role, one.areas) for one in users.every(workspace)] == [
        ("li", "admin", None),
        ("zhang", "planner", ("990101",)),
    ]


def test_what_the_command_line_did_is_written_down_by_the_systems_user(workspace: Path) -> None:
    access_log.note(workspace, "read", "linli audit", "wang", -1, NOW)
    access_log.note(workspace, "import", "linli add", "wang", -1, NOW)
    found = access_log.entries(workspace, 5)
    assert [(one.kind, one.what, one.called) for one in found] == [
        ("import", "linli add", "wang (cli)"),
        ("read", "linli audit", "wang (cli)"),
    ]
    assert found[0].who == found[1].who
    assert access_log.verify(workspace, access_log.head(workspace)) == 2

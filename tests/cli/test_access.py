"""Users, the access log and erasing on the command line; each command leaves what it should in the log."""

from __future__ import annotations

import io
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from linli.cli import main as program
from linli.cli import noted
from linli.services import access_log, users
from tests.api import little


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return little.make(tmp_path_factory.mktemp("little"))


@pytest.fixture
def workspace(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LINLI_WORKSPACE", str(tmp_path / "w"))
    monkeypatch.setenv("LINLI_LANG", "zh")
    return shutil.copytree(built, tmp_path / "w")


def run(monkeypatch: pytest.MonkeyPatch, command: str, typed: str = "") -> int:
    """Run the program as a shell does. Returns its exit code."""
    monkeypatch.setattr(sys, "argv", ["linli", *shlex.split(command)])
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    try:
        program.main()
    except SystemExit as left:
        return int(left.code or 0)
    return 0


def test_users_are_made_listed_changed_and_removed(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert (
        run(monkeypatch, "user add Zhang --role planner --area 990101001001", "four unrelated words\n") == 0
    )
    (tmp_path / "password").write_text("five other unrelated words\n", encoding="utf-8")
    assert run(monkeypatch, f"user password zhang --password-file {tmp_path / 'password'}") == 0
    assert run(monkeypatch, "user role zhang auditor") == 0
    assert run(monkeypatch, "user areas zhang 990101001002 990101001001") == 0
    assert run(monkeypatch, "user list") == 0
    said = capsys.readouterr().out
    assert "审计人" in said and "990101001002、990101001001" in said
    assert "unrelated" not in said
    assert run(monkeypatch, "user areas zhang") == 0
    assert users.every(workspace)[0].areas is None
    assert run(monkeypatch, "user add zhang --role admin", "four unrelated words\n") == 1
    assert run(monkeypatch, "user add li --role admin", "short\n") == 1
    assert run(monkeypatch, "user add li --role king", "four unrelated words\n") != 0
    assert run(monkeypatch, "user remove zhang") == 0
    assert users.every(workspace) == []
    assert "LN-U07" in (said := capsys.readouterr().err) and "LN-U08" in said


def test_a_password_never_stands_on_the_command_line() -> None:
    for name in ("add", "password"):
        parameters = program.app["user"][name].assemble_argument_collection()
        assert not [one for one in parameters if "--password" in one.names]


def test_what_shows_names_is_written_down_with_how_many_and_without_what_was_typed(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, "ask people/posts --param name=张三") == 0
    assert run(monkeypatch, "ask areas/counts") == 0
    assert run(monkeypatch, "find 松涛") == 0
    assert run(monkeypatch, "ask no/such") == 1
    assert run(monkeypatch, f"coverage -o {workspace.parent / 'c.csv'}") == 0
    found = access_log.entries(workspace, 9)
    assert [(one.kind, one.what, one.names) for one in reversed(found)] == [
        ("read", "linli ask people/posts", 1),
        ("export", "linli coverage", -1),
    ]
    assert "张三" not in str(found)


def test_every_command_says_what_it_does_to_names() -> None:
    commands = {name for name in program.app if not name.startswith("-")}
    assert commands - set(noted.KINDS) == set(), "say in cli/noted.py what it does to names"


def test_the_log_is_shown_and_checked_against_a_head_kept_elsewhere(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        run(monkeypatch, "ask people/posts --param name=张三")
    capsys.readouterr()
    assert run(monkeypatch, "log head") == 0
    head = capsys.readouterr().out.strip()
    assert head.startswith("2:")
    assert run(monkeypatch, "log show --limit 1") == 0
    assert "linli ask people/posts" in capsys.readouterr().out
    assert run(monkeypatch, f"log verify --head {head}") == 0
    assert "链条完好" in capsys.readouterr().out
    assert run(monkeypatch, "log verify --head 2:0000") == 1
    assert run(monkeypatch, "log verify --head x") == 1
    assert run(monkeypatch, "log close") == 1, "no days are set: they are kept for ever"
    assert run(monkeypatch, "log close --days 1") == 0 and run(monkeypatch, "log verify") == 0
    said = capsys.readouterr().err
    assert "LN-U09" in said and "LN-R03" in said


def test_erasing_asks_first_and_says_what_it_did(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "erase 李四维") == 1
    assert run(monkeypatch, "erase 无此人 --yes") == 1
    assert run(monkeypatch, "erase 李四维 --yes") == 0
    assert "佚" in capsys.readouterr().out
    assert run(monkeypatch, "verify") == 0
    assert [one.kind for one in access_log.entries(workspace, 9)].count("erase") == 1

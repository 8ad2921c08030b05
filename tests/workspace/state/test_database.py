"""The state of a workspace: written whole or not at all, by one after the other, never over what is there."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest

from linli.errors import OutputUnwritable, WorkspaceBusy, WorkspaceDamaged, WorkspaceNewer
from linli.workspace.layout import Layout, create
from linli.workspace.state import database, events
from linli.workspace.state.events import Fresh

NOW = dt.datetime(2025, 7, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return create(tmp_path / "workspace")


def add(layout: Layout, *texts: str) -> None:
    with database.writing(layout) as connection:
        events.append(
            connection, [Fresh("report", text, {"n": 1}, {"progress": text}) for text in texts], NOW
        )


def read(layout: Layout) -> list[str]:
    with database.reading(layout) as connection:
        return [event.finding for event in events.read(connection)]


def raw(layout: Layout, *statements: str) -> None:
    """What somebody does to the file with a tool of their own."""
    with closing(sqlite3.connect(layout.state)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def script(layout: Layout, body: str) -> subprocess.Popen[str]:
    """Another process that writes to the same workspace."""
    head = """
    import datetime as dt, os, sys, time
    from pathlib import Path
    from linli.workspace.layout import Layout
    from linli.workspace.state import database, events
    from linli.workspace.state.events import Fresh
    layout, now = Layout(Path(sys.argv[1])), dt.datetime(2025, 7, 1, tzinfo=dt.UTC)
    """
    command = [sys.executable, "-c", textwrap.dedent(head) + textwrap.dedent(body), str(layout.root)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_nothing_is_there_until_something_is_written(layout: Layout) -> None:
    assert read(layout) == []
    assert not layout.state.exists()


def test_a_file_that_was_begun_and_never_written_holds_nothing(layout: Layout) -> None:
    layout.state.touch()
    assert read(layout) == []
    add(layout, "f1")
    assert read(layout) == ["f1"]


def test_what_is_written_is_read_in_its_order(layout: Layout) -> None:
    add(layout, "f1", "f2")
    add(layout, "f3")
    with database.reading(layout) as connection:
        found = events.read(connection)
    assert [(one.number, one.finding, one.note["progress"]) for one in found] == [
        (1, "f1", "f1"),
        (2, "f2", "f2"),
        (3, "f3", "f3"),
    ]
    assert found[0].at == NOW


def test_a_writing_that_fails_has_written_nothing(layout: Layout) -> None:
    add(layout, "f1")
    with pytest.raises(KeyError), database.writing(layout) as connection:
        events.append(connection, [Fresh("report", "f2", {})], NOW)
        raise KeyError
    assert read(layout) == ["f1"]


def test_a_process_that_is_killed_while_it_writes_has_written_nothing_and_holds_nobody_up(
    layout: Layout,
) -> None:
    add(layout, "f1")
    other = script(
        layout,
        """
        with database.writing(layout) as connection:
            much = [Fresh("report", f"x{i}", {}, {"progress": "y" * 9999}) for i in range(900)]
            events.append(connection, much, now)
            print("half way", flush=True)
            time.sleep(60)
        """,
    )
    assert other.stdout and other.stdout.readline() == "half way\n"
    assert read(layout) == ["f1"], "readers see what was written whole"
    os.kill(other.pid, signal.SIGKILL)
    other.communicate()
    add(layout, "f2")
    assert read(layout) == ["f1", "f2"]


def test_two_processes_that_write_at_once_write_one_after_the_other(layout: Layout) -> None:
    body = """
    print("ready", flush=True)
    sys.stdin.readline()
    for i in range(25):
        with database.writing(layout) as connection:
            events.append(connection, [Fresh("report", f"{os.getpid()}-{i}-{j}", {}) for j in range(3)], now)
    """
    others = [script(layout, body) for _ in range(2)]
    for other in others:
        assert other.stdout and other.stdin and other.stdout.readline() == "ready\n"
    for other in others:
        assert other.stdin
        other.stdin.write("go\n")
        other.stdin.flush()
    for other in others:
        other.communicate(timeout=60)
        assert other.returncode == 0
    found = read(layout)
    assert len(found) == len(set(found)) == 150
    for other in others:
        own = [one for one in found if one.startswith(f"{other.pid}-")]
        assert own == [f"{other.pid}-{i}-{j}" for i in range(25) for j in range(3)]
    places = [found.index(f"{other.pid}-{i}-0") for other in others for i in range(25)]
    assert all(found[place + 2].endswith("-2") for place in places), "no writing is torn apart"


def test_another_writer_is_waited_for_and_then_named(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    add(layout, "f1")
    monkeypatch.setattr(database, "WAIT", 0.05)
    with database.writing(layout), pytest.raises(WorkspaceBusy), database.writing(layout):
        pass


def test_a_newer_version_is_refused_and_left_as_it_is(layout: Layout) -> None:
    add(layout, "f1")
    raw(layout, "PRAGMA user_version = 99")
    before = layout.state.read_bytes()
    with pytest.raises(WorkspaceNewer) as caught:
        add(layout, "f2")
    assert (caught.value.where["version"], caught.value.where["ours"]) == (99, database.VERSION)
    with pytest.raises(WorkspaceNewer):
        read(layout)
    assert layout.state.read_bytes() == before


@pytest.mark.parametrize("data", [b"no database at all, but long enough for a header " * 99, b"x"])
def test_a_file_that_is_none_of_ours_is_refused(layout: Layout, data: bytes) -> None:
    layout.state.write_bytes(data)
    for act in (lambda: add(layout, "f2"), lambda: read(layout)):
        with pytest.raises(WorkspaceDamaged):
            act()
    assert layout.state.read_bytes() == data


def test_events_are_only_added(layout: Layout) -> None:
    add(layout, "f1", "f2")
    for statement in ("DELETE FROM events", "UPDATE events SET finding = 'f9'"):
        with pytest.raises(sqlite3.IntegrityError):
            raw(layout, statement)
    assert read(layout) == ["f1", "f2"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET finding = 'f9' WHERE number = 2",
        "UPDATE events SET data = '{\"n\": 2}' WHERE number = 1",
        "UPDATE events SET at = '2024-01-01T00:00:00+00:00' WHERE number = 3",
        "DELETE FROM events WHERE number = 2",
        "DELETE FROM events WHERE number = 1",
    ],
)
def test_an_event_that_was_altered_is_found(layout: Layout, statement: str) -> None:
    add(layout, "f1", "f2", "f3")
    raw(layout, "DROP TRIGGER events_stay", "DROP TRIGGER events_remain", statement)
    with pytest.raises(WorkspaceDamaged):
        read(layout)


def test_what_somebody_wrote_can_be_erased_without_breaking_the_chain(layout: Layout) -> None:
    add(layout, "f1", "f2")
    raw(layout, "DELETE FROM notes WHERE text LIKE '%f1%'")
    with database.reading(layout) as connection:
        assert [dict(one.note) for one in events.read(connection)] == [{}, {"progress": "f2"}]


def test_a_folder_that_nobody_may_write_to_is_said(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    add(layout, "f1")
    # The tests may run as root, who may write anywhere: SQLite itself is told to open for reading.
    connect = database._connect
    monkeypatch.setattr(database, "_connect", lambda path, mode: connect(path, "?mode=ro"))
    with pytest.raises(OutputUnwritable):
        add(layout, "f2")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert read(layout) == ["f1"]

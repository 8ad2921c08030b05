"""The test server's watcher: nothing is left behind, however the run ends. The server here is a stand-in
that only waits.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers.neo4j import server

RUN = """
import subprocess, sys, time
watcher = subprocess.Popen([sys.executable, *sys.argv[1:]], stdin=subprocess.PIPE, start_new_session=True)
time.sleep(600)
"""


@pytest.fixture
def stand_in(tmp_path: Path) -> Path:
    """A program that writes down its process id and waits."""
    program = tmp_path / "java"
    program.write_text(
        f"#!/bin/sh\necho $$ > {tmp_path}/pid.new\nmv {tmp_path}/pid.new {tmp_path}/pid\nexec sleep 600\n"
    )
    program.chmod(0o755)
    return program


@pytest.fixture
def jars(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a jar that says which class starts the server."""
    folder = tmp_path_factory.mktemp("jars")
    with zipfile.ZipFile(folder / "neo4j-1.2.3.jar", "w") as jar:
        jar.writestr("META-INF/services/org.neo4j.server.startup.EntryPoint", "org.example.Start\n")
    return folder


def test_the_jar_says_which_class_starts_it(jars: Path) -> None:
    assert server.entry_point(jars) == "org.example.Start"


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_server_and_its_folder_go_when_the_run_is_killed(
    tmp_path: Path, stand_in: Path, jars: Path, end: signal.Signals
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    watcher = [str(Path(server.__file__)), str(home), str(stand_in), str(jars), "7687"]
    run = subprocess.Popen([sys.executable, "-c", RUN, *watcher], stderr=subprocess.DEVNULL)
    _wait((tmp_path / "pid").exists)
    process = int((tmp_path / "pid").read_text(encoding="utf-8"))
    assert _alive(process)
    run.send_signal(end)
    run.wait()
    _wait(lambda: not _alive(process) and not home.exists())


def test_a_server_that_ends_at_once_is_told_with_its_words(
    tmp_path: Path, jars: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    program = tmp_path / "java"
    program.write_text("#!/bin/sh\necho 'no space for the heap'\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(server.NotStarted, match="no space for the heap"), server.running(program, jars):
        pass
    assert list(tmp_path.iterdir()) == [program]


def test_the_password_does_not_show() -> None:
    assert "hunter2" not in repr(server.Server("bolt://localhost", "neo4j", "hunter2"))


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _wait(done: Callable[[], bool], patience: float = 30.0) -> None:
    deadline = time.monotonic() + patience
    while not done():
        assert time.monotonic() < deadline, "it did not come in time"
        time.sleep(0.05)

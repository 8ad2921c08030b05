"""`linli serve`: both parts come up together, are told of, and go down together."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from linli.cli import serve
from linli.cli.console import Common
from linli.errors import ExtraMissing, NoSnapshot, PortTaken
from linli.workspace.layout import create as create_workspace
from tests.api import little
from tests.servers.neo4j.server import free_port

PATIENCE = 90.0


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return little.make(tmp_path_factory.mktemp("serve"))


@contextmanager
def serving(workspace: Path, log: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, int]]:
    """The command, ready. Yields its process and the ports of page and API."""
    page, api = free_port(), free_port()
    command = [sys.executable, "-m", "linli.cli.main", "serve", "--workspace", str(workspace)]
    with log.open("wb") as said:
        process = subprocess.Popen(
            [*command, "--port", str(page), "--api-port", str(api)],
            stdout=said,
            stderr=said,
            env={**os.environ, "LINLI_NEO4J_PASSWORD": "not-for-the-dashboard"},
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while f"Page http://127.0.0.1:{page} · API http://127.0.0.1:{api}" not in log.read_text("utf-8"):
            assert process.poll() is None and time.monotonic() < deadline, log.read_text("utf-8")
            time.sleep(0.1)
        yield process, page, api
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def status(address: str) -> int:
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=10) as response:
        return int(response.status)


def child(parent: int, module: str) -> int:
    """The process of a part, by its parent and what it runs."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            said = (entry / "cmdline").read_bytes().decode()
        except OSError:
            continue
        if int(fields[1]) == parent and module in said:
            return int(entry.name)
    raise AssertionError(f"{module} does not run")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_both_are_ready_when_it_says_so_and_gone_when_it_is_stopped(
    workspace: Path, tmp_path: Path, how: signal.Signals
) -> None:
    with serving(workspace, tmp_path / "said") as (process, page, api):
        assert (
            status(f"http://127.0.0.1:{api}/ready")
            == status(f"http://127.0.0.1:{page}/_stcore/health")
            == 200
        )
        dashboard = child(process.pid, "linli_dashboard")
        assert b"not-for-the-dashboard" not in Path(f"/proc/{dashboard}/environ").read_bytes()
        process.send_signal(how)
        assert process.wait(30) == 0
    assert is_free(page) and is_free(api)
    said = (tmp_path / "said").read_text("utf-8")
    assert re.search(r"页面 \S+ · 接口 \S+ · 按 Ctrl-C 停止", said) and "已停止" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(("module", "name"), [("linli_api", "API"), ("linli_dashboard", "dashboard")])
def test_when_one_dies_the_other_is_stopped_and_it_says_which(
    workspace: Path, tmp_path: Path, module: str, name: str
) -> None:
    with serving(workspace, tmp_path / "said") as (process, page, api):
        os.kill(child(process.pid, module), signal.SIGKILL)
        assert process.wait(30) == 1
    assert is_free(page) and is_free(api)
    assert f"The {name} ended by itself (exit code -9)" in (tmp_path / "said").read_text("utf-8")


def test_a_port_that_is_taken_is_named_before_anything_starts(workspace: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken) as caught:
            serve.serve(port=free_port(), api_port=port, common=Common(workspace))
    assert caught.value.where == {"port": port, "option": "--api-port"}


def test_without_the_extras_it_says_what_to_install(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "find_spec", lambda name: None if name == "streamlit" else object())
    with pytest.raises(ExtraMissing) as caught:
        serve.serve(port=free_port(), api_port=free_port(), common=Common(workspace))
    assert caught.value.where == {"missing": ["streamlit"], "install": 'pip install "linli[api,dashboard]"'}


def test_a_workspace_without_a_graph_is_refused_at_once(tmp_path: Path) -> None:
    create_workspace(tmp_path / "empty")
    with pytest.raises(NoSnapshot):
        serve.serve(port=free_port(), api_port=free_port(), common=Common(tmp_path / "empty"))

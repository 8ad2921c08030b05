"""The command that shows a graph over HTTP and on a page, on this machine only."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from types import FrameType
from typing import Annotated, Literal, NoReturn

from cyclopts import Parameter
from rich.text import Text

from linli.cli.console import Common, err, out, words
from linli.errors import ExtraMissing, PortTaken
from linli.messages.catalogue import Lang

HERE = Common()
HOST = "127.0.0.1"
LANGS: tuple[Lang, ...] = ("zh", "en")
Demo = Literal["presenter", "planner", "auditor", "admin"]
NEEDED = {"api": ("fastapi", "uvicorn"), "dashboard": ("streamlit", "httpx2")}
"""What each extra brings."""

PATIENCE = 120
"""Seconds in which both have to be ready."""

GRACE = 10
"""Seconds in which a part that was told to stop has to have stopped."""


@dataclass(frozen=True)
class _Part:
    """A running part: its name in words.yaml, its process, and where it says that it is ready."""

    name: str
    process: subprocess.Popen[bytes]
    health: str


class _Ended(Exception):
    """A part is gone, or did not get ready."""

    def __init__(self, key: str, part: _Part, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.part = part
        self.values = values


def serve(
    *,
    store: Annotated[
        str | None, Parameter(help="Neo4j 地址（默认：工作区）/ a Neo4j address instead of the workspace")
    ] = None,
    port: Annotated[int, Parameter(help="页面的端口 / port of the page")] = 8501,
    api_port: Annotated[int, Parameter(help="接口的端口 / port of the API")] = 8000,
    workers: Annotated[int, Parameter(help="接口的进程数 / processes of the API")] = 1,
    demo: Annotated[
        Demo | None,
        Parameter(help="演示：不用登录，谁来都是这个角色 / a demo: whoever comes is signed in in this role"),
    ] = None,
    common: Common = HERE,
) -> None:
    """在本机打开接口和页面 / Serve the API and the dashboard on this machine, until Ctrl-C."""
    from linli.services.graph import open_graph

    _check_installed()
    for option, number in (("--port", port), ("--api-port", api_port)):
        _check_free(option, number)
    where = store or str(common.workspace)
    open_graph(where, os.environ).close()
    signal.signal(signal.SIGTERM, _interrupt)
    _tell("serve_starting")
    try:
        with _running(where, port, api_port, _settings(common, workers, demo)) as parts:
            _wait_ready(parts)
            _tell("serve_ready", page=f"http://{HOST}:{port}", api=f"http://{HOST}:{api_port}")
            _wait_ended(parts)
    except KeyboardInterrupt:
        _tell("serve_stopped")
    except _Ended as ended:
        for lang in LANGS:
            part = words(lang, ended.part.name)
            err.print(Text(words(lang, ended.key, part=part, **ended.values)), soft_wrap=True)
        sys.exit(1)


def _tell(key: str, **values: object) -> None:
    for lang in LANGS:
        out.print(Text(words(lang, key, **values)), soft_wrap=True)


def _check_installed() -> None:
    """Raises ExtraMissing, naming what is not there and how to get it."""
    missing = [name for names in NEEDED.values() for name in names if find_spec(name) is None]
    if missing:
        raise ExtraMissing(missing=missing, install=f'pip install "linli[{",".join(NEEDED)}]"')


def _check_free(option: str, port: int) -> None:
    """Raises PortTaken. A part could not tell, and we would take the other program for it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise PortTaken(port=port, option=option) from error


def _settings(common: Common, workers: int, demo: Demo | None) -> dict[str, str]:
    """Further settings of the API. Users and log are the workspace's, also where the graph is a server's."""
    given = {"LINLI_API_WORKERS": str(workers)}
    if demo:
        given["LINLI_API_DEMO"] = demo
    if (common.workspace / "workspace.json").is_file():
        given["LINLI_WORKSPACE"] = str(common.workspace)
    return given


@contextmanager
def _running(where: str, port: int, api_port: int, more: Mapping[str, str]) -> Iterator[Sequence[_Part]]:
    """Both parts, stopped at the end, however it comes."""
    api = f"http://{HOST}:{api_port}"
    page = f"http://{HOST}:{port}"
    for_api = {**more, "LINLI_STORE": where, "LINLI_API_HOST": HOST, "LINLI_API_PORT": str(api_port)}
    for_page = {"LINLI_API": api, "LINLI_DASHBOARD_HOST": HOST, "LINLI_DASHBOARD_PORT": str(port)}
    # The dashboard speaks with the API alone, so the graph server's credentials are none of its business.
    without = {name: value for name, value in os.environ.items() if not name.startswith("LINLI_NEO4J_")}
    parts: list[_Part] = []
    try:
        parts.append(_start("serve_api", "linli_api", {**os.environ, **for_api}, f"{api}/ready"))
        parts.append(
            _start("serve_dashboard", "linli_dashboard", {**without, **for_page}, f"{page}/_stcore/health")
        )
        yield parts
    finally:
        _stop(parts)


def _start(name: str, module: str, environment: Mapping[str, str], health: str) -> _Part:
    # In a session of its own, so that Ctrl-C reaches us alone and we stop both in order.
    command = [sys.executable, "-m", module]
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
    return _Part(name, process, health)


def _stop(parts: Sequence[_Part]) -> None:
    for part in parts:
        part.process.terminate()
    for part in parts:
        try:
            part.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            part.process.kill()
            part.process.wait()


def _wait_ready(parts: Sequence[_Part]) -> None:
    """Until every part says so. Raises _Ended."""
    deadline = time.monotonic() + PATIENCE
    for part in parts:
        while not _is_ready(part.health):
            _check_running(parts)
            if time.monotonic() > deadline:
                raise _Ended("serve_late", part, seconds=PATIENCE)
            time.sleep(0.1)


def _wait_ended(parts: Sequence[_Part]) -> NoReturn:
    while True:
        _check_running(parts)
        time.sleep(0.5)


def _check_running(parts: Sequence[_Part]) -> None:
    for part in parts:
        code = part.process.poll()
        if code is not None:
            raise _Ended("serve_ended", part, code=code)


def _is_ready(address: str) -> bool:
    """Whether an address on this machine answers 200. No proxy of the environment is asked."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=5) as response:
            return bool(response.status == 200)
    except urllib.error.HTTPError as error:
        error.close()
        return False
    except OSError:
        return False


def _interrupt(_: int, __: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


COMMANDS = (serve,)

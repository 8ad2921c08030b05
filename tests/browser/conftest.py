"""A real browser on real pages: the demo street, its API, the dashboard, and Chromium.

Whatever the browser asks of an address that is not this machine's fails the test that was running.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from linli_api.app import create
from linli_api.settings import Settings
from linli_dashboard.client import Client
from linli_dashboard.door import COOKIE
from tests.api import little
from tests.servers.browser.install import LEFT_OUT, found
from tests.servers.neo4j.server import free_port

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
LOOPBACK = ("127.0.0.1", "localhost")
WIDTH, HEIGHT = 1280, 720


@dataclass(frozen=True)
class Site:
    """The addresses of the pages and of the API."""

    pages: str
    api: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo street, shown."""
    workspace = tmp_path_factory.mktemp("browser") / "demo"
    made(workspace)
    with shown(workspace) as one:
        yield one


def made(workspace: Path) -> None:
    """The demo street in a folder, audited."""
    linli = Path(sys.executable).with_name("linli")
    told = {**os.environ, "LINLI": str(linli), "DEMO": str(workspace)}
    subprocess.run(["sh", "seeds/demo/demo.sh", "quiet"], cwd=ROOT, env=told, check=True, capture_output=True)
    audited = [linli, "audit", "--workspace", workspace, "--format", "json", "--no-evidence"]
    subprocess.run(audited, env=told, check=True, capture_output=True)


@contextmanager
def shown(workspace: Path) -> Iterator[Site]:
    """A workspace behind an API and pages of its own, where whoever comes may choose a role."""
    with behind(create(Settings(str(workspace), demo="admin")), workspace, {}) as site:
        yield site


@contextmanager
def behind(app: FastAPI, folder: Path, told: Mapping[str, str]) -> Iterator[Site]:
    """Pages of their own in front of an API.

    Parameters: `app`, the API; `folder` that the pages run in; `told`, more of their environment.
    """
    with little.served(app) as api:
        port = free_port()
        environment = {**os.environ, "LINLI_API": api, "LINLI_DASHBOARD_PORT": str(port), **told}
        process = subprocess.Popen([sys.executable, "-m", "linli_dashboard"], env=environment, cwd=folder)
        try:
            pages = f"http://127.0.0.1:{port}"
            _wait(f"{pages}/_stcore/health", process)
            yield Site(pages, api)
        finally:
            process.terminate()
            process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    opener, deadline = (
        urllib.request.build_opener(urllib.request.ProxyHandler({})),
        time.monotonic() + PATIENCE,
    )
    while True:
        assert process.poll() is None and time.monotonic() < deadline, "the dashboard did not come up"
        try:
            with opener.open(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    program = found(os.environ)
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no browser: run tests/servers/browser/install.py")
        pytest.skip(f"no browser: {LEFT_OUT}")
    with chromium(program) as opened:
        yield opened


@contextmanager
def chromium(program: str) -> Iterator[Browser]:
    """Chromium, from its program."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@contextmanager
def visiting(site: Site, browser: Browser, role: str) -> Iterator[Visitor]:
    """A reader in a role."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
    token = str(Client(site.api, "zh").post("/session", {"role": role})["token"])
    context.add_cookies(
        [{"name": COOKIE, "value": token, "url": site.pages, "httpOnly": True, "sameSite": "Strict"}]
    )
    yield Visitor(context, site)
    context.close()


class Visitor:
    """One reader's browser: opens pages, and keeps what it asked for elsewhere and what went wrong in it."""

    def __init__(self, context: BrowserContext, site: Site) -> None:
        self.context = context
        self.site = site
        self.outside: list[str] = []
        context.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "file") and parts.hostname not in LOOPBACK:
            self.outside.append(request.url)

    def open(self, path: str) -> Page:
        """A page, when it has come to rest."""
        page = self.context.pages[0] if self.context.pages else self.context.new_page()
        page.goto(self.site.pages + path)
        rest(page)
        return page


def rest(page: Page) -> None:
    """Wait until the script of a page has run and everything is drawn."""
    page.wait_for_selector("h1", timeout=PATIENCE * 1000)
    page.wait_for_function(
        "() => !document.querySelector('[data-testid=\"stStatusWidget\"]')"
        " && !document.querySelector('[data-testid=\"stSkeleton\"]')"
        " && document.querySelector('[data-testid=\"stApp\"]')?.dataset.testScriptState === 'notRunning'",
        timeout=PATIENCE * 1000,
    )


@pytest.fixture
def visitor(site: Site, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A reader in a role: `parametrize("visitor", ["planner"], indirect=True)`; an admin else."""
    with visiting(site, browser, getattr(request, "param", "admin")) as reader:
        yield reader
    assert reader.outside == []

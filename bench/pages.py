"""The dashboard's pages in a real browser: `python bench/pages.py` (some two minutes).

API and dashboard in processes of their own, headless Chromium on a workspace of made-up ledgers that has been
audited; every page is opened several times as an admin of the demo, the first time apart.

    BENCH_N=1000       compounds; the workspace is made where it is not there
    BENCH_PAGES=a,b    only these pages; nothing is kept
    BENCH_TIMES=5      openings of each page after the first

    first       of the first opening: nothing is read or kept yet
    paint       until the page's first own table, picture, number or sentence stands there
    whole       until nothing is under way any more
    click       until the page stands again after its first choice is changed
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

import building
import machine

API, PAGES = 8199, 8198
PAINT, CLICK = 2.0, 0.5
"""Bars, in seconds."""

OWN = ", ".join(
    f"[data-testid='stMain'] {one}"
    for one in (
        "[data-testid='stDataFrame']",
        "[data-testid='stMetric']",
        "[data-testid='stTable']",
        "[data-testid='stMarkdown'] p",
        "[data-testid='stFileUploader']",
        "[data-testid='stAlert']",
        "form",
        "canvas",
        "img",
    )
)
"""What a page says itself: not its title, not the choices at its top."""

STILL = (
    "() => !document.querySelector('[data-testid=\"stSkeleton\"]')"
    " && document.querySelector('[data-testid=\"stApp\"]')?.dataset.testScriptState === 'notRunning'"
)
WATCH = """() => {
  window.ran = false;
  new MutationObserver(() => { window.ran = true; })
    .observe(document, {attributes: true, subtree: true, attributeFilter: ['data-test-script-state']});
}"""
"""Notice that a page's script runs, however short."""

CHOICES = (
    "[data-testid='stMain'] [role='radio'][aria-checked='false'],"
    " [data-testid='stMain'] [class*='st-key-turn_next'] button"
)
"""What a page can show instead: the first that is not chosen, or its next rows."""


@contextmanager
def served(workspace: Path) -> Iterator[str]:
    """The API and the dashboard of a workspace; the address of the dashboard."""
    api = subprocess.Popen(
        [sys.executable, "-W", "ignore", __file__, "api", str(workspace)], stderr=subprocess.DEVNULL
    )
    told = {**os.environ, "LINLI_API": f"http://127.0.0.1:{API}", "LINLI_DASHBOARD_PORT": str(PAGES)}
    pages = subprocess.Popen(
        [sys.executable, "-m", "linli_dashboard"], env=told, stderr=subprocess.DEVNULL, cwd=workspace
    )
    try:
        yield f"http://127.0.0.1:{PAGES}"
    finally:
        for one in (pages, api):
            one.terminate()
            one.wait()


def api(workspace: str) -> None:
    """The API, in a process of its own: one worker, no limit of requests a minute."""
    import uvicorn

    from linli_api.app import create
    from linli_api.settings import Settings

    app = create(Settings(workspace, rate=0, demo="admin", warm=True))
    uvicorn.run(app, host="127.0.0.1", port=API, log_level="warning")


def made(size: int) -> Path:
    """An audited workspace of some compounds, made where it is not there. Returns its folder."""
    folder = machine.workspace(size)
    if not (folder / "current").exists():
        building.whole(building.make_ledgers(size), folder)
    linli = Path(sys.executable).with_name("linli")
    kept = subprocess.run(
        [linli, "runs", "--workspace", folder, "--format", "json"], capture_output=True, check=True
    )
    if not json.loads(kept.stdout or "[]"):
        audit = [linli, "audit", "--workspace", folder, "--format", "json", "--no-evidence"]
        subprocess.run(audit, capture_output=True, check=True)
    return folder


def _wait(address: str) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"{address} does not answer")


def opened(page: Any, address: str) -> tuple[float, float]:
    """Seconds until a page says something of its own, and until it stands."""
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(OWN, timeout=120_000)
    paint = time.perf_counter() - start
    page.wait_for_function(STILL, timeout=120_000)
    return paint, time.perf_counter() - start


def clicked(page: Any) -> float | None:
    """Seconds that a page takes to stand again after its first choice; None where it has none."""
    choice = page.locator(CHOICES).first
    if not page.locator(CHOICES).count():
        return None
    page.evaluate(WATCH)
    start = time.perf_counter()
    choice.click()
    page.wait_for_function("() => window.ran", timeout=20_000, polling=5)
    page.wait_for_function(STILL, timeout=120_000, polling=5)
    return time.perf_counter() - start


def measure(address: str, keys: list[str], times: int) -> dict[str, dict[str, float | None]]:
    """Open every page, and print a line for each."""
    from playwright.sync_api import sync_playwright

    from linli_dashboard.client import Client
    from linli_dashboard.door import COOKIE
    from tests.servers.browser.install import found

    told: dict[str, dict[str, float | None]] = {}
    print(
        f"{'':<12}{'first s':>9}{'paint s':>9}{'worst':>7}{'whole s':>9}{'click s':>9}{'worst':>7}{'loop':>7}"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(os.environ), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="zh-CN")
        token = str(Client(f"http://127.0.0.1:{API}", "zh").post("/session", {"role": "admin"})["token"])
        context.add_cookies([{"name": COOKIE, "value": token, "url": address, "httpOnly": True}])
        page = context.new_page()
        for key in keys:
            slow = machine.loop()
            first = opened(page, f"{address}/{key}?lang=zh")[1]
            spent, clicks = [], []
            for _ in range(times):
                spent.append(opened(page, f"{address}/{key}?lang=zh"))
                clicks.append(clicked(page))
            done = [one for one in clicks if one is not None]
            told[key] = {
                "first": first,
                "paint": median(one for one, _ in spent),
                "worst_paint": max(one for one, _ in spent),
                "whole": median(one for _, one in spent),
                "click": median(done) if done else None,
                "worst_click": max(done) if done else None,
                "loop": slow,
            }
            shown = "".join("        -" if v is None else f"{v:>9.2f}" for v in told[key].values())
            print(f"{key:<12}{shown}", flush=True)
        browser.close()
    return told


def main() -> None:
    """Serve, measure, keep the result."""
    from linli_dashboard.pages import PAGES as ALL

    size = int(os.environ.get("BENCH_N", "1000"))
    wanted = [one for one in os.environ.get("BENCH_PAGES", "").split(",") if one]
    keys = [one.key for one in ALL if not wanted or one.key in wanted]
    with served(made(size)) as address:
        for health in (f"{address}/_stcore/health", f"http://127.0.0.1:{API}/health"):
            _wait(health)
        told = measure(address, keys, int(os.environ.get("BENCH_TIMES", "5")))
    if wanted:  # what is kept is shown in docs/performance.md: all pages, or none
        return
    machine.keep("pages", size, {"compounds": size, "pages": told})


if __name__ == "__main__":
    if sys.argv[1:2] == ["api"]:
        api(sys.argv[2])
    else:
        main()

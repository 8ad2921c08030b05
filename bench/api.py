"""The REST API in a province: `python bench/api.py`, on the workspace that `make bench` built.

One worker in a process of its own, one client for the times of single answers, three client processes for how
many a second. In demo mode, so that the door and its limits are passed as a reader passes them.

    BENCH_N=20000      compounds of the workspace
    BENCH_SECONDS=3    of load for each address
"""

from __future__ import annotations

import http.client
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from multiprocessing import Process, Value
from pathlib import Path
from typing import Any
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parent))

import machine

from linli.services import runs

HOST, PORT = "127.0.0.1", 8199
CLIENTS, ASKED = 3, 150
BARS = {
    "places/{id}": 25,
    "organizations/{id}": 25,
    "escalation": 25,
    "neighbourhood of 200": 50,
    "findings": 100,
}
"""Milliseconds: p99 of point questions, p50 of the others."""
POINTS = ("places/{id}", "organizations/{id}", "escalation")
EACH_SECOND = 300


def serve(workspace: str) -> None:
    """Run in a process of its own: one worker, without a limit of requests a minute."""
    import uvicorn

    from linli_api.app import create
    from linli_api.settings import Settings

    app = create(Settings(workspace, rate=0, demo="auditor"))
    uvicorn.run(app, host=HOST, port=PORT, log_level="warning")


def get(connection: http.client.HTTPConnection, path: str) -> Any:
    """An answer, whole. Raises SystemExit where it is no answer."""
    connection.request("GET", quote(path, safe="/?=&-"))
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != http.client.OK:
        raise SystemExit(f"{answer.status} {path}: {body[:300]!r}")
    return json.loads(body)


def paths(connection: http.client.HTTPConnection) -> dict[str, Callable[[], str]]:
    """What is asked: name → a path, drawn anew each time."""
    compounds = [one["id"] for one in get(connection, "/places/compounds?limit=500")["items"]]
    bodies = [one["id"] for one in get(connection, "/organizations?limit=500&kind=小区党支部")["items"]]
    audits = get(connection, "/audits")["items"]
    asked: dict[str, Callable[[], str]] = {
        "places/{id}": lambda: f"/places/{random.choice(compounds)}",
        "organizations/{id}": lambda: f"/organizations/{random.choice(bodies)}",
        "escalation": lambda: f"/escalation?place={random.choice(compounds)}",
        "neighbourhood of 200": lambda: (
            f"/graph/neighbourhood?node={random.choice(compounds)}&steps=3&limit=200"
        ),
    }
    if audits:
        asked["findings"] = lambda: f"/audits/{audits[0]['run']}/findings?limit=100"
    return asked


def load(asked: list[str], count: Any, until: float) -> None:
    """One client that asks one thing after another until a moment."""
    connection = http.client.HTTPConnection(HOST, PORT)
    done = 0
    while time.time() < until:
        get(connection, asked[done % len(asked)])
        done += 1
    with count.get_lock():
        count.value += done


def _timed(connection: http.client.HTTPConnection, path: str) -> float:
    """Milliseconds of one answer."""
    start = time.perf_counter()
    get(connection, path)
    return (time.perf_counter() - start) * 1e3


@dataclass(frozen=True)
class Asked:
    """What was asked: milliseconds of the first answer, of single ones, and how many a second under load."""

    name: str
    loop: float
    first: float
    p50: float
    p99: float
    each_second: float


def measure(seconds: float) -> list[Asked]:
    """Ask, and print a line for each."""
    import numpy as np

    random.seed(3)
    connection = http.client.HTTPConnection(HOST, PORT)
    found = []
    print(f"{'':<24}{'first ms':>10}{'p50 ms':>9}{'p99 ms':>9}{'a second':>10}{'loop':>7}  bar")
    for name, path in paths(connection).items():
        slow = machine.loop()
        # The server closes a connection that was idle for a few seconds.
        connection = http.client.HTTPConnection(HOST, PORT)
        spent = [_timed(connection, path()) for _ in range(ASKED + 1)]
        first = spent.pop(0)
        count, until = Value("i", 0), time.time() + seconds
        many = [path() for _ in range(ASKED)]
        clients = [Process(target=load, args=(many, count, until)) for _ in range(CLIENTS)]
        for one in clients:
            one.start()
        for one in clients:
            one.join()
        p50, p99 = (float(one) for one in np.percentile(spent, [50, 99]))
        held = f"{'p99' if name in POINTS else 'p50'} ≤ {BARS[name]}"
        held += f", ≥ {EACH_SECOND}/s" if name in POINTS else ""
        found.append(Asked(name, slow, first, p50, p99, count.value / seconds))
        times = f"{first:>10.1f}{p50:>9.1f}{p99:>9.1f}{found[-1].each_second:>10.0f}{slow:>7.2f}"
        print(f"{name:<24}{times}  {held}")
    return found


def main() -> None:
    """Start the server, measure, stop it."""
    count = int(os.environ.get("BENCH_N", "20000"))
    workspace = machine.workspace(count)
    if not runs.kept(workspace):
        given = ["audit", "--workspace", str(workspace), "--format", "json", "--no-evidence"]
        linli = Path(sys.executable).with_name("linli")
        subprocess.run([linli, *given], capture_output=True, check=True)
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", __file__, "serve", str(workspace)], stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(60):
            try:
                get(http.client.HTTPConnection(HOST, PORT), "/health")
                break
            except OSError:
                time.sleep(0.5)
        found = measure(float(os.environ.get("BENCH_SECONDS", "3")))
    finally:
        server.terminate()
        server.wait()
    machine.keep("api", count, [asdict(one) for one in found])


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(sys.argv[2])
    else:
        main()

"""Two workers of one server: what one is told the other knows, and limits hold for both together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.api.people_of import PASSWORD, with_users

RATE = 40


@pytest.fixture
def served(workspace: Path, tmp_path: Path, unused_port: int) -> Iterator[str]:
    """`python -m linli_api` with two workers. Yields its address."""
    home = with_users(workspace, tmp_path / "workspace")
    settings = {
        "LINLI_STORE": str(home),
        "LINLI_API_PORT": str(unused_port),
        "LINLI_API_WORKERS": "2",
        "LINLI_API_RATE": str(RATE),
    }
    process = subprocess.Popen([sys.executable, "-m", "linli_api"], env={**os.environ, **settings})
    address = f"http://127.0.0.1:{unused_port}"
    try:
        deadline = time.monotonic() + 60
        while True:
            assert process.poll() is None and time.monotonic() < deadline, "the server did not start"
            try:
                httpx2.get(f"{address}/ready", timeout=20).raise_for_status()
                break
            except httpx2.TransportError:
                time.sleep(0.2)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def test_two_workers_know_one_user_share_one_limit_and_add_up_their_figures(served: str) -> None:
    token = httpx2.post(f"{served}/session", json={"name": "admin", "password": PASSWORD}).json()["token"]
    headers = {"Authorization": f"Bearer {token}"}
    # The figures first: afterwards nobody gets in for a minute.
    started = int(time.time() // 60)
    figures = httpx2.get(f"{served}/metrics", headers=headers).text
    assert 'linli_requests_total{method="POST",route="/session",status="201"} 1.0' in figures
    told: Counter[int] = Counter()
    minute = started
    for _ in range(3 * RATE):
        minute = int(time.time() // 60)
        # A connection each, so that the system hands them to either worker.
        told[httpx2.get(f"{served}/session", headers=headers).status_code] += 1
    minutes = int(time.time() // 60) - started + 1
    assert set(told) == {200, 429}
    assert RATE // 2 <= told[200] <= RATE * minutes
    last = httpx2.delete(f"{served}/session", headers=headers).status_code
    # A new minute may have begun, in which one gets in again.
    assert last == 429 or int(time.time() // 60) > minute

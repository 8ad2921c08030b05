"""Snapshots: which there are, which is asked, and one put in use while people read."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import threading
import time
from pathlib import Path

import pytest

from linli.queries import catalogue
from linli.services.add import Handed, add
from tests.api import little
from tests.api.asked import addresses, ids, other_forms
from tests.api.working import as_role, copied, get, waited

COVERAGE = "/questions/compounds/coverage"


@pytest.fixture
def own(workspace: Path, tmp_path: Path) -> Path:
    return copied(workspace, tmp_path)


def grown(own: Path, tmp_path: Path) -> None:
    """One more compound comes in, a month later."""
    ledger = tmp_path / "more.csv"
    ledger.write_text(little.MORE, encoding="utf-8")
    add(own, [ledger], Handed(day=little.DAY, mode="adds"), little.NOW + dt.timedelta(days=31))


def test_what_is_built_is_listed_with_its_ledgers(workspace: Path) -> None:
    with as_role(workspace, "auditor") as client:
        listed = get(client, "/snapshots")
        current = get(client, "/snapshots/current")
        assert listed["items"] == [current] and current["in_use"]
        whole = get(client, f"/snapshots/{current['snapshot']}", "/snapshots/{snapshot}")
        assert {one["file"] for one in whole["sources"]} == {f"{name}.csv" for name in little.LEDGERS}
        for unknown in ("0" * 32, "..", "%2e%2e"):
            assert client.get(f"/snapshots/{unknown}").status_code in (404, 200)
        assert client.get("/snapshots/" + "0" * 32).json()["code"] == "LN-R53"


def test_known_on_asks_the_graph_of_that_day_once_it_is_built(own: Path, tmp_path: Path) -> None:
    first = (own / "current").read_text(encoding="utf-8").strip()
    grown(own, tmp_path)
    with as_role(own, "auditor") as client, as_role(own, "presenter") as presenter:
        assert waited(client, client.post("/snapshots", json={"known_on": None}))["state"] == "done"
        assert client.get(COVERAGE).json()["count"] == 4
        # The snapshot of that day is the one that was in use then; it is taken away to be built anew.
        assert client.get(COVERAGE, params={"known_on": "2025-07-15"}).json()["snapshot"] == first
        shutil.rmtree(own / "snapshots" / first)
        assert presenter.get(COVERAGE, params={"known_on": "2025-07-15"}).status_code == 403
        asked = client.get(COVERAGE, params={"known_on": "2025-07-15"})
        told = waited(client, asked)
        assert told["given"] == {"known_on": "2025-07-15"} and told["state"] == "done"
        then = client.get(COVERAGE, params={"known_on": "2025-07-15"}).json()
        assert (then["snapshot"], then["count"]) == (told["result"]["snapshot"], 3)
        assert presenter.get(COVERAGE, params={"known_on": "2025-07-15"}).json()["count"] == 3
        assert client.get("/places", params={"known_on": "2025-07-15"}).json()["snapshot"] == then["snapshot"]
        assert client.get(COVERAGE).json()["count"] == 4, "what is in use stays in use"
        assert client.get(COVERAGE, params={"known_on": "1999-01-01"}).json()["code"] == "LN-W09"
        assert client.get(COVERAGE, params={"known_on": "soon"}).status_code == 422


def test_a_build_under_load_disturbs_no_reader(own: Path, tmp_path: Path) -> None:
    grown(own, tmp_path)
    answers: set[tuple[int, str, int]] = set()
    stop = threading.Event()
    with as_role(own, "auditor") as client:
        first = client.get(COVERAGE).json()["snapshot"]

        def ask() -> None:
            while not stop.is_set():
                response = client.get(COVERAGE)
                told = response.json()
                answers.add((response.status_code, told.get("snapshot", ""), told.get("count", -1)))
                time.sleep(0.01)

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        try:
            second = waited(client, client.post("/snapshots", json={"known_on": None}))["result"]["snapshot"]
            client.get(COVERAGE)
        finally:
            stop.set()
            for thread in threads:
                thread.join(60)
        assert client.get(COVERAGE).json()["snapshot"] == second
    assert answers <= {(200, first, 3), (200, second, 4)} and (200, first, 3) in answers


def test_every_address_that_reads_the_graph_asks_the_graph_of_that_day(workspace: Path) -> None:
    """By a day on which nothing had been received there is nothing to answer from; by today there is."""
    with as_role(workspace, "auditor") as client:
        known = ids(client)
        asked = [
            *addresses(known),
            *other_forms(known),
            "/export/csv",
            "/identities/pairs",
            "/figures",
            "/briefs",
        ]
        # All questions of the catalogue are answered by one function.
        asked += [f"/questions/{name}" for name in sorted(catalogue.load())[:3]]
        for address in asked:
            early = client.get(_with(address, "known_on=1999-01-01"))
            assert (early.status_code, early.json()["code"]) == (409, "LN-W09"), address
        parameters = {
            path: {one["name"] for one in operations["get"].get("parameters", ())}
            for path, operations in client.get("/openapi.json").json()["paths"].items()
            if "get" in operations
        }
    reading = {path for path, names in parameters.items() if "as_of" in names}
    assert {path for path, names in parameters.items() if "known_on" in names} == reading
    told = {address.partition("?")[0] for address in asked}
    others = [path for path in reading if not path.startswith("/questions/")]
    patterns = {path: re.compile(re.sub(r"{\w+}", "[^/]+", path)) for path in others}
    assert [path for path, one in patterns.items() if not any(map(one.fullmatch, told))] == []


def _with(address: str, more: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{more}"

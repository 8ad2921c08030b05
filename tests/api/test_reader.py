"""A new snapshot is picked up without a restart, and every answer is of one snapshot."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from linli.errors import NoSnapshot
from linli.services.graph import Graph
from linli.services.serve import Reader
from linli.services.server import push
from linli_api.app import create
from linli_api.settings import Settings
from tests.api import little
from tests.servers.neo4j.server import Server

COVERAGE = "/questions/compounds/coverage"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A workspace that the test may change."""
    return little.make(tmp_path)


def test_the_next_request_sees_the_new_snapshot(own: Path) -> None:
    with TestClient(create(Settings(str(own))), base_url="http://127.0.0.1") as client:
        before = client.get(COVERAGE).json()
        new = little.grow(own)
        after = client.get(COVERAGE).json()
    assert before["snapshot"] != new == after["snapshot"]
    assert (before["count"], after["count"]) == (3, 4)


def test_who_reads_the_old_one_finishes_and_then_it_is_closed(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = []
    monkeypatch.setattr(Graph, "close", lambda self: closed.append(self.snapshot))
    reader = Reader(own, {})
    inside, swapped = threading.Event(), threading.Event()
    seen = []

    def slow(graph: Graph, snapshot: str) -> None:
        inside.set()
        assert swapped.wait(60)
        seen.append((snapshot, len(graph.ask("compounds/coverage"))))

    thread = threading.Thread(target=reader.read, args=(slow,))
    thread.start()
    assert inside.wait(60)
    new = little.grow(own)
    assert reader.read(lambda graph, snapshot: (snapshot, len(graph.ask("compounds/coverage")))) == (new, 4)
    assert not closed, "somebody still reads it"
    swapped.set()
    thread.join(60)
    assert [count for _, count in seen] == [3]
    assert closed == [seen[0][0]]
    reader.close()
    assert closed == [seen[0][0], new]


def test_many_readers_while_snapshots_come_get_no_mixed_and_no_failed_answer(own: Path) -> None:
    first = (own / "current").read_text(encoding="utf-8").strip()
    answers: list[tuple[int, str, int]] = []
    stop = threading.Event()
    with TestClient(create(Settings(str(own))), base_url="http://127.0.0.1") as client:

        def ask() -> None:
            while not stop.is_set():
                response = client.get(COVERAGE)
                told = response.json()
                answers.append((response.status_code, told.get("snapshot", ""), told.get("count", -1)))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        second = little.grow(own)
        for _ in range(5):
            for name in (first, second):
                (own / "next").write_text(name, encoding="utf-8")
                (own / "next").replace(own / "current")
                client.get(COVERAGE)
        stop.set()
        for thread in threads:
            thread.join(60)
    assert set(answers) == {(200, first, 3), (200, second, 4)}


def test_a_graph_that_goes_away_is_said_and_comes_back(own: Path) -> None:
    reader = Reader(own, {})
    name = (own / "current").read_text(encoding="utf-8")
    assert reader.read(lambda graph, _: graph.day) == little.DAY
    (own / "current").unlink()
    with pytest.raises(NoSnapshot):
        reader.read(lambda graph, _: graph.day)
    (own / "current").write_text(name, encoding="utf-8")
    assert reader.read(lambda graph, _: graph.day) == little.DAY
    reader.close()
    reader.close()


def credentials(server: Server) -> dict[str, str]:
    return {"LINLI_NEO4J_USER": server.user, "LINLI_NEO4J_PASSWORD": server.password}


def pushed(workspace: Path, server: Server) -> str:
    """Push the snapshot in use, in the name of a workspace of tests. Returns its hash."""
    identity = json.dumps({"version": 1, "id": "test-reader"})
    (workspace / "workspace.json").write_text(identity, encoding="utf-8")
    push(workspace, server.address, credentials(server), "full", lambda *_: None)
    return (workspace / "current").read_text(encoding="utf-8").strip()


def test_a_push_to_a_server_is_seen_by_the_next_request(own: Path, neo4j_server: Server) -> None:
    def compounds(graph: Graph, snapshot: str) -> tuple[str, int]:
        return snapshot, len(graph.ask("compounds/coverage"))

    first = pushed(own, neo4j_server)
    reader = Reader(neo4j_server.address, credentials(neo4j_server))
    assert reader.read(compounds) == (first, 3)
    little.grow(own)
    assert reader.read(compounds) == (first, 3), "what was not pushed is not there"
    second = pushed(own, neo4j_server)
    assert reader.read(compounds) == (second, 4)
    reader.close()


def test_a_request_during_which_a_server_changes_is_begun_again(own: Path, neo4j_server: Server) -> None:
    pushed(own, neo4j_server)
    reader = Reader(neo4j_server.address, credentials(neo4j_server))
    seen: list[tuple[int, int]] = []

    def twice(graph: Graph, snapshot: str) -> tuple[int, int]:
        before = len(graph.ask("compounds/coverage"))
        if not seen:
            little.grow(own)
            pushed(own, neo4j_server)
        seen.append((before, len(graph.ask("compounds/coverage"))))
        return seen[-1]

    assert reader.read(twice) == (4, 4)
    assert seen == [(3, 4), (4, 4)], "the mixed answer was thrown away"
    reader.close()

"""Pushing to a real server: what arrives, what is taken away, what readers see meanwhile, and what a kill
leaves.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from neo4j.time import Date

from linli.errors import BuildMismatch, StoreEmpty, StoreForeign, StoreLoading, StoreMoving, StoreUnreachable
from linli.model import schema
from linli.store import changes, neo4j_ddl, neo4j_meta
from linli.store import push as pushing
from linli.store.changes import Facts
from linli.store.credentials import Credentials
from linli.store.neo4j import open_store
from linli.store.push import Count, Pushed
from tests.facts import facts
from tests.servers.neo4j.server import Server
from tests.store.asking import BUILDINGS, COMPOUNDS, EVERYWHERE, PEOPLE, query
from tests.store.street import street

USER, PASSWORD = "LINLI_NEO4J_USER", "LINLI_NEO4J_PASSWORD"
KEPT = {"s1": street(), "s2": street(4)}
ROOT = Path(__file__).parents[2]


def push(server: Server, snapshot: str, whole: Facts, **options: Any) -> Pushed:
    """Push with the defaults of these tests."""
    given = {
        "workspace": "test-street",
        "day": dt.date(2024, 1, 1),
        "previous": KEPT.get,
        "names": "full",
        "progress": lambda *_: None,
    }
    return pushing.push(
        server.address, server.credentials, snapshot=snapshot, facts=whole, **{**given, **options}
    )


def rows(server: Server, text: str, **parameters: object) -> list[dict[str, Any]]:
    """What a plain driver sees."""
    with server.driver() as driver:
        return [record.data() for record in driver.execute_query(text, parameters).records]


def held(server: Server) -> dict[str, pl.DataFrame]:
    """Everything of ours on the server, as facts again."""
    found = {}
    for table in schema.load().tables:
        node = f"MATCH (e:{table.name}) RETURN properties(e) AS held"
        link = "MATCH (a)-[e]->(b) WHERE type(e) = $type AND $source IN labels(a) AND $target IN labels(b) "
        link += "RETURN properties(e) AS held, a.id AS source, b.id AS target"
        source, target = table.ends or ("", "")
        text = link if table.ends else node
        records = rows(server, text, type=table.type.name, source=source, target=target)
        data = [_plain({**r["held"], "from": r.get("source"), "to": r.get("target")}) for r in records]
        frame = street()[table.name]
        found[table.name] = pl.DataFrame(
            [{name: row.get(name) for name in frame.columns} for row in data], frame.schema
        )
    return found


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.to_native() if hasattr(value, "to_native") else value for name, value in row.items()}


def assert_holds(server: Server, whole: Facts) -> None:
    there = held(server)
    for name, frame in whole.items():
        assert there[name].sort("id").equals(frame.sort("id")), name


def state(server: Server) -> dict[str, Any]:
    return dict(rows(server, "MATCH (m:LinliMeta {id: 'graph'}) RETURN properties(m) AS meta")[0]["meta"])


def test_the_first_push_brings_everything(neo4j_server: Server) -> None:
    done = push(neo4j_server, "s1", KEPT["s1"])
    assert done.one_transaction
    assert done.written == sum(len(frame) for frame in KEPT["s1"].values())
    assert_holds(neo4j_server, KEPT["s1"])
    assert state(neo4j_server) == {
        **{
            "id": "graph",
            "workspace": "test-street",
            "snapshot": "s1",
            "names": "full",
            "state": "ready",
            "turn": 1,
            "day": Date(2024, 1, 1),
            "tops": changes.tops(KEPT["s1"]),
        },
    }
    assert rows(neo4j_server, "MATCH (k:LinliMeta {id: 'mark'}) RETURN k.until AS until") == [{"until": 0}]


def test_a_null_is_no_property(neo4j_server: Server) -> None:
    push(neo4j_server, "s1", KEPT["s1"])
    found = rows(neo4j_server, "MATCH (p:Person {id: 'p2'}) RETURN keys(p) AS keys")
    assert set(found[0]["keys"]) == {"id", "name", "name_key"}


def test_few_changes_are_one_transaction_and_leave_the_rest_alone(neo4j_server: Server) -> None:
    push(neo4j_server, "s1", KEPT["s1"])
    rows(neo4j_server, "MATCH (b:Building {id: 'b1'}) SET b.seen = true")
    after = street(4, Person=[{"id": "p1", "name": "王五"}, {"id": "p2", "name": "李四"}])
    done = push(neo4j_server, "s2", after)
    assert done.one_transaction
    assert done.counts == {
        "Building": Count(1, 0),
        "Person": Count(1, 0),
        "LOCATED_IN.Building.Compound": Count(1, 0),
    }
    assert_holds(neo4j_server, after)
    assert rows(neo4j_server, "MATCH (b:Building {id: 'b1'}) RETURN b.seen AS seen") == [{"seen": True}]


def test_pushing_the_same_again_does_nothing(neo4j_server: Server) -> None:
    push(neo4j_server, "s1", KEPT["s1"])
    assert push(neo4j_server, "s1", KEPT["s1"]) == Pushed({}, one_transaction=True)
    assert state(neo4j_server)["turn"] == 1


def test_what_is_gone_is_removed_and_what_is_not_ours_stays(neo4j_server: Server) -> None:
    push(neo4j_server, "s2", KEPT["s2"])
    rows(neo4j_server, "CREATE (:Note {id: 'b4'})-[:ABOUT {id: 'h1'}]->(:Note)")
    done = push(neo4j_server, "s3", street(2, HOLDS=[]))
    assert done.counts["Building"] == Count(0, 2)
    assert done.counts["HOLDS.Person.Post"] == Count(0, 1)
    assert_holds(neo4j_server, street(2, HOLDS=[]))
    assert rows(neo4j_server, "MATCH (:Note)-[r:ABOUT]->(:Note) RETURN count(r) AS n") == [{"n": 1}]


def test_a_link_that_moved_hangs_on_its_new_end_alone(neo4j_server: Server) -> None:
    push(neo4j_server, "s1", KEPT["s1"])
    moved = street(HOLDS=[{"id": "h1", "from": "p2", "to": "t1"}])
    push(neo4j_server, "s2", moved)
    assert_holds(neo4j_server, moved)


@pytest.mark.parametrize("many", [False, True], ids=["at once", "in batches"])
def test_without_the_previous_facts_ids_are_compared_and_everything_is_set(
    neo4j_server: Server, many: bool
) -> None:
    push(neo4j_server, "s1", KEPT["s1"])
    rows(neo4j_server, "MATCH (b:Building {id: 'b1'}) SET b.name = 'spoilt' REMOVE b.households")
    after = street(2, HOLDS=[{"id": "h1", "from": "p2", "to": "t1"}])
    done = push(
        neo4j_server, "s2", after, previous=lambda _: None, one_transaction=0 if many else 1000, batch=2
    )
    assert done.one_transaction is not many
    assert_holds(neo4j_server, after)


def test_nodes_that_somebody_took_away_are_brought_back(neo4j_server: Server) -> None:
    push(neo4j_server, "s1", KEPT["s1"])
    rows(neo4j_server, "MATCH (c:Compound) DETACH DELETE c")
    push(neo4j_server, "s2", KEPT["s2"])
    assert_holds(neo4j_server, KEPT["s2"])


def test_another_workspace_is_refused_and_nothing_written(neo4j_server: Server) -> None:
    push(neo4j_server, "s1", KEPT["s1"])
    with pytest.raises(StoreForeign) as caught:
        push(neo4j_server, "s2", KEPT["s2"], workspace="test-other")
    assert caught.value.where["theirs"] == "test-street"
    assert_holds(neo4j_server, KEPT["s1"])


def test_a_database_with_other_things_in_it_is_refused(neo4j_server: Server) -> None:
    rows(neo4j_server, "CREATE (:Person {id: 'somebody'})")
    with pytest.raises(StoreForeign) as caught:
        push(neo4j_server, "s1", KEPT["s1"])
    assert caught.value.where["theirs"] == "?"
    assert rows(neo4j_server, "MATCH (n) RETURN labels(n) AS labels") == [{"labels": ["Person"]}]


def test_a_link_to_nowhere_leaves_the_server_as_it_was(neo4j_server: Server) -> None:
    push(neo4j_server, "s1", KEPT["s1"])
    broken = {**KEPT["s2"], "Person": KEPT["s2"]["Person"].clear()}
    with pytest.raises(BuildMismatch):
        push(neo4j_server, "s2", broken)
    assert_holds(neo4j_server, KEPT["s1"])


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ("masked", [("p1", "张*", None, None), ("p2", "李*", None, None)]),
        ("none", [("p1", None, None, None), ("p2", None, None, None)]),
    ],
)
def test_names_and_a_change_of_mode(
    neo4j_server: Server, names: neo4j_meta.Names, shown: list[tuple[object, ...]]
) -> None:
    push(neo4j_server, "s1", KEPT["s1"])
    done = push(neo4j_server, "s1", KEPT["s1"], names=names)
    assert done.counts == {"Person": Count(2, 0), "HOLDS.Person.Post": Count(1, 0)}
    with open_store(neo4j_server.address, neo4j_server.credentials) as store:
        assert [tuple(row.values()) for row in store.run(PEOPLE, {})] == shown
    assert "张三" not in str(rows(neo4j_server, "MATCH (n) RETURN properties(n) AS p"))
    push(neo4j_server, "s1", KEPT["s1"])
    assert_holds(neo4j_server, KEPT["s1"])


def test_readers_of_one_transaction_see_the_old_graph_until_the_new_one_is_whole(
    neo4j_server: Server,
) -> None:
    push(neo4j_server, "s1", KEPT["s1"])
    seen = []
    with open_store(neo4j_server.address, neo4j_server.credentials) as store:

        def look(*_: object) -> None:
            seen.append((store.snapshot, store.run(BUILDINGS, {}).rows()[0]["n"]))

        push(neo4j_server, "s2", street(50), progress=look, batch=10)
        assert set(seen) == {("s1", 3)}
        assert len(seen) > 5
        look()
    assert seen[-1] == ("s2", 50)


def test_readers_of_a_push_in_batches_are_told_that_it_is_loading(neo4j_server: Server) -> None:
    push(neo4j_server, "s1", KEPT["s1"])
    told: list[tuple[str, int, int]] = []
    with open_store(neo4j_server.address, neo4j_server.credentials) as store:

        def look(table: str, done: int, whole: int) -> None:
            told.append((table, done, whole))
            with pytest.raises(StoreLoading):
                store.run(COMPOUNDS, {})

        done = push(neo4j_server, "s2", street(50), progress=look, one_transaction=50, batch=10)
        assert not done.one_transaction
        assert store.run(BUILDINGS, {}).rows() == [{"n": 50}]
        assert store.snapshot == "s2"
    assert [whole for _, _, whole in told] == [done.written] * len(told)
    assert [count for _, count, _ in told] == sorted({count for _, count, _ in told})
    assert told[-1][1] == done.written
    assert_holds(neo4j_server, street(50))
    assert "plan" not in state(neo4j_server)


def test_a_push_that_was_killed_goes_on_where_it_stopped(neo4j_server: Server) -> None:
    whole = street(100)
    kill_after(neo4j_server, 5)
    assert state(neo4j_server)["state"] == "loading"
    assert state(neo4j_server)["done"] >= 5
    with open_store(neo4j_server.address, neo4j_server.credentials) as store, pytest.raises(StoreLoading):
        store.run(COMPOUNDS, {})
    # What was written before the kill is not written again: it would lose this.
    rows(neo4j_server, "MATCH (a:Area {id: '990101001000'}) SET a.seen = true")
    push(neo4j_server, "s1", whole, one_transaction=10, batch=10)
    assert rows(neo4j_server, "MATCH (a:Area {id: '990101001000'}) RETURN a.seen AS seen") == [{"seen": True}]
    assert_holds(neo4j_server, whole)


def test_a_batch_whose_commit_was_not_answered_is_written_once(
    neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The driver then runs the same work again, and what is created twice would be there twice."""
    once = pushing._Server.write

    def twice(server: Any, what: str, work: Any) -> Any:
        if isinstance(work, pushing._Batch):
            once(server, what, work)
        return once(server, what, work)

    monkeypatch.setattr(pushing._Server, "write", twice)
    push(neo4j_server, "s1", street(50), one_transaction=10, batch=10)
    assert_holds(neo4j_server, street(50))
    counted = "MATCH ()-[e:LOCATED_IN]->(:Compound) RETURN count(e) AS n, count(DISTINCT e.id) AS ids"
    (told,) = rows(neo4j_server, counted)
    assert told["n"] == told["ids"] > 0


def test_after_a_kill_another_target_is_set_right_too(neo4j_server: Server) -> None:
    kill_after(neo4j_server, 5)
    push(neo4j_server, "s2", KEPT["s2"])
    assert_holds(neo4j_server, KEPT["s2"])


def kill_after(server: Server, batches: int) -> None:
    """Push 100 buildings as s1 from another process, and kill -9 it after some batches."""
    code = f"""
import datetime, os, sys, time
from linli.store import credentials
from linli.store.push import push
from tests.store.street import street
def progress(*told):
    progress.count += 1
    if progress.count == {batches}:
        print("now", flush=True)
        time.sleep(600)
progress.count = 0
push({server.address!r}, credentials.from_environment(os.environ), workspace="test-street", snapshot="s1",
     day=datetime.date(2024, 1, 1), facts=street(100),
     previous=dict().get, names="full", progress=progress, one_transaction=10, batch=10)
"""
    environment = {**os.environ, USER: server.user, PASSWORD: server.password}
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, cwd=ROOT)
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == b"now\n"
    finally:
        child.send_signal(signal.SIGKILL)
        child.communicate()


def test_of_two_pushes_the_later_one_wins_and_the_other_is_told(neo4j_server: Server) -> None:
    def overtake(table: str, done: int, whole: int) -> None:
        if done >= 20 and not overtaken:
            overtaken.append(push(neo4j_server, "s2", KEPT["s2"]))

    overtaken: list[Pushed] = []
    with pytest.raises(StoreMoving):
        push(neo4j_server, "s1", street(100), progress=overtake, one_transaction=10, batch=10)
    assert_holds(neo4j_server, KEPT["s2"])
    assert state(neo4j_server)["snapshot"] == "s2"


def test_a_mark_that_stays_up_makes_readers_give_up_and_one_that_fell_does_not(
    neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linli.store.neo4j.PAUSES", (0.0, 0.01))
    push(neo4j_server, "s1", KEPT["s1"])
    with open_store(neo4j_server.address, neo4j_server.credentials) as store:
        rows(neo4j_server, neo4j_meta.RAISE_MARK, milliseconds=600_000)
        with pytest.raises(StoreMoving):
            store.run(COMPOUNDS, {})
        rows(neo4j_server, neo4j_meta.RAISE_MARK, milliseconds=-1)
        assert len(store.run(COMPOUNDS, {})) == 1


def test_the_mark_is_up_while_a_push_commits(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j_meta, "LOWER_MARK", "RETURN 1")
    monkeypatch.setattr("linli.store.neo4j.PAUSES", (0.0,))
    push(neo4j_server, "s1", KEPT["s1"])
    with open_store(neo4j_server.address, neo4j_server.credentials) as store, pytest.raises(StoreMoving):
        store.run(COMPOUNDS, {})


def test_no_reader_sees_a_commit_half_done(neo4j_server: Server) -> None:
    """Neo4j shows a commit record by record; without the mark this test sees torn answers one time in
    four.
    """
    count = 8000
    kept = {turn: _coloured(count, turn) for turn in ("even", "odd")}
    both = f"MATCH (a:Building {{id: 'b0'}}) MATCH (z:Building {{id: 'b{count - 1}'}})"
    ends = query(f"{both} RETURN a.name AS a, z.name AS z", a="name", z="name")
    push(neo4j_server, "even", kept["even"], previous=kept.get)
    seen: list[tuple[object, ...]] = []
    finished = threading.Event()
    with open_store(neo4j_server.address, neo4j_server.credentials) as store:
        readers = [threading.Thread(target=_read, args=(store.run, ends, seen, finished)) for _ in range(2)]
        for reader in readers:
            reader.start()
        for turn in range(1, 8):
            name = "odd" if turn % 2 else "even"
            push(neo4j_server, name, kept[name], previous=kept.get)
        finished.set()
        for reader in readers:
            reader.join()
    assert set(seen) == {("even", "even"), ("odd", "odd")}


def _coloured(count: int, name: str) -> Facts:
    return facts(Building=[{"id": f"b{n}", "name": name} for n in range(count)])


def _read(
    run: Callable[..., Any], asked: object, seen: list[tuple[object, ...]], finished: threading.Event
) -> None:
    while not finished.is_set():
        seen.extend(tuple(row.values()) for row in run(asked, {}))


def test_constraints_are_made_once_and_guard(neo4j_server: Server) -> None:
    wanted = neo4j_ddl.statements(schema.load())
    for name in wanted:
        kind = "CONSTRAINT" if wanted[name].startswith("CREATE CONSTRAINT") else "INDEX"
        rows(neo4j_server, f"DROP {kind} {name} IF EXISTS")
    push(neo4j_server, "s1", KEPT["s1"])
    push(neo4j_server, "s2", KEPT["s2"])
    there = rows(neo4j_server, "SHOW INDEXES YIELD name, state WHERE name STARTS WITH 'linli_'")
    assert {row["name"] for row in there} == set(wanted)
    assert {row["state"] for row in there} == {"ONLINE"}


def test_a_server_that_is_not_there_is_said_at_once(unused_port: int) -> None:
    started = time.monotonic()
    with pytest.raises(StoreUnreachable):
        pushing.push(
            f"bolt://127.0.0.1:{unused_port}",
            Credentials("neo4j", "hunter2"),
            workspace="test-street",
            snapshot="s1",
            day=dt.date(2024, 1, 1),
            facts=KEPT["s1"],
            previous=KEPT.get,
            names="full",
            progress=lambda *_: None,
        )
    assert time.monotonic() - started < 10


def test_a_claimed_database_without_a_push_is_empty(neo4j_server: Server) -> None:
    rows(neo4j_server, neo4j_meta.CLAIM, workspace="test-street")
    with open_store(neo4j_server.address, neo4j_server.credentials) as store, pytest.raises(StoreEmpty):
        store.run(COMPOUNDS, EVERYWHERE)
    push(neo4j_server, "s1", KEPT["s1"])
    assert_holds(neo4j_server, KEPT["s1"])

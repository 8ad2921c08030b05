"""Reading from a real server: typed answers, refusals, and errors that are all ours."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest

from linli.errors import QueryFailed, QueryTooSlow, StoreAddress, StoreEmpty, StoreRefused, StoreUnreachable
from linli.ports import Store
from linli.store.credentials import Credentials
from linli.store.neo4j import Neo4jStore, open_store
from linli.store.push import push
from linli.store.rows import schema
from tests.servers.neo4j.server import Server
from tests.store.asking import COMPOUNDS, query
from tests.store.street import street

EVERY_TYPE = query(
    """\
MATCH (p:Person) OPTIONAL MATCH (p)-[h:HOLDS]->(t:Post)
RETURN p.id AS id, p.name AS name, t.kind AS kind, count(t) AS n, 1.0 * count(t) / 2 AS share, 1 AS whole,
       p.party_member AS member, h.from_min AS start_min, h.from_max AS start_max, h.to_max AS last
ORDER BY id""",
    id="text",
    name="name",
    kind="term",
    n="count",
    share="ratio",
    whole="ratio",
    member="yes_no",
    start="start",
    last="date",
)


@pytest.fixture
def store(neo4j_server: Server) -> Iterator[Neo4jStore]:
    push(
        neo4j_server.address,
        neo4j_server.credentials,
        workspace="test-street",
        snapshot="s1",
        day=dt.date(2024, 1, 1),
        facts=street(),
        previous=lambda _: None,
        names="full",
        progress=lambda *_: None,
    )
    with open_store(neo4j_server.address, neo4j_server.credentials) as opened:
        yield opened


def test_an_answer_is_typed_as_its_header_says(store: Store) -> None:
    answer = store.run(EVERY_TYPE, {})
    assert answer.arrow().schema == schema(EVERY_TYPE)
    day = dt.date
    assert [tuple(row.values()) for row in answer] == [
        ("p1", "张三", "secretary", 1, 0.5, 1.0, True, day(2021, 3, 1), day(2021, 3, 31), day(2025, 1, 1)),
        ("p2", "李四", None, 0, 0.0, 1.0, None, None, None, None),
    ]


def test_an_answer_without_rows_has_its_columns(store: Store) -> None:
    none = query("MATCH (v:Venue) RETURN v.id AS id, v.built AS built ORDER BY id", id="text", built="date")
    answer = store.run(none, {})
    assert len(answer) == 0
    assert answer.arrow().schema == pa.schema([("id", pa.string()), ("built", pa.date32())])


def test_sentinels_come_back_as_they_went(store: Store) -> None:
    bounds = query(
        "MATCH (a:Area) RETURN DISTINCT a.from_min AS a, a.to_max AS z ORDER BY a", a="date", z="date"
    )
    assert store.run(bounds, {}).rows() == [{"a": dt.date(1, 1, 1), "z": dt.date(9999, 12, 31)}]


def test_parameters_are_values_and_never_text(store: Store) -> None:
    named = query("MATCH (c:Compound) WHERE c.name = $name RETURN c.id AS id ORDER BY id", id="text")
    assert store.run(named, {"name": "示例小区"}).rows() == [{"id": "c1"}]
    assert store.run(named, {"name": "' OR true RETURN 1 //"}).rows() == []
    dated = query(
        "MATCH ()-[h:HOLDS]->() WHERE h.from_max <= $as_of RETURN h.id AS id ORDER BY id", id="text"
    )
    assert len(store.run(dated, {"as_of": dt.date(2021, 3, 31)})) == 1
    assert len(store.run(dated, {"as_of": dt.date(2021, 3, 30)})) == 0


@pytest.mark.parametrize(
    "text",
    ["CREATE (n:Person) RETURN n.id AS id ORDER BY id", "MATCH (n:Area) SET n.x = 1 RETURN n.id AS id"],
)
def test_the_server_refuses_to_write_for_a_reader(store: Store, neo4j_server: Server, text: str) -> None:
    with pytest.raises(QueryFailed) as caught:
        store.run(query(text, id="text"), {})
    assert "AccessMode" in str(caught.value)
    with neo4j_server.driver() as driver:
        assert driver.execute_query("MATCH (n:Person) RETURN count(n) AS n").records[0]["n"] == 2


@pytest.mark.parametrize(
    "text", ["MATCH (n", "RETURN 1/0 AS id", "RETURN $never AS id", "RETURN 1 AS other", "RETURN 7 AS id"]
)
def test_a_query_that_cannot_be_run_or_answers_otherwise(store: Store, text: str) -> None:
    with pytest.raises(QueryFailed):
        store.run(query(text, id="text"), {})


def test_a_query_has_a_time_limit(store: Store, neo4j_server: Server) -> None:
    endless = query(
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS n", n="count"
    )
    with (
        open_store(neo4j_server.address, neo4j_server.credentials, time_limit=0.5) as hasty,
        pytest.raises(QueryTooSlow),
    ):
        hasty.run(endless, {})
    assert len(store.run(COMPOUNDS, {})) == 1


def test_threads_share_a_store(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: store.run(COMPOUNDS, {}).rows(), range(40)))
    assert answers == [[{"id": "c1", "name": "示例小区"}]] * 40


def test_an_empty_database_says_so(neo4j_server: Server) -> None:
    with open_store(neo4j_server.address, neo4j_server.credentials) as opened:
        with pytest.raises(StoreEmpty):
            opened.run(COMPOUNDS, {})
        with pytest.raises(StoreEmpty):
            _ = opened.snapshot


def test_a_routing_address_reaches_the_same_graph(store: Store, neo4j_server: Server) -> None:
    address = neo4j_server.address.replace("bolt", "neo4j")
    with open_store(address, neo4j_server.credentials, "neo4j") as routed:
        assert routed.run(COMPOUNDS, {}).rows() == store.run(COMPOUNDS, {}).rows()


def test_a_database_that_is_not_there(neo4j_server: Server) -> None:
    with pytest.raises(StoreAddress):
        open_store(neo4j_server.address, neo4j_server.credentials, "nowhere")


def test_a_wrong_password_is_refused_and_nowhere_repeated(
    neo4j_server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(StoreRefused) as caught:
        open_store(neo4j_server.address, Credentials(neo4j_server.user, "hunter2hunter2"))
    assert not _told("hunter2", caught.value, caplog)


def test_a_server_that_is_not_there(unused_port: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(StoreUnreachable) as caught:
        open_store(f"bolt://127.0.0.1:{unused_port}", Credentials("neo4j", "hunter2hunter2"))
    assert not _told("hunter2", caught.value, caplog)


def test_a_right_password_is_in_no_log_or_repr(
    neo4j_server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with open_store(neo4j_server.address, neo4j_server.credentials) as opened:
        assert neo4j_server.password not in repr(opened) + repr(neo4j_server) + str(vars(opened))
    assert caplog.text
    assert neo4j_server.password not in caplog.text


def _told(secret: str, error: BaseException | None, log: pytest.LogCaptureFixture) -> bool:
    """Whether a secret is in an error, in what caused it, or in the log."""
    while error is not None:
        if secret in f"{error} {error!r} {vars(error)}":
            return True
        error = error.__cause__
    return secret in log.text

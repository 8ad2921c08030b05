"""The console: what may be asked, by whom, and within what limits; on both engines."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import linli
from linli.errors import CypherRefused, QueryTooSlow
from linli.services import console
from linli.services.graph import Graph
from linli.services.server import open_server
from linli.store.push import push
from tests.api.calling import as_role
from tests.api.little import DAY
from tests.servers.neo4j.server import Server
from tests.store.street import street

NAMES = "MATCH (p:Person) RETURN p.name AS name, p.id AS id ORDER BY id"


@pytest.fixture
def admin(workspace: Path) -> Iterator[TestClient]:
    with as_role(workspace, "admin") as client:
        yield client


def asked(client: TestClient, text: str, **more: Any) -> Any:
    return client.post("/console", json={"text": text, **more})


def test_a_text_is_answered(admin: TestClient) -> None:
    text = (
        "MATCH (h:Compound) WHERE h.households > $most AND h.from_min <= $as_of "
        "RETURN h.name AS name, h.households AS households, h.weak AS weak, h.moved_in_min AS moved "
        "ORDER BY name"
    )
    told = asked(admin, text, parameters={"most": 200}).json()
    assert told["columns"] == ["name", "households", "weak", "moved"] and told["personal"] == []
    assert told["rows"] == [["兰亭里", 300, None, None], ["松涛苑", 420, None, "2022-05-01"]]
    assert (told["more"], told["as_of"]) == (False, str(DAY))


def test_rows_are_limited_and_it_is_said_that_there_are_more(admin: TestClient) -> None:
    few, all_ = (asked(admin, NAMES, rows=rows).json() for rows in (2, 100))
    assert (len(few["rows"]), few["more"]) == (2, True)
    assert (len(all_["rows"]), all_["more"]) == (6, False)
    assert all_["rows"][:2] == few["rows"] and all_["personal"] == ["name"]


REFUSED = {
    "writes": "MATCH (c:Compound) SET c.name = 'x' RETURN c.name AS name",
    "reads a file": "LOAD FROM '/etc/passwd' RETURN *",
    "writes a file": "COPY (MATCH (c:Compound) RETURN c.name AS name) TO '/tmp/x.csv'",
    "calls": "CALL show_tables() RETURN *",
    "two texts": "MATCH (c:Compound) RETURN c.id AS id; MATCH (c:Compound) RETURN c.id AS id",
    "no label": "MATCH (n) RETURN n.id AS id",
    "our own table": "MATCH (m:LinliMeta) RETURN m.snapshot AS snapshot",
    "a whole person": "MATCH (p:Person) RETURN p AS person",
    "a whole path": "MATCH q = (p:Person)-[:HOLDS]->(t:Post) RETURN q AS way",
    "its nodes": "MATCH q = (p:Person)-[:HOLDS]->(t:Post) RETURN nodes(q) AS way",
    "what the engine does not take": "MATCH (p:Person) RETURN p.name - 1 AS n",
}


@pytest.mark.parametrize("title", REFUSED)
def test_a_text_that_may_not_be_asked_is_told_why_in_both_languages(admin: TestClient, title: str) -> None:
    said = set()
    for lang in ("zh", "en"):
        got = admin.post("/console", json={"text": REFUSED[title]}, headers={"Accept-Language": lang})
        assert (got.status_code, got.json()["code"]) == (422, "LN-R31"), got.text
        assert not [name for name in ("张三", "passwd:") if name in got.text]
        said.add(got.json()["detail"])
    assert len(said) == 2


@pytest.mark.parametrize(
    ("parameters", "code"), [({}, "LN-R02"), ({"most": 1, "x": 2}, "LN-R03"), ({"as_of": "x"}, "LN-R03")]
)
def test_parameters_are_all_given_and_no_others(
    admin: TestClient, parameters: dict[str, Any], code: str
) -> None:
    text = "MATCH (c:Compound) WHERE c.households > $most AND c.from_min <= $as_of RETURN c.id AS id"
    given = {"most": 1, **parameters} if "as_of" in parameters else parameters
    got = asked(admin, text, parameters=given)
    assert (got.status_code, got.json()["code"]) == (422, code)


def test_a_value_is_never_read_as_cypher(admin: TestClient) -> None:
    text = "MATCH (c:Compound) WHERE c.name = $name RETURN c.id AS id"
    for value in ("' OR true //", "松涛苑' RETURN 1 //", "$areas"):
        assert asked(admin, text, parameters={"name": value}).json()["rows"] == []


@pytest.mark.parametrize("role", ["presenter", "planner", "auditor"])
def test_only_admins_may_ask(workspace: Path, role: Any) -> None:
    with as_role(workspace, role) as client:
        assert asked(client, NAMES).status_code == 403


def test_not_an_admin_of_some_areas_either(workspace: Path) -> None:
    with as_role(workspace, "admin", ["990101001001"]) as client:
        assert asked(client, NAMES).json()["code"] == "LN-U03"


ENDLESS = (
    "UNWIND $l AS a UNWIND $l AS b UNWIND $l AS c UNWIND $l AS d WITH a, b, c, d "
    "WHERE a <> b AND b <> c AND c <> d AND d <> a RETURN count(*) AS n"
)


def test_a_text_that_goes_on_and_on_is_ended(workspace: Path) -> None:
    begun = time.monotonic()
    with linli.open(workspace) as graph, pytest.raises(QueryTooSlow):
        console.ask(graph, ENDLESS, {"l": [str(n) for n in range(400)]}, DAY, seconds=1)
    assert time.monotonic() - begun < 15


@pytest.fixture
def there(neo4j_server: Server) -> Iterator[Graph]:
    push(
        neo4j_server.address,
        neo4j_server.credentials,
        workspace="test-street",
        snapshot="s1",
        day=DAY,
        facts=street(),
        previous=lambda _: None,
        names="full",
        progress=lambda *_: None,
    )
    environment = {"LINLI_NEO4J_USER": neo4j_server.user, "LINLI_NEO4J_PASSWORD": neo4j_server.password}
    with open_server(neo4j_server.address, environment) as graph:
        yield graph


def test_a_server_answers_within_the_same_limits(there: Graph) -> None:
    found = console.ask(there, NAMES, {}, DAY, rows=1)
    assert (found.columns, found.personal, found.more) == (("name", "id"), {"name"}, True)
    assert found.rows == (("张三", "p1"),)
    dated = "MATCH (a:Area) RETURN DISTINCT a.from_min AS low, $as_of AS day"
    assert console.ask(there, dated, {}, DAY).rows == (("0001-01-01", str(DAY)),)
    for text in ("MATCH (p:Person) RETURN p AS p", "MATCH (p:Person) RETURN abs(p.name) AS n"):
        with pytest.raises(CypherRefused):
            console.ask(there, text, {}, DAY)
    with pytest.raises(QueryTooSlow):
        console.ask(there, ENDLESS, {"l": [str(n) for n in range(400)]}, DAY, seconds=1)

"""A workspace pushed to a real Neo4j answers there as it answers embedded."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import linli
from linli.errors import StoreEmpty, StoreForeign, StoreRefused, StoreUnreachable
from linli.queries import catalogue
from linli.services.complete import complete
from linli.services.graph import Graph
from linli.services.server import push
from tests.servers.neo4j.server import Server
from tests.street import DAY, NOW, built, hand_in, workspace

ASKED: dict[str, dict[str, str | list[str]]] = {
    "buildings/named": {"compound": "", "name": "栋"},
    "areas/above": {"of": ["990101001001"]},
    "chains/around_building": {"place": "松涛苑/1栋"},
    "chains/around_compound": {"place": "松涛苑"},
    "chains/downward": {"body": "示例区委"},
    "chains/from_building": {"place": "松涛苑/1栋"},
    "chains/from_compound": {"place": "松涛苑"},
    "chains/ladder": {"body": "松涛苑小区党支部"},
    "chains/leaders": {"body": "松涛苑小区党支部"},
    "chains/leaders_below": {"body": "示例区委"},
    "chains/links_around": {"place": "松涛苑"},
    "compounds/bodies": {"compound": "松涛苑"},
    "compounds/named": {"name": ""},
    "organizations/named": {"name": "党"},
    "organizations/of_kind": {"kind": "业委会"},
    "people/across": {"a": "compound_branch", "b": "owners_committee"},
    "people/posts": {"name": "张三"},
    "terms/ending": {"begin": "2020-01-01", "finish": "2030-01-01"},
}
"""Parameters of the queries that take some."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = workspace(tmp_path_factory.mktemp("server"))
    identity = json.loads((made / "workspace.json").read_text())
    (made / "workspace.json").write_text(json.dumps({**identity, "id": "test-" + identity["id"]}))
    complete(made, ["organizations", "coverage", "posts"], "990101001", DAY, "某人", NOW)
    built(made)
    return made


def environment(server: Server) -> dict[str, str]:
    return {"LINLI_NEO4J_USER": server.user, "LINLI_NEO4J_PASSWORD": server.password}


def pushed(root: Path, server: Server) -> Graph:
    push(root, server.address, environment(server), "full", lambda *_: None)
    return linli.open(server.address, environment=environment(server))


def test_every_question_has_the_same_answer_on_both_engines(root: Path, neo4j_server: Server) -> None:
    with linli.open(root) as here, pushed(root, neo4j_server) as there:
        assert (here.day, here.tops, here.snapshot) == (there.day, there.tops, there.snapshot)
        somebody = str(here.ask("people/posts", name="张三").rows()[0]["person"])
        for name in catalogue.load():
            for as_of in (DAY, dt.date(2021, 6, 15), dt.date(2030, 1, 1)):
                asked = {"person": somebody} if name == "people/held" else ASKED.get(name, {})
                one = here.ask(name, as_of=as_of, **asked)
                other = there.ask(name, as_of=as_of, **asked)
                assert one.table.equals(other.table), (name, as_of)


def test_an_area_as_networkx_is_the_same_from_both_engines(root: Path, neo4j_server: Server) -> None:
    with linli.open(root) as here, pushed(root, neo4j_server) as there:
        one, other = here.networkx(area="松涛社区"), there.networkx(area="松涛社区")
        assert dict(one.nodes(data=True)) == dict(other.nodes(data=True))
        edges = [
            sorted((a, b, key, sorted(d.items())) for a, b, key, d in g.edges(keys=True, data=True))
            for g in (one, other)
        ]
        assert edges[0] == edges[1]


def test_a_new_snapshot_is_seen_by_a_graph_that_is_open(
    root: Path, neo4j_server: Server, tmp_path: Path
) -> None:
    with pushed(root, neo4j_server) as graph:
        assert len(graph.ask("compounds/coverage")) == 3
        more = "社区代码,小区名称\n990101001002,新苑\n"
        hand_in(root, tmp_path, {"compounds": more})
        built(root)
        push(root, neo4j_server.address, environment(neo4j_server), "full", lambda *_: None)
        assert len(graph.ask("compounds/coverage")) == 4


def test_commands_push_and_ask_and_never_show_the_password(root: Path, neo4j_server: Server) -> None:
    def run(*arguments: str | Path, **changed: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "linli.cli.main", *map(str, arguments)]
        env = {**os.environ, **environment(neo4j_server), **changed}
        return subprocess.run(command, capture_output=True, text=True, check=False, env=env)

    done = run("push", neo4j_server.address, "-w", root, "--names", "masked")
    assert re.search(r"写入 \d+ 个", done.stdout), done.stderr
    asked = run("ask", "people/posts", "--param", "name=张三", "--store", neo4j_server.address)
    assert "没有查到" in asked.stdout, "names are masked there, so nobody is found by name"
    asked = run("--store", neo4j_server.address, "ask", "chains/from_building", "--param", "place=松涛苑/1栋")
    assert "张*" in asked.stdout
    wrong = run("push", neo4j_server.address, "-w", root, LINLI_NEO4J_PASSWORD="secret-and-wrong")
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("LN-S02")
    assert "secret-and-wrong" not in wrong.stderr + wrong.stdout
    inside = run("push", "neo4j://me:secret-inside@localhost", "-w", root)
    assert inside.stderr.startswith("LN-S06")
    assert "secret-inside" not in inside.stderr + inside.stdout


def test_an_empty_database_and_another_workspaces(root: Path, neo4j_server: Server, tmp_path: Path) -> None:
    with pytest.raises(StoreEmpty):
        linli.open(neo4j_server.address, environment=environment(neo4j_server))
    with pushed(root, neo4j_server):
        pass
    other = workspace(tmp_path)
    built(other)
    with pytest.raises(StoreForeign):
        push(other, neo4j_server.address, environment(neo4j_server), "full", lambda *_: None)


def test_a_stopped_server_and_no_password(root: Path, unused_port: int) -> None:
    address = f"bolt://127.0.0.1:{unused_port}"
    with pytest.raises(StoreUnreachable):
        linli.open(address, environment={"LINLI_NEO4J_PASSWORD": "x"})
    with pytest.raises(StoreUnreachable):
        push(root, address, {"LINLI_NEO4J_PASSWORD": "x"}, "full", lambda *_: None)
    # Credentials would not help.
    with pytest.raises(StoreUnreachable):
        linli.open(address, environment={})
    with pytest.raises(StoreUnreachable):
        push(root, address, {}, "full", lambda *_: None)


def test_a_server_that_is_there_and_no_password(root: Path, neo4j_server: Server) -> None:
    with pytest.raises(StoreRefused):
        linli.open(neo4j_server.address, environment={})

"""The three questions that the README gives as Cypher for Neo4j Browser, asked there."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from linli.services.add import Handed, add
from linli.services.server import push
from linli.workspace.layout import create
from tests.servers.neo4j.server import Server
from tests.street import NOW, built

ROOT = Path(__file__).parents[2]


def test_the_readmes_cypher_answers_on_a_pushed_demo(neo4j_server: Server, tmp_path: Path) -> None:
    layout = create(tmp_path / "demo")
    layout.identity_file.write_text(json.dumps({"version": 1, "id": "test-demo"}))
    ledgers = ROOT / "seeds" / "demo" / "ledgers"
    add(layout.root, sorted(ledgers.iterdir()), Handed(), NOW)
    assert built(layout.root).manifest.day == dt.date(2025, 6, 30)
    environment = {"LINLI_NEO4J_USER": neo4j_server.user, "LINLI_NEO4J_PASSWORD": neo4j_server.password}
    push(layout.root, neo4j_server.address, environment, "full", lambda *_: None)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    asked = readme.split("```cypher\n", 1)[1].split("```", 1)[0].split(";")
    with neo4j_server.driver() as driver:
        pairs, gaps, chain = [driver.execute_query(text).records for text in asked if text.strip()]
    assert len(pairs) == 14
    assert [record["c.name"] for record in gaps] == ["示例·竹影公寓"]
    assert [record["step"] for record in chain] == [0, 1, 2, 3, 4]
    assert chain[-1]["o.name"] == "示例区委"

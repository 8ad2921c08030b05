"""Cypher that a person pastes: of identifiers alone, quoted, and understood by a real server as meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.model.notation import facts
from linli.queries import paste
from tests.queries.engines import on_server, whole
from tests.servers.neo4j.server import Server

NASTY = [
    "o'; MATCH (n) DETACH DELETE n; //",
    "o\\u0027 OR true //",
    "o\\",
    "o\\\\'",
    "o\\\\u0027",
    "松涛\n苑/1栋",
    "o\\u000a RETURN 1 //",
    "o`*/ 'x'",
    "",
]


def test_links_of_a_table_are_one_part_and_nodes_alone_another() -> None:
    text = paste.text({"HOLDS.Person.Post": [("h1", "p1", "t1"), ("h2", "p1", "t2")]}, {"Compound": ["c1"]})
    assert text == (
        "MATCH p = (a:Person)-[r:HOLDS]->(b:Post)\n"
        "WHERE a.id IN ['p1']\n"
        "  AND b.id IN ['t1', 't2']\n"
        "  AND r.id IN ['h1', 'h2']\n"
        "RETURN p\n"
        "UNION\n"
        "MATCH p = (n:Compound)\n"
        "WHERE n.id IN ['c1']\n"
        "RETURN p;"
    )


def test_a_table_or_kind_of_somebody_elses_making_is_refused() -> None:
    for links, nodes in (({"X]-() DELETE (n)": [("a", "b", "c")]}, {}), ({}, {"A) DETACH DELETE (n": ["a"]})):
        with pytest.raises(KeyError):
            paste.text(links, nodes)


@given(st.text(st.sampled_from("a'\\u0027`\n")))
def test_no_backslash_stands_before_a_u_and_every_quote_is_closed(value: str) -> None:
    literal = paste.quoted(value)
    assert not re.search(r"\\u", literal)
    pieces = re.findall(r"'((?:[^'\\]|\\.)*)'", literal, re.DOTALL)
    assert " + ".join(f"'{piece}'" for piece in pieces) == literal
    assert "".join(pieces).replace("\\'", "'").replace("\\\\", "\\") == value


def test_server(neo4j_server: Server) -> None:
    given_ = facts(
        {
            "Organization": [{"id": one, "name": one or "空"} for one in NASTY],
            "Compound": [{"id": "c1"}, {"id": "c2"}],
            "SERVES": [{"from": one, "to": "c1", "id": f"s{one}"} for one in NASTY],
        }
    )
    rows: Sequence[tuple[str, str, str]] = [(f"s{one}", one, "c1") for one in NASTY]
    with on_server(neo4j_server) as server:
        server.holding(whole(given_))
        with neo4j_server.driver() as driver:
            for links in (rows, *([row] for row in rows)):
                text = paste.text({"SERVES.Organization.Compound": links}, {"Compound": ["c2"]})
                paths = [record["p"] for record in driver.execute_query(text).records]
                found = sorted(path.relationships[0]["id"] for path in paths if path.relationships)
                assert found == sorted(identity for identity, _, _ in links)
                assert [path.start_node["id"] for path in paths if not path.relationships] == ["c2"]
            (count,) = driver.execute_query("MATCH (n:Organization) RETURN count(n) AS n").records
            assert count["n"] == len(NASTY)

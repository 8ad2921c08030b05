"""A pushed graph, walked with py2neo's own objects."""

from __future__ import annotations

import builtins
import datetime as dt
from typing import Any

import pytest

from linli.interop import py2neo as interop
from linli.model import schema
from linli.store.push import push
from tests.servers.neo4j.server import Server
from tests.store.street import street


def test_every_type_and_column_and_both_ends_of_every_link() -> None:
    whole = schema.load()
    models = interop.models(whole)
    assert set(models) == set(whole.nodes)
    for label, node in whole.nodes.items():
        assert {"id", *(column.name for column in node.columns)} <= set(vars(models[label]))
    for name, link in whole.links.items():
        for end in link.ends:
            assert name.lower() in vars(models[end.source])
            assert f"{name.lower()}_from" in vars(models[end.target])


def test_no_link_hides_a_property() -> None:
    whole = schema.load()
    links = {name.lower() for name in whole.links} | {f"{name.lower()}_from" for name in whole.links}
    assert not links & {column.name for node in whole.nodes.values() for column in node.columns}


def test_without_py2neo_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name.startswith("py2neo"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ImportError, match=r"pip install 'linli\[py2neo\]'"):
        interop.models()


def test_walk_from_a_person_to_the_street(neo4j_server: Server) -> None:
    from py2neo import Graph

    whole = street()
    push(
        neo4j_server.address,
        neo4j_server.credentials,
        workspace="test-street",
        snapshot="s1",
        day=dt.date(2024, 1, 1),
        facts=whole,
        previous=lambda _: None,
        names="full",
        progress=lambda *_: None,
    )
    models = interop.models()
    graph = Graph(neo4j_server.address, auth=(neo4j_server.user, neo4j_server.password))
    try:
        person = models["Person"].match(graph, "p1").first()
        (post,) = person.holds
        (branch,) = post.post_in
        (compound,) = branch.covers
        (community,) = compound.located_in
        assert (person.name, post.kind, branch.name, community.name) == (
            "张三",
            "secretary",
            "示例小区党支部",
            "示例社区",
        )
        assert (compound.built_min, compound.built_max) == (dt.date(2010, 5, 1), dt.date(2010, 5, 31))
        assert person.party_member is True
        # One link type, ends of several types: each object is of its own class.
        assert {type(place).__name__ for place in compound.located_in_from} == {"Building"}
        assert {type(place).__name__ for place in community.located_in_from} == {"Compound"}
        assert [body.id for body in compound.covers_from] == ["o1"]
        assert models["Person"].match(graph, "p2").first().party_member_on_min is None
        assert person.holds.get(post, "owner_here") is True
    finally:
        graph.service.connector.close()

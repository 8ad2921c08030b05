"""Graphs for the tests of queries, and the two engines that answer on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import polars as pl

from linli.model import schema
from linli.store import ladybug as embedded
from linli.store.ladybug import InMemory, LadybugStore
from linli.store.neo4j import Neo4jStore, open_store
from linli.store.push import push
from linli.workspace.derive import derive
from tests.facts import Facts
from tests.servers.neo4j.server import Server

MEMORY = 1 << 28
DAY = dt.date(2024, 1, 1)
NUMBERS = count()

__all__ = ["DAY", "MEMORY", "InMemory", "OnServer", "apart", "on_server", "together", "whole", "write"]


def whole(facts: Facts) -> Facts:
    """Facts with the links that the product itself derives from them."""
    made = derive(facts).tables
    return facts | {name: frame.select(facts[name].columns) for name, frame in made.items()}


IDENTIFIERS = ("compound", "building", "organization", "person", "areas")
"""Kinds of parameters that are identifiers, which `apart` changes."""


def apart(facts: Facts, prefix: str) -> Facts:
    """The same facts under other identifiers: `prefix` stands before every id and every end."""
    return {
        name: frame.with_columns(
            (pl.lit(prefix) + pl.col(column)).alias(column)
            for column in ("id", "from", "to")
            if column in frame.columns
        )
        for name, frame in facts.items()
    }


def together(graphs: Sequence[Facts]) -> Facts:
    """Graphs side by side in one. They must not share an identifier."""
    return {table.name: pl.concat([graph[table.name] for graph in graphs]) for table in schema.load().tables}


def write(path: Path, facts: Facts) -> LadybugStore:
    """The embedded engine on a graph file, as a snapshot has it."""
    embedded.write(path, facts, schema.load(), MEMORY, lambda _: None)
    return LadybugStore(path, "test", MEMORY)


@contextmanager
def on_server(server: Server) -> Iterator[OnServer]:
    """A server that is pushed to again and again."""
    with open_store(server.address, server.credentials) as store:
        yield OnServer(server, store)


class OnServer:
    """The server with one graph after another: each push takes the last one away."""

    def __init__(self, server: Server, store: Neo4jStore) -> None:
        self.server = server
        self.store = store
        self._pushed: dict[str, Facts] = {}

    def holding(self, facts: Facts) -> Neo4jStore:
        """The store, with these facts and no others."""
        snapshot = f"graph{next(NUMBERS)}"
        push(
            self.server.address,
            self.server.credentials,
            workspace="test-queries",
            snapshot=snapshot,
            day=DAY,
            facts=facts,
            previous=self._pushed.get,
            names="full",
            progress=lambda *_: None,
        )
        self._pushed = {snapshot: facts}
        return self.store

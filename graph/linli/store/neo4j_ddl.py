"""What a Neo4j database needs before a push: made from the schema, only what the Community edition has, and
only what is missing.

Every node label and every link type has a uniqueness constraint on `id`; each is an index as well.
Properties that people look things up by (matching keys of names, area codes) have an index of their own,
and so has everything `linli` questions begin from.
"""

from __future__ import annotations

from typing import LiteralString

from linli.model.schema import Schema

META = "LinliMeta"
"""The label of the one node that says whose graph this is. It is no type of the schema."""

INDEXED = ("name_key", "code", "kind")
"""Columns of nodes that queries begin from."""

NAMES: LiteralString = "SHOW INDEXES YIELD name"
"""Names of what is there; every constraint of ours is an index of the same name. (To make one that is there
is no error, but the
server remarks on it each time.)"""

AWAIT: LiteralString = "CALL db.awaitIndexes(300)"
"""Wait until what was made can be used."""


def statements(schema: Schema) -> dict[str, LiteralString]:
    """Every constraint and index by its name. Each statement may be run again and again."""
    return {**of_nodes(schema), **of_links(schema)}


def of_links(schema: Schema) -> dict[str, LiteralString]:
    """The constraints of links, by their names. An empty database gets them once it is filled: made from all
    links at once they cost a part of what each link costs that is written where they stand already.
    """
    return {
        (name := f"linli_{link.lower()}_link_id"): (
            f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR ()-[r:{link}]-() REQUIRE r.id IS UNIQUE"
        )
        for link in schema.links
    }


def of_nodes(schema: Schema) -> dict[str, LiteralString]:
    """The constraints and indexes of nodes, by their names: links find their ends by them.

    >>> from linli.model.schema import load
    >>> of_nodes(load())["linli_person_id"]
    'CREATE CONSTRAINT linli_person_id IF NOT EXISTS FOR (n:Person) REQUIRE n.id IS UNIQUE'
    """
    found: dict[str, LiteralString] = {}
    for label in (*schema.nodes, META):
        name = f"linli_{label.lower()}_id"
        found[name] = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for label, node in schema.nodes.items():
        for column in node.columns:
            if column.name in INDEXED:
                name = f"linli_{label.lower()}_{column.name}"
                found[name] = f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{column.name})"
    return found

"""Queries that only tests ask, without the catalogue's checks, so that wrong ones can be asked as well."""

from __future__ import annotations

import datetime as dt

from linli.model.vocabulary import Label
from linli.ports import Parameter
from linli.queries.catalogue import ColumnKind, ColumnSpec, Header, Query

EVERYWHERE: dict[str, Parameter] = {"as_of": dt.date(2024, 1, 1), "areas": ["990101000000"]}


def query(text: str, **columns: ColumnKind) -> Query:
    """A query from its text and the types of its columns."""
    specs = {name: ColumnSpec(kind, name, name) for name, kind in columns.items()}
    header = Header(Label("试", "test"), "one row", Label("无", "nothing"), specs, tuple(columns))
    return Query("tests/query", header, text, ())


COMPOUNDS = query("MATCH (c:Compound) RETURN c.id AS id, c.name AS name ORDER BY id", id="text", name="name")
"""A question about the street that any snapshot of it answers."""
BUILDINGS = query("MATCH (b:Building) RETURN count(b) AS n", n="count")
PEOPLE = query(
    "MATCH (p:Person) "
    "RETURN p.id AS id, p.name AS name, p.name_key AS name_key, p.party_member AS member ORDER BY id",
    id="text",
    name="name",
    name_key="text",
    member="yes_no",
)

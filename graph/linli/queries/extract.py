"""Queries that take a whole area out of the graph, one per table, made from the schema.

They are named queries like those of the catalogue, so that both engines run them alike; only their columns
follow the schema.
"""

from __future__ import annotations

from functools import cache

from linli.model.schema import Kind, Table
from linli.model.schema import load as load_schema
from linli.model.vocabulary import Label
from linli.queries.catalogue import ColumnKind, ColumnSpec, Header, Query

KINDS: dict[Kind, ColumnKind] = {
    "text": "text",
    "int": "count",
    "float": "ratio",
    "bool": "yes_no",
    "date": "date",
}

SCOPE = "-[:WITHIN]->(top:Area)"
WAYS: dict[str, tuple[str, ...]] = {
    "Area": (f"(x){SCOPE}",),
    "Compound": (f"(x)-[:LOCATED_IN]->(:Area){SCOPE}",),
    "Building": (f"(x)-[:LOCATED_IN]->(:Compound)-[:LOCATED_IN]->(:Area){SCOPE}",),
    "Grid": (f"(x)-[:LOCATED_IN]->(:Area){SCOPE}",),
    "Venue": (
        f"(x)-[:LOCATED_IN]->(:Area){SCOPE}",
        f"(x)-[:LOCATED_IN]->(:Compound)-[:LOCATED_IN]->(:Area){SCOPE}",
    ),
    "Organization": (f"(x)-[:BASED_IN]->(:Area){SCOPE}",),
    "Post": (f"(x)-[:POST_IN]->(:Organization)-[:BASED_IN]->(:Area){SCOPE}",),
    "Person": (f"(x)-[:HOLDS]->(:Post)-[:POST_IN]->(:Organization)-[:BASED_IN]->(:Area){SCOPE}",),
    "Completeness": (f"(x)-[:STATED_FOR]->(:Area){SCOPE}",),
}
"""How each kind of node lies in an area; a link lies where it begins."""


@cache
def queries() -> dict[str, tuple[Query, ...]]:
    """Table name → the queries that together give its rows in `areas`."""
    return {
        table.name: tuple(_query(table, way, n) for n, way in enumerate(WAYS[_start(table)]))
        for table in load_schema().tables
    }


def _start(table: Table) -> str:
    return table.ends[0] if table.ends else table.name


def _query(table: Table, way: str, number: int) -> Query:
    columns = {
        f"c_{column.name}": ColumnSpec(KINDS[column.kind], column.name, column.name)
        for column in table.columns
    }
    start = _start(table)
    text = f"MATCH (x:{start}) MATCH {way} WHERE top.id IN $areas WITH DISTINCT x "
    if table.ends:
        text += f"MATCH (x)-[l:{table.type.name}]->(y:{table.ends[1]}) WITH x, l, y "
    values = ", ".join(f"{_value(table, column.name)} AS c_{column.name}" for column in table.columns)
    text += f"RETURN {values} ORDER BY c_id"
    header = Header(
        Label(table.type.label.zh, table.type.label.en),
        "one row an element",
        Label("不在这一区域", "not in the area"),
        columns,
        ("c_id",),
    )
    return Query(f"extract/{table.name}/{number}", header, text, ())


def _value(table: Table, column: str) -> str:
    if not table.ends:
        return f"x.{column}"
    return {"from": "x.id", "to": "y.id"}.get(column, f"l.{column}")

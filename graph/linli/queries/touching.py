"""Queries that take out of the graph what touches the places of an area, one or more per table, made from the
schema: the places, what is tied to them from wherever it is based, and the posts and terms of these bodies.

`extract` gives what lies in an area; a company of the county that serves a compound here does not. They are
named queries like those of the catalogue, so that both engines run them alike. No link is filtered by a date
(decision 0001); one row may come by several queries.
"""

from __future__ import annotations

from functools import cache

from linli.model.schema import Table
from linli.model.schema import load as load_schema
from linli.model.vocabulary import Label
from linli.queries.catalogue import ColumnSpec, Header, Query
from linli.queries.extract import KINDS

AREA = "MATCH (h:Area)-[:WITHIN]->(top:Area) WHERE top.id IN $areas WITH DISTINCT h"
ABOVE = f"{AREA} MATCH (h)-[:WITHIN]->(u:Area) WITH DISTINCT u"
COMPOUND = f"{AREA} MATCH (h)<-[:LOCATED_IN]-(c:Compound) WITH DISTINCT c"
BUILDING = f"{COMPOUND} MATCH (c)<-[:LOCATED_IN]-(b:Building) WITH DISTINCT b"
GRID = f"{AREA} MATCH (h)<-[:LOCATED_IN]-(g:Grid) WITH DISTINCT g"
AROUND = f"{BUILDING} MATCH (b)-[:LOCATED_IN]->(g:Grid) WITH DISTINCT g"
MEMBERS = f"{COMPOUND} MATCH (c)<-[:COVERS|ACTS_FOR]-(m:Organization) WITH DISTINCT m"
VENUE = f"{COMPOUND} MATCH (c)<-[:SERVES|LOCATED_IN]-(v:Venue) WITH DISTINCT v"
GUIDES = (
    f"{ABOVE} MATCH (u)<-[:BASED_IN]-(o:Organization)<-[:POST_IN]-(t:Post) "
    "WHERE t.kind = 'branch_guide' WITH DISTINCT o"
)
BODIES = (
    f"{COMPOUND} MATCH (c)<-[:COVERS|ACTS_FOR|SERVES]-(o:Organization) WITH DISTINCT o",
    f"{BUILDING} MATCH (b)<-[:COVERS]-(o:Organization) WITH DISTINCT o",
    *(f"{grids} MATCH (g)<-[:COVERS]-(o:Organization) WITH DISTINCT o" for grids in (GRID, AROUND)),
    f"{MEMBERS} MATCH (m)-[:MEMBER_OF]->(o:Organization) WITH DISTINCT o",
    f"{AREA} MATCH (h)<-[:BASED_IN]-(o:Organization) WITH DISTINCT o",
    GUIDES,
)
POSTS = tuple(f"{bodies} MATCH (o)<-[:POST_IN]-(t:Post) WITH DISTINCT o, t" for bodies in BODIES)
HOLDERS = tuple(f"{posts} MATCH (t)<-[:HOLDS]-(p:Person) WITH DISTINCT p" for posts in POSTS)

NODES: dict[str, tuple[tuple[str, ...], str]] = {
    "Area": ((AREA,), "h"),
    "Completeness": ((f"{ABOVE} MATCH (u)<-[:STATED_FOR]-(s:Completeness) WITH DISTINCT s",), "s"),
    "Compound": ((COMPOUND,), "c"),
    "Building": ((BUILDING,), "b"),
    "Grid": ((GRID,), "g"),
    "Organization": (BODIES, "o"),
    "Venue": ((VENUE, f"{AREA} MATCH (h)<-[:LOCATED_IN]-(v:Venue) WITH DISTINCT v"), "v"),
    "Post": (POSTS, "t"),
    "Person": (
        (
            f"{GUIDES} MATCH (o)<-[:POST_IN]-(t:Post) WHERE t.kind = 'branch_guide' WITH DISTINCT t "
            "MATCH (t)<-[:HOLDS]-(p:Person) WITH DISTINCT p",
        ),
        "p",
    ),
}
"""Table of nodes → the ways that together find its rows, and the name of the node."""

LINKS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "WITHIN.Area.Area": ((f"{AREA} MATCH (h)-[l:WITHIN]->(y:Area)",), "h", "y"),
    "STATED_FOR.Completeness.Area": (
        (f"{ABOVE} MATCH (u)<-[l:STATED_FOR]-(s:Completeness)",),
        "s",
        "u",
    ),
    "LOCATED_IN.Compound.Area": ((f"{COMPOUND} MATCH (c)-[l:LOCATED_IN]->(y:Area)",), "c", "y"),
    "LOCATED_IN.Building.Compound": ((f"{BUILDING} MATCH (b)-[l:LOCATED_IN]->(y:Compound)",), "b", "y"),
    "LOCATED_IN.Building.Grid": ((f"{BUILDING} MATCH (b)-[l:LOCATED_IN]->(y:Grid)",), "b", "y"),
    "LOCATED_IN.Grid.Area": ((f"{GRID} MATCH (g)-[l:LOCATED_IN]->(y:Area)",), "g", "y"),
    "COVERS.Organization.Compound": ((f"{COMPOUND} MATCH (c)<-[l:COVERS]-(x:Organization)",), "x", "c"),
    "ACTS_FOR.Organization.Compound": ((f"{COMPOUND} MATCH (c)<-[l:ACTS_FOR]-(x:Organization)",), "x", "c"),
    "SERVES.Organization.Compound": ((f"{COMPOUND} MATCH (c)<-[l:SERVES]-(x:Organization)",), "x", "c"),
    "COVERS.Organization.Building": ((f"{BUILDING} MATCH (b)<-[l:COVERS]-(x:Organization)",), "x", "b"),
    "COVERS.Organization.Grid": (
        tuple(f"{grids} MATCH (g)<-[l:COVERS]-(x:Organization)" for grids in (GRID, AROUND)),
        "x",
        "g",
    ),
    "BASED_IN.Organization.Area": (
        (
            f"{AREA} MATCH (h)<-[l:BASED_IN]-(o:Organization) WITH l, o, h AS y",
            f"{GUIDES} MATCH (o)-[l:BASED_IN]->(y:Area)",
        ),
        "o",
        "y",
    ),
    "MEMBER_OF.Organization.Organization": (
        (f"{MEMBERS} MATCH (m)-[l:MEMBER_OF]->(y:Organization)",),
        "m",
        "y",
    ),
    "SERVES.Venue.Compound": ((f"{VENUE} MATCH (v)-[l:SERVES]->(y:Compound)",), "v", "y"),
    "LOCATED_IN.Venue.Compound": ((f"{VENUE} MATCH (v)-[l:LOCATED_IN]->(y:Compound)",), "v", "y"),
    "LOCATED_IN.Venue.Area": ((f"{AREA} MATCH (h)<-[l:LOCATED_IN]-(v:Venue)",), "v", "h"),
    "POST_IN.Post.Organization": (
        tuple(f"{bodies} MATCH (t:Post)-[l:POST_IN]->(o)" for bodies in BODIES),
        "t",
        "o",
    ),
    "HOLDS.Person.Post": (tuple(f"{posts} MATCH (t)<-[l:HOLDS]-(p:Person)" for posts in POSTS), "p", "t"),
    "MAY_BE.Person.Person": (
        (
            *(f"{holders} MATCH (p)-[l:MAY_BE]->(q:Person) WITH l, p AS a, q AS z" for holders in HOLDERS),
            *(f"{holders} MATCH (p)<-[l:MAY_BE]-(q:Person) WITH l, q AS a, p AS z" for holders in HOLDERS),
        ),
        "a",
        "z",
    ),
}
"""Table of links → the ways that together find its rows, and the names of its two ends."""


@cache
def queries() -> dict[str, tuple[Query, ...]]:
    """Table name → the queries that together give its rows."""
    schema = load_schema()
    nodes = {
        name: tuple(_query(schema.table(name), way, number, node) for number, way in enumerate(ways))
        for name, (ways, node) in NODES.items()
    }
    links = {
        name: tuple(
            _query(schema.table(name), way, number, "l", start, end) for number, way in enumerate(ways)
        )
        for name, (ways, start, end) in LINKS.items()
    }
    return {**nodes, **links}


def _query(table: Table, way: str, number: int, name: str, start: str = "", end: str = "") -> Query:
    columns = {
        f"c_{column.name}": ColumnSpec(KINDS[column.kind], column.name, column.name)
        for column in table.columns
    }
    ends = {"from": f"{start}.id", "to": f"{end}.id"} if start else {}
    values = ", ".join(
        f"{ends.get(column.name, f'{name}.{column.name}')} AS c_{column.name}" for column in table.columns
    )
    header = Header(
        Label(table.type.label.zh, table.type.label.en),
        "one row an element",
        Label("不与这一区域的地方相关", "touches no place of the area"),
        columns,
        ("c_id",),
    )
    return Query(f"touching/{table.name}/{number}", header, f"{way} RETURN {values} ORDER BY c_id", ())

"""Taking part of a graph out, in the formats of other programs.

What goes out is what lies in some areas and may be in force on a day: every node that has its home there, the
persons who hold posts there on the day, and the links between them. Derived links stay, since they can be
derived again; so do personal columns other than names, and the matching forms of names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from linli.errors import ExportTooLarge
from linli.interop import graphml, org, popolo, tables
from linli.interop.extract import Extract, Row, Watermark
from linli.model.schema import Table
from linli.model.schema import load as load_schema
from linli.services.network.index import Index
from linli.services.network.known import Known

if TYPE_CHECKING:
    from linli.services.network.index import Flags

Format = Literal["graphml", "w3c-org", "popolo", "csv"]
MOST = 300_000
"""Nodes and links of one export: more would take minutes and a gigabyte; areas are exported one by one."""

Shown = Callable[[int, Row], str]
"""A person's number and row → the name as it may go out."""

RENDERERS: dict[Format, Callable[[Extract], str | bytes]] = {
    "graphml": graphml.render,
    "w3c-org": org.render,
    "popolo": popolo.render,
    "csv": tables.render,
}


def extract(known: Known, who: str, when: dt.datetime, names: str, shown: Shown) -> Extract:
    """What is to be taken out, with the mark of who does.

    Parameters: `known`, a graph with the areas and the day; `who` takes it out, and `when`; `names`, how they
    stand in it (full, masked); `shown`, the name of each person as it may go out.
    Raises ExportTooLarge.
    """
    mark = Watermark(who, when, known.snapshot, known.areas, known.day, names)
    index = known.index
    schema = [table for table in load_schema().tables if not table.derived]
    nodes, links = _wanted(known)
    count = int(nodes.sum() + links.sum())
    if count > MOST:
        raise ExportTooLarge(count=count, limit=MOST)
    frames = {}
    for table in schema:
        frame = _rows(index, table, links if table.ends else nodes)
        if table.name == "Person":
            frame = _named(known, frame, shown)
        frames[table.name] = frame.select(_columns(table)).sort("id")
    return Extract(tuple(schema), frames, mark)


def render(made: Extract, form: Format) -> str | bytes:
    """An extract in a format."""
    return RENDERERS[form](made)


def _wanted(known: Known) -> tuple[Flags, Flags]:
    """Which nodes and which links go out."""
    index = known.index
    source, target, types = index.ends()
    there = index.nodes.possible(known.today) & known.inside
    possible = index.links.possible(known.today)
    people = np.zeros(len(index), bool)
    people[index.of_label("Person")] = True
    here = there & ~people
    held = (types == "HOLDS") & possible & here[target]
    here[source[held]] = True
    derived = np.array([table.derived for table in index.links.tables])[index.links.table]
    return here, possible & ~derived & here[source] & here[target]


def _rows(index: Index, table: Table, wanted: Flags) -> pl.DataFrame:
    """The rows of a table that are wanted."""
    elements = index.links if table.ends else index.nodes
    place = next(n for n, one in enumerate(elements.tables) if one.name == table.name)
    chosen: pl.DataFrame = elements.frames[place][elements.row[wanted & (elements.table == place)]]
    return chosen


def _columns(table: Table) -> list[str]:
    return [
        column.name
        for column in table.columns
        if (not column.personal or (table.name, column.name) == ("Person", "name"))
        and not column.name.endswith("_key")
    ]


def _named(known: Known, frame: pl.DataFrame, shown: Shown) -> pl.DataFrame:
    """Persons with their names as these may go out."""
    numbers = [known.index.number(identity) for identity in frame["id"]]
    rows = frame.iter_rows(named=True)
    names = [shown(number, row) for number, row in zip(numbers, rows, strict=True) if number is not None]
    return frame.with_columns(pl.Series("name", names, pl.String))

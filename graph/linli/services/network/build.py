"""Making the index of a snapshot from its tables, whichever engine has them.

Cost: one pass over every table and two sorts of the links; 1.2 million nodes and links (20,000 compounds)
took some seconds from files. A graph server hands the tables out link by link, which takes minutes at that
size.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from linli.model.interval import ALWAYS, COLUMNS
from linli.model.schema import Table
from linli.model.schema import load as load_schema
from linli.services.network.index import NOWHERE, Elements, Index, Side

if TYPE_CHECKING:
    from linli.services.network.index import Ints

Read = Callable[..., pl.DataFrame]
UP = (
    ("LOCATED_IN.Compound.Area", "BASED_IN.Organization.Area", "LOCATED_IN.Grid.Area"),
    ("LOCATED_IN.Venue.Area", "STATED_FOR.Completeness.Area"),
    ("LOCATED_IN.Building.Compound", "LOCATED_IN.Venue.Compound", "POST_IN.Post.Organization"),
)
"""Links by which a node has its home area, in the order in which they are followed: first those that lead to
an area, then those that lead to what has one by then.
"""


def build(read: Read, but: Collection[str] = ()) -> Index:
    """The index of a graph.

    Parameters: `read`, a table's rows with some columns; `but`, tables of links that are left out.
    Raises a StoreError where a server does not answer.
    """
    tables = [table for table in load_schema().tables if table.name not in but]
    kinds, types = [t for t in tables if not t.ends], [t for t in tables if t.ends]
    frames = {table.name: read(table.name, *(column.name for column in table.columns)) for table in tables}
    nodes = _stacked([frames[table.name] for table in kinds], ("id",)).sort("id")
    numbers = nodes.select("id").with_row_index("number")
    ends = _stacked([frames[table.name] for table in types], ("from", "to"))
    for end in ("from", "to"):
        numbered = numbers.rename({"id": end, "number": f"{end}_number"})
        ends = ends.join(numbered, on=end, how="inner", maintain_order="left")
    links = _elements(types, [frames[table.name] for table in types], ends)
    source, target = (ends[f"{end}_number"].to_numpy().astype(np.int32) for end in ("from", "to"))
    return Index(
        nodes["id"],
        _elements(kinds, [frames[table.name] for table in kinds], nodes),
        links,
        _side(source, target, links.table, nodes.height),
        _side(target, source, links.table, nodes.height),
        _homes(kinds, types, nodes, links.table, source, target),
    )


def _stacked(frames: Sequence[pl.DataFrame], keys: Sequence[str]) -> pl.DataFrame:
    """All rows of some tables below one another: their keys, table, row and interval.

    Column by column: a step of a frame for each of many small tables would cost more than their rows.
    """
    heights = np.array([frame.height for frame in frames])
    columns = {name: _column(frames, name, pl.String) for name in keys}
    columns["table"] = pl.Series(np.repeat(np.arange(len(frames), dtype=np.int32), heights))
    first = np.repeat(np.cumsum(heights) - heights, heights)
    columns["row"] = pl.Series((np.arange(heights.sum()) - first).astype(np.int32))
    for name, always in zip(COLUMNS, ALWAYS, strict=True):
        columns[name] = _column(frames, name, pl.Date, always)
    return pl.DataFrame(columns)


def _column(
    frames: Sequence[pl.DataFrame], name: str, kind: type[pl.DataType], missing: dt.date | None = None
) -> pl.Series:
    """A column of some tables below one another; of those that lack it, one value for every row."""
    parts = [
        frame.get_column(name)
        if name in frame.columns
        else pl.Series(name, [missing], dtype=kind).new_from_index(0, frame.height)
        for frame in frames
        if frame.height
    ]
    return pl.concat(parts) if parts else pl.Series(name, [], dtype=kind)


def _elements(tables: Sequence[Table], frames: Sequence[pl.DataFrame], stacked: pl.DataFrame) -> Elements:
    low, begun, ends, high = (stacked[name].to_physical().to_numpy() for name in COLUMNS)
    return Elements(
        tuple(tables),
        tuple(frames),
        stacked["table"].to_numpy(),
        stacked["row"].to_numpy(),
        (low, begun, ends, high),
    )


def _side(near: Ints, far: Ints, table: Ints, size: int) -> Side:
    """Links sorted by one end, then by their table and the other end."""
    order = np.lexsort((far, table, near)).astype(np.int32)
    first = np.searchsorted(near[order], np.arange(size + 1)).astype(np.int32)
    return Side(first, far[order], order)


def _homes(
    kinds: Sequence[Table],
    types: Sequence[Table],
    nodes: pl.DataFrame,
    table: Ints,
    source: Ints,
    target: Ints,
) -> Ints:
    """The home area of each node, by number; none for persons, who have one in each of their posts."""
    home = np.full(nodes.height, NOWHERE, np.int32)
    area = next(number for number, kind in enumerate(kinds) if kind.name == "Area")
    areas = np.flatnonzero(nodes["table"].to_numpy() == area)
    home[areas] = areas
    place = {kind.name: number for number, kind in enumerate(types)}
    for names in UP:
        for name in names:
            some = np.flatnonzero(table == place[name])
            bare = some[home[source[some]] == NOWHERE]
            home[source[bare]] = home[target[bare]]
    return home

"""What both engines give back, as one Arrow table: typed as the query's header says, so that answers are
equal to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from linli.errors import QueryFailed

if TYPE_CHECKING:
    import pyarrow as pa

    from linli.queries.catalogue import Query

_ROW = "row of the answer"

FEW = 1_000
"""Rows up to which plain Python puts an answer in order sooner than polars begins to."""


def schema(query: Query) -> pa.Schema:
    """The Arrow schema of a query's answer: every column there, in order, also when no row is."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "name": pa.string(),
        "person_name": pa.string(),
        "term": pa.string(),
        "count": pa.int64(),
        "ratio": pa.float64(),
        "yes_no": pa.bool_(),
        "date": pa.date32(),
    }
    return pa.schema([pa.field(name, types[kind]) for name, kind in query.columns.items()])


def from_values(query: Query, values: Sequence[Sequence[object]]) -> pa.Table:
    """An answer from rows of plain Python values (dates as `datetime.date`), in the order of the query's
    columns.

    Raises QueryFailed where a value is not of its column's type.
    """
    import pyarrow as pa

    wanted = schema(query)
    columns: Sequence[Sequence[object]] = list(zip(*values, strict=True)) if values else [()] * len(wanted)
    try:
        arrays = [pa.array(column, type=field.type) for column, field in zip(columns, wanted, strict=True)]
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, ValueError) as error:
        raise QueryFailed(query=query.name, problem=f"an answer is not of its type: {error}") from error
    return arranged(query, pa.Table.from_arrays(arrays, schema=wanted))


def arranged(query: Query, table: pa.Table, *, ordered: bool = False) -> pa.Table:
    """Rows of a query whose header gives an order in that order, the first of those with one key; others as
    they are.

    Parameters: `query`; `table`; `ordered`, where the engine has put its rows in order already.
    """
    if not query.header.order or table.num_rows < 2:
        return table
    if table.num_rows <= FEW:
        return _few(query, table, ordered)
    return _many(query, table, ordered)


def _few(query: Query, table: pa.Table, ordered: bool) -> pa.Table:
    import pyarrow as pa

    columns = {name: table[name].to_pylist() for name in {*query.header.order, *query.header.key}}
    places = list(range(table.num_rows))
    if not ordered:
        by = [columns[name] for name in query.header.order]
        # By code points, which is by bytes of UTF-8; nothing last, as Cypher has it.
        places.sort(key=lambda place: [(one[place] is None, one[place]) for one in by])
    keys = list(zip(*(columns[name] for name in query.header.key), strict=True))
    first: dict[tuple[object, ...], int] = {}
    for place in places:
        first.setdefault(keys[place], place)
    kept = list(first.values())
    return table if kept == list(range(table.num_rows)) else table.take(pa.array(kept))


def _many(query: Query, table: pa.Table, ordered: bool) -> pa.Table:
    import polars as pl

    frame = pl.from_arrow(table.select(list(dict.fromkeys([*query.header.order, *query.header.key]))))
    assert isinstance(frame, pl.DataFrame)
    frame = frame.with_row_index(_ROW)
    if not ordered:
        # By bytes of UTF-8, which is by code points, as Cypher sorts; nothing last, as Cypher has it.
        frame = frame.sort(query.header.order, nulls_last=True, maintain_order=True)
    if frame.select(pl.struct(query.header.key).n_unique()).item() != frame.height:
        frame = frame.unique(query.header.key, keep="first", maintain_order=True)
    elif ordered:
        return table
    return table.take(frame[_ROW].to_arrow())


def check_names(query: Query, got: Sequence[str]) -> None:
    """Hold the names that an engine gave its columns against the header's. Raises QueryFailed."""
    if list(got) != list(query.columns):
        raise QueryFailed(
            query=query.name,
            problem=f"the engine returned {list(got)}, the header says {list(query.columns)}",
        )


def from_arrow(query: Query, table: pa.Table, *, ordered: bool = False) -> pa.Table:
    """An answer from an engine's own Arrow table, cast to the query's columns.

    Parameters: `query`; `table`; `ordered`, where the engine has put its rows in order already.
    Raises QueryFailed where a column does not cast without loss.
    """
    import pyarrow as pa

    try:
        wanted = schema(query)
        typed = table if table.schema.equals(wanted) else table.cast(wanted)
        return arranged(query, typed, ordered=ordered).combine_chunks()
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, ValueError) as error:
        raise QueryFailed(query=query.name, problem=f"an answer is not of its type: {error}") from error

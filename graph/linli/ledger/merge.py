"""Merging: what several rows state of one thing becomes one fact, by a stated order; where they disagree,
that is listed.

The order, first wins: the newest ledger; then the one whose own subject it is (a compound's row in the ledger
of compounds over a mention elsewhere is not needed, since mentions state no properties); then the order in
which tables were received; then the row. A blank cell never wins over a filled one. An explicit date wins
over one that was only inferred from a ledger's own date, because the narrower bounds are kept: the latest
`from_min`, the earliest `from_max`, and so on, as long as they still meet.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass

import polars as pl

from linli.ledger.records import empty
from linli.model.interval import COLUMNS as INTERVAL
from linli.model.schema import Schema, Table

CONFLICT_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "table": pl.String,
    "fact": pl.String,
    "property": pl.String,
    "values": pl.List(pl.String),
}
PROVENANCE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "fact": pl.String,
    "source": pl.UInt32,
    "row": pl.UInt32,
    "step": pl.UInt8,
}


@dataclass(frozen=True)
class Merged:
    """Facts, where each comes from, and where ledgers disagree.

    facts       table name → rows sorted by id, columns as the schema says
    provenance  fact, source (index of the table), row, step; the cell of a property follows from step and the
                table's headings
    conflicts   table, fact, property, values (first the one that stands)
    """

    facts: MutableMapping[str, pl.DataFrame]
    provenance: pl.DataFrame
    conflicts: pl.DataFrame


def merge(
    stated: Mapping[str, pl.DataFrame],
    schema: Schema,
    facts: MutableMapping[str, pl.DataFrame] | None = None,
) -> Merged:
    """One row a fact. See the module's text for the order that decides.

    Parameters: `stated`, table name → rows as stated, each table asked for once; `schema`; `facts`, where the
    merged tables are put.
    """
    kept: MutableMapping[str, pl.DataFrame] = {} if facts is None else facts
    nothing = empty(schema)
    provenance: list[pl.DataFrame] = [pl.DataFrame(schema=PROVENANCE_SCHEMA)]
    conflicts: list[pl.DataFrame] = [pl.DataFrame(schema=CONFLICT_SCHEMA)]
    for table in schema.tables:
        if table.name not in stated:
            kept[table.name] = nothing[table.name]
            continue
        rows = stated[table.name]
        # No two tables have a fact in common, so what repeats repeats within one.
        provenance.append(_places(rows).unique(maintain_order=True))
        kept[table.name], disagreed = _merge_table(table, rows)
        conflicts.append(disagreed)
    return Merged(kept, pl.concat(provenance), pl.concat(conflicts))


def _places(rows: pl.DataFrame) -> pl.DataFrame:
    """Where each row of a table stands."""
    return rows.select(
        pl.col("id").alias("fact"),
        pl.col("_source").alias("source"),
        "row",
        pl.col("_step").alias("step"),
    )


def _merge_table(table: Table, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    names = [column.name for column in table.columns]
    repeated = rows["id"].is_duplicated()
    single = rows.filter(~repeated).select(names)
    if not repeated.any():
        return single.sort("id"), pl.DataFrame(schema=CONFLICT_SCHEMA)
    ordered = rows.filter(repeated).sort(["_day", "_source", "row"], descending=[True, False, False])
    values = [name for name in names if name != "id" and name not in INTERVAL]
    dated = [name for name in names if name in INTERVAL]
    chosen = ordered.group_by("id", maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in values),
        *_narrowest(dated),
    )
    return pl.concat([single, chosen.select(names)]).sort("id"), _disagreements(table, ordered, values)


def _narrowest(dated: list[str]) -> list[pl.Expr]:
    """The bounds that all statements allow, or the first statement's where they do not meet."""
    if not dated:
        return []
    low, high = pl.col("from_min").max(), pl.col("from_max").min()
    early, late = pl.col("to_min").max(), pl.col("to_max").min()
    starts, ends = low <= high, early <= late
    return [
        pl.when(starts).then(low).otherwise(pl.col("from_min").first()).alias("from_min"),
        pl.when(starts).then(high).otherwise(pl.col("from_max").first()).alias("from_max"),
        pl.when(ends).then(early).otherwise(pl.col("to_min").first()).alias("to_min"),
        pl.when(ends).then(late).otherwise(pl.col("to_max").first()).alias("to_max"),
    ]


def _disagreements(table: Table, ordered: pl.DataFrame, values: list[str]) -> pl.DataFrame:
    """Properties for which the statements of one fact hold more than one value."""
    found = []
    for name in values:
        if name.endswith("_key") or (name == "name" and table.name == "Person"):
            continue
        groups = ordered.group_by("id", maintain_order=True).agg(
            pl.col(name).cast(pl.String).drop_nulls().unique(maintain_order=True)
        )
        groups = groups.filter(pl.col(name).list.len() > 1)
        found.append(
            groups.select(
                pl.lit(table.name).alias("table"),
                pl.col("id").alias("fact"),
                pl.lit(name).alias("property"),
                pl.col(name).alias("values"),
            )
        )
    return pl.concat(found) if found else pl.DataFrame(schema=CONFLICT_SCHEMA)

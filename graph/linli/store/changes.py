"""What differs between two sets of facts, as a push needs it: pure, over polars frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from linli.errors import BuildMismatch
from linli.model.schema import Schema, Table
from linli.store.neo4j_meta import Names

Facts = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Change:
    """The changes of one table: rows to write, sorted by id, and ids to remove first (a link whose ends
    moved is in both).
    """

    table: Table
    written: pl.DataFrame
    removed: pl.Series

    def __len__(self) -> int:
        return len(self.written) + len(self.removed)


def empty(table: Table) -> pl.DataFrame:
    """A fact frame of a table without rows."""
    kinds = {"text": pl.String, "int": pl.Int64, "float": pl.Float64, "bool": pl.Boolean, "date": pl.Date}
    return pl.DataFrame(schema={column.name: kinds[column.kind] for column in table.columns})


def presented(table: Table, frame: pl.DataFrame, names: Names) -> pl.DataFrame:
    """Facts as they may be seen: personal columns as they are, masked (张*; what is not a text, and every
    matching key, is left out), or left out altogether.

    >>> from linli.model.schema import load
    >>> person = load().table("Person")
    >>> row = pl.DataFrame({"id": ["p1"], "name": ["张三"], "name_key": ["张三"], "party_member": [True]})
    >>> presented(person, row, "masked").row(0)
    ('p1', '张*', None, None)
    """
    if names == "full":
        return frame
    hidden = []
    for column in table.columns:
        if not column.personal or column.name not in frame.columns:
            continue
        masked = names == "masked" and column.kind == "text" and not column.name.endswith("_key")
        first = pl.col(column.name).str.slice(0, 1) + "*"
        hidden.append(first if masked else pl.lit(None, frame.schema[column.name]).alias(column.name))
    return frame.with_columns(hidden)


def between(table: Table, before: pl.DataFrame | None, after: pl.DataFrame) -> Change:
    """What to do so that `before` becomes `after`; None is a table without rows.

    Parameters: both frames have the table's columns in order.
    """
    wanted = after.sort("id")
    if before is None or before.is_empty():
        return Change(table, wanted, pl.Series("id", [], pl.String))
    written = wanted.join(before, on=wanted.columns, how="anti", nulls_equal=True, maintain_order="left")
    return Change(table, written, _gone(table, before, wanted))


def replacing(table: Table, there: pl.DataFrame, after: pl.DataFrame) -> Change:
    """The same, where all that is known are the ids (and ends) that stand on the server: everything is
    written.
    """
    wanted = after.sort("id")
    return Change(table, wanted, _gone(table, there, wanted))


def _gone(table: Table, before: pl.DataFrame, after: pl.DataFrame) -> pl.Series:
    identity = ["id", "from", "to"] if table.ends else ["id"]
    return before.join(after, on=identity, how="anti").sort("id")["id"]


def check_ends(schema: Schema, facts: Facts) -> None:
    """Every link's ends are there. Raises BuildMismatch, naming the table and how many are not."""
    for table in schema.tables:
        if table.ends is None or table.name not in facts:
            continue
        for side, label in zip(("from", "to"), table.ends, strict=True):
            nodes = facts.get(label)
            links = facts[table.name]
            lost = links if nodes is None else links.join(nodes, left_on=side, right_on="id", how="anti")
            if len(lost):
                raise BuildMismatch(table=table.name, wanted=len(links), found=len(links) - len(lost))


def tops(facts: Facts) -> list[str]:
    """Identifiers of the areas that no other area holds, sorted."""
    areas, inside = facts.get("Area"), facts.get("LOCATED_IN.Area.Area")
    if areas is None:
        return []
    outer = areas if inside is None else areas.join(inside, left_on="id", right_on="from", how="anti")
    return sorted(outer["id"].to_list())

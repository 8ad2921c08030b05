"""References: how a row names what it refers to, by a key or by a body's name near a place."""

from __future__ import annotations

import polars as pl

from linli.ledger.clean import problems
from linli.model import ids
from linli.model.ledger_kind import LedgerKind, Step
from linli.model.schema import NodeType
from linli.model.schema import load as load_schema
from linli.model.types.area_code import above

INSIDE = "inside:"
"""Marks the entries of a body under the community that its compound lies in."""

BODIES = {"place": pl.String, "name_key": pl.String, "found": pl.String}
"""The index of bodies by place and name: a place is a compound, an area, or INSIDE and an area."""


def reference(part: str) -> pl.Expr:
    """Expression of a part of a key: `=constant`, `area.county`, `a|b`, or a column."""
    if part.startswith("="):
        return pl.lit(part[1:])
    if part.endswith(".county"):
        return pl.col(part.removesuffix(".county")).str.slice(0, 6)
    return pl.coalesce(part.split("|"))


def identifier(node: NodeType, key: tuple[str, ...]) -> pl.Expr:
    """Identifier of a node from a step's key; an area is its own code."""
    parts = [reference(part) for part in key]
    return parts[0] if node.name == "Area" else ids.expr(node.prefix, parts)


def find(
    kind: LedgerKind, step: Step, rows: pl.DataFrame, known: pl.DataFrame, bodies: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Look up what a step refers to.

    Parameters: `rows`; `known`, the identifiers (`id`) that there are of its type; `bodies`, see BODIES.
    Returns the rows with the step's column, those left out whose required reference is not there; and what
    was not there, as problems.
    """
    assert step.find
    if step.named:
        rows = _near(step, rows, bodies)
        asked = pl.col(f"{step.named}_key").is_not_null()
    else:
        asked = pl.all_horizontal(reference(part).is_not_null() for part in step.key) & pl.all_horizontal(
            pl.lit(True), *(pl.col(given(kind, name)).is_not_null() for name in step.when)
        )
        node = load_schema().nodes[step.find]
        rows = rows.with_columns(pl.when(asked).then(identifier(node, step.key)).alias(step.as_))
        there = known.with_columns(pl.lit("").alias("_how"))
        rows = rows.join(there, left_on=step.as_, right_on="id", how="left", maintain_order="left")
        rows = rows.with_columns(pl.when(pl.col("_how").is_not_null()).then(pl.col(step.as_)).alias(step.as_))
    absent = asked & pl.col(step.as_).is_null()
    shown = given(kind, step.named or step.cell or step.key[0])
    code = pl.when(pl.col("_how") == "ambiguous").then(pl.lit("ambiguous")).otherwise(pl.lit("not_found"))
    missing = problems(
        rows.filter(absent), step.cell or shown, pl.col(shown), code, "warning" if step.optional else "error"
    )
    rows = rows.drop("_how")
    return (rows if step.optional else rows.filter(~absent)), missing


def given(kind: LedgerKind, name: str) -> str:
    """The cleaned column that shows what a ledger column holds."""
    return name if name in kind.physical else f"{name}_min"


def _near(step: Step, rows: pl.DataFrame, bodies: pl.DataFrame) -> pl.DataFrame:
    """Find a body by its name: in the nearest place first, then in the areas above, as people mean it when
    they write it.
    """
    name = f"{step.named}_key"
    index = bodies.group_by("place", "name_key").agg(pl.col("found").unique())
    index = index.select(
        "place",
        "name_key",
        pl.when(pl.col("found").list.len() == 1).then(pl.col("found").list.first()).alias("_found"),
        pl.when(pl.col("found").list.len() == 1)
        .then(pl.lit(""))
        .otherwise(pl.lit("ambiguous"))
        .alias("_how"),
    )
    places = [place for place in step.near if place != "area"]
    levels = [pl.col(place) for place in places]
    if "area" in step.near:
        levels += [pl.col("area"), *above(pl.col("area"))]
        # Last, a body of any compound of the community: 就近挂靠 names the neighbour's branch.
        levels.append(pl.concat_str(pl.lit(INSIDE), pl.col("area")))
    result = rows.with_columns(
        pl.lit(None, dtype=pl.String).alias(step.as_), pl.lit(None, dtype=pl.String).alias("_how")
    )
    for level in levels:
        hit = result.select(level.alias("place"), pl.col(name).alias("name_key")).join(
            index, on=["place", "name_key"], how="left", maintain_order="left"
        )
        result = result.with_columns(
            pl.when(pl.col("_how").is_null()).then(hit["_found"]).otherwise(pl.col(step.as_)).alias(step.as_),
            pl.when(pl.col("_how").is_null()).then(hit["_how"]).otherwise(pl.col("_how")).alias("_how"),
        )
    return result


def entries(step: Step, rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Entries of the index for bodies that a step states.

    Parameters: `rows`, with the step's column; `name`, the column of the body's matching key.
    """
    place = reference(step.key[1])
    columns = (pl.col(name).alias("name_key"), pl.col(step.as_).alias("found"))
    inside = pl.concat_str(pl.lit(INSIDE), pl.col("area"))
    own = rows.select(place.alias("place"), *columns)
    around = rows.filter(place != pl.col("area")).select(inside.alias("place"), *columns)
    return pl.concat([own, around]).unique()

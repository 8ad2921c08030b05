"""Derived links: what rules would otherwise walk again and again, worked out once, set by set, each with its
interval.

A derived link is never a source of truth. Its interval is the intersection of its parts, so that `as_of`
stays one comparison. `tests/workspace/test_derive.py` walks the same graphs plainly and compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from linli.model import ids
from linli.model.interval import COLUMNS as INTERVAL
from linli.workspace.meeting import meeting
from linli.workspace.pairs import shares_holder
from linli.workspace.shelf import part

DEPTH = 8
"""Steps that a chain may have; the longest in the source reports has six levels."""

Facts = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Derived:
    """Derived link tables by name, and the bodies that stand in a circle of REPORTS_TO."""

    tables: dict[str, pl.DataFrame]
    circular: pl.Series


def derive(facts: Facts) -> Derived:
    """All derived links of a graph.

    Parameters: `facts`, every table of the schema.
    """
    answers, circular = answers_to(facts)
    tables = {
        "WITHIN.Area.Area": within(facts),
        "ANSWERS_TO.Organization.Organization": answers,
        "SHARES_HOLDER.Post.Post": shares_holder(facts),
    }
    return Derived({name: table.sort("id") for name, table in tables.items()}, circular)


def within(facts: Facts) -> pl.DataFrame:
    """WITHIN: every area to itself (step 0) and to every area above it."""
    up = facts["LOCATED_IN.Area.Area"].select("from", "to", *INTERVAL)
    reach = facts["Area"].select(
        pl.col("id").alias("from"),
        pl.col("id").alias("to"),
        pl.lit(0, dtype=pl.Int64).alias("step"),
        *INTERVAL,
    )
    found = [reach]
    for step in range(1, DEPTH + 1):
        reach = meeting(
            reach.join(up, left_on="to", right_on="from", suffix="_b")
            .with_columns(pl.col("to_b").alias("to"))
            .drop("to_b")
        )
        reach = reach.filter(pl.col("from") != pl.col("to")).with_columns(
            pl.lit(step, dtype=pl.Int64).alias("step")
        )
        if not reach.height:
            break
        found.append(reach)
    # Two ways up to one area are one fact: the shortest.
    rows = (
        pl.concat(found).sort("from", "to", "step").unique(["from", "to"], keep="first", maintain_order=True)
    )
    return rows.select(
        ids.expr("WITHIN", [pl.col("from"), pl.col("to")]).alias("id"), "from", "to", "step", *INTERVAL
    )


def answers_to(facts: Facts) -> tuple[pl.DataFrame, pl.Series]:
    """ANSWERS_TO: every body that has subordinates, to itself (step 0) and to every body above it; and the
    bodies in a circle.

    A circle is broken where it would close, and its bodies are returned, so that the ledger's rows can be
    named; it is never an endless walk.
    """
    # A body that is dissolved answers to nobody, and nobody answers through it.
    bodies = part(facts, "Organization", "id", *INTERVAL)
    up = part(facts, "REPORTS_TO.Organization.Organization", "from", "to", *INTERVAL)
    up = meeting(up.join(bodies.rename({"id": "to"}), on="to", suffix="_b"))
    above = up.select(pl.col("to").alias("id")).unique()
    heads = bodies.join(above, on="id", how="semi")
    start = pl.col("id")
    reach = heads.select(
        start.alias("from"), start.alias("to"), start.alias("via"), *INTERVAL, _stop(start).alias("_path")
    )
    inner = up.join(above.rename({"id": "from"}), on="from", how="semi")
    found = [reach.with_columns(pl.lit(0, dtype=pl.Int64).alias("step"))]
    circular: list[pl.Series] = []
    for step in range(1, DEPTH + 1):
        joined = reach.join(inner, left_on="to", right_on="from", suffix="_b")
        joined = meeting(
            joined.with_columns(pl.col("to").alias("via"), pl.col("to_b").alias("to")).drop("to_b")
        )
        closes = pl.col("_path").str.contains(_stop(pl.col("to")), literal=True)
        circular.append(joined.filter(pl.col("to") == pl.col("from"))["from"])
        reach = joined.filter(~closes).with_columns(
            pl.concat_str("_path", _stop(pl.col("to"))).alias("_path")
        )
        if not reach.height:
            break
        found.append(reach.with_columns(pl.lit(step, dtype=pl.Int64).alias("step")))
    rows = pl.concat(found, how="diagonal").select("from", "to", "step", "via", *INTERVAL)
    # Two ways through one last body at one time are one answer: the shortest.
    key = ["from", "to", "via", *INTERVAL]
    rows = rows.sort(*key, "step").unique(key, keep="first", maintain_order=True)
    identity = ids.expr("ANSWERS_TO", [pl.col(name) for name in key])
    return rows.select(identity.alias("id"), "from", "to", "step", "via", *INTERVAL), pl.concat(
        circular
    ).unique().sort()


def _stop(body: pl.Expr) -> pl.Expr:
    """A body as one stop of a path, so that no identifier is found inside another."""
    return pl.concat_str(pl.lit("|"), body, pl.lit("|"))

"""References: how a row names what it refers to, by a key or by a body's name near a place."""

from __future__ import annotations

from functools import cache

import polars as pl

from linli.ledger.clean import problems
from linli.model import ids
from linli.model.ledger_kind import LedgerKind, Step
from linli.model.schema import NodeType
from linli.model.schema import load as load_schema
from linli.model.types.area_code import above
from linli.model.types.name import key
from linli.model.vocabulary import load as load_vocabularies

INSIDE = "inside:"
"""Marks the entries of a body under the community that its compound lies in."""

BODIES = {"place": pl.String, "name_key": pl.String, "found": pl.String, "kind": pl.String}
"""The index of bodies by place and name, with their kinds: a place is a compound, an area, or INSIDE and an
area.
"""


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
    they write it. In a place with one body of a kind, the kind's own word (业委会) is a name of it.
    """
    places = [pl.col(place) for place in step.near if place != "area"]
    if "area" in step.near:
        places += [pl.col("area"), *above(pl.col("area"))]
        # Last, a body of any compound of the community: 就近挂靠 names the neighbour's branch.
        places.append(pl.concat_str(pl.lit(INSIDE), pl.col("area")))
    name = f"{step.named}_key"
    levels = [place.alias(f"_place_{number}") for number, place in enumerate(places)]
    asked = rows.select(pl.col(name).alias("name_key"), _kind_meant(rows[name]).alias("kind"), *levels)
    # Most are found nearby: every farther place is asked about the rest only.
    open_ = asked.with_row_index("_at").filter(pl.col("name_key").is_not_null())
    indexes = [("name_key", _index(bodies, "name_key"))]
    if open_["kind"].is_not_null().any():
        indexes.append(("kind", _index(bodies, "kind")))
    found = [pl.DataFrame(schema={"_at": open_.schema["_at"], "_found": pl.String, "_how": pl.String})]
    for level in (f"_place_{number}" for number in range(len(places))):
        for by, index in indexes:
            if not open_.height:
                break
            hit = open_.join(index, left_on=[level, by], right_on=["place", by], how="left")
            found.append(hit.filter(pl.col("_how").is_not_null()).select("_at", "_found", "_how"))
            open_ = hit.filter(pl.col("_how").is_null()).drop("_found", "_how")
    numbered = rows.with_row_index("_at")
    met = numbered.join(pl.concat(found), on="_at", how="left", maintain_order="left")
    return met.drop("_at").rename({"_found": step.as_})


def _index(bodies: pl.DataFrame, by: str) -> pl.DataFrame:
    """What is found in a place by name or kind: one body, or several, which is no answer."""
    index = bodies.group_by("place", by).agg(pl.col("found").unique())
    one = pl.col("found").list.len() == 1
    return index.select(
        "place",
        by,
        pl.when(one).then(pl.col("found").list.first()).alias("_found"),
        pl.when(one).then(pl.lit("")).otherwise(pl.lit("ambiguous")).alias("_how"),
    )


def _kind_meant(names: pl.Series) -> pl.Series:
    """The kind of body of which a name is only the kind's own word, null for all others."""
    return names.replace_strict(_kind_words(), default=None, return_dtype=pl.String).alias("_kind")


@cache
def _kind_words() -> dict[str, str]:
    words = load_vocabularies()["organization_kind"].by_word()
    return dict(zip(key(pl.Series(words.keys())), words.values(), strict=True))


def entries(step: Step, rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Entries of the index for bodies that a step states.

    Parameters: `rows`, with the step's column; `name`, the column of the body's matching key.
    """
    place = reference(step.key[1])
    names = (pl.col(name).alias("name_key"), pl.col(step.as_).alias("found"))
    kind = reference(step.key[0]).alias("kind")
    inside = pl.concat_str(pl.lit(INSIDE), pl.col("area"))
    entries_ = [rows.select(place.alias("place"), *names, kind)]
    if "estate" in rows.columns:
        # A company is a body of its county, and the one that people mean in the compound it serves.
        served = rows.filter(pl.col("estate").is_not_null())
        entries_.append(served.select(pl.col("estate").alias("place"), *names, kind))
    unknown = pl.lit(None, dtype=pl.String).alias("kind")
    around = rows.filter(place != pl.col("area")).select(inside.alias("place"), *names, unknown)
    return pl.concat([*entries_, around]).unique()

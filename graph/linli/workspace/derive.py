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
from linli.model.schema import load as load_schema
from linli.model.vocabulary import load as load_vocabularies

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


def _met(suffix: str) -> list[pl.Expr]:
    """Bounds of the time in which two facts of a joined row are both in force."""
    return [
        pl.max_horizontal("from_min", f"from_min{suffix}").alias("from_min"),
        pl.max_horizontal("from_max", f"from_max{suffix}").alias("from_max"),
        pl.min_horizontal("to_min", f"to_min{suffix}").alias("to_min"),
        pl.min_horizontal("to_max", f"to_max{suffix}").alias("to_max"),
    ]


def _meeting(frame: pl.DataFrame, suffix: str = "_b") -> pl.DataFrame:
    """Joined rows whose two facts may be in force on one day, with the interval in which they are."""
    return (
        frame.with_columns(_met(suffix))
        .filter(pl.col("from_min") < pl.col("to_max"))
        .drop([f"{name}{suffix}" for name in INTERVAL])
    )


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
        reach = _meeting(
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
    bodies = facts["Organization"].select(pl.col("id").alias("to"), *INTERVAL)
    up = facts["REPORTS_TO.Organization.Organization"].select("from", "to", *INTERVAL)
    up = _meeting(up.join(bodies, on="to", suffix="_b"))
    above = up.select(pl.col("to").alias("id")).unique()
    heads = facts["Organization"].join(above, on="id", how="semi")
    start = pl.col("id")
    reach = heads.select(
        start.alias("from"), start.alias("to"), start.alias("via"), *INTERVAL, _stop(start).alias("_path")
    )
    inner = up.join(above.rename({"id": "from"}), on="from", how="semi")
    found = [reach.with_columns(pl.lit(0, dtype=pl.Int64).alias("step"))]
    circular: list[pl.Series] = []
    for step in range(1, DEPTH + 1):
        joined = reach.join(inner, left_on="to", right_on="from", suffix="_b")
        joined = _meeting(
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


def post_places(facts: Facts) -> pl.DataFrame:
    """Where each post counts, for pairs: `post`, `body`, `kind`, `scope` (compound, firm, community),
    `place`, interval.

    A post counts in the compounds that its body covers, acts for or serves, as a whole or in a building or
    grid of it; in its body itself where that is
    a firm; and in the community that its body covers as a whole.
    """
    bodies = facts["Organization"].select(pl.col("id").alias("body"), "kind")
    posts = facts["POST_IN.Post.Organization"].select(
        pl.col("from").alias("post"), pl.col("to").alias("body"), *INTERVAL
    )
    posts = posts.join(bodies, on="body")
    compounds = [
        facts[f"{link}.Organization.Compound"].select("from", "to", *INTERVAL)
        for link in ("COVERS", "ACTS_FOR", "SERVES")
    ]
    blocks = facts["COVERS.Organization.Building"].select("from", "to", *INTERVAL)
    homes = facts["LOCATED_IN.Building.Compound"].select(
        pl.col("from").alias("to"), pl.col("to").alias("_home"), *INTERVAL
    )
    # A grid is made of buildings, so its team has to do with the compounds they stand in.
    patches = facts["COVERS.Organization.Grid"].select("from", pl.col("to").alias("_grid"), *INTERVAL)
    inner = facts["LOCATED_IN.Building.Grid"].select(
        pl.col("from").alias("to"), pl.col("to").alias("_grid"), *INTERVAL
    )
    worked = _meeting(patches.join(inner, on="_grid", suffix="_b")).select("from", "to", *INTERVAL)
    compounds.append(
        _meeting(pl.concat([blocks, worked]).join(homes, on="to", suffix="_b"))
        .select("from", pl.col("_home").alias("to"), *INTERVAL)
        .unique()
    )
    ground = pl.concat(compounds).with_columns(pl.lit("compound").alias("scope"))
    areas = (
        facts["COVERS.Organization.Area"]
        .select("from", "to", *INTERVAL)
        .with_columns(pl.lit("community").alias("scope"))
    )
    levels = facts["Area"].filter(pl.col("level") == "community").select(pl.col("id").alias("to"))
    areas = areas.join(levels, on="to", how="semi")
    # A compound's posts count in its community as well, so that a community committee meets its compounds'
    # bodies there.
    lies = facts["LOCATED_IN.Compound.Area"].select(
        pl.col("from").alias("to"), pl.col("to").alias("_area"), *INTERVAL
    )
    raised = _meeting(ground.join(lies, on="to", suffix="_b")).select(
        "from", pl.col("_area").alias("to"), *INTERVAL, pl.lit("community").alias("scope")
    )
    places = pl.concat([ground, areas, raised]).unique()
    placed = _meeting(
        posts.join(places, left_on="body", right_on="from", suffix="_b").rename({"to": "place"})
    )
    firms = load_vocabularies()["organization_kind"].codes("family", "property")
    inside = posts.filter(pl.col("kind").is_in(firms)).with_columns(
        pl.lit("firm").alias("scope"), pl.col("body").alias("place")
    )
    columns = ["post", "body", "kind", "scope", "place", *INTERVAL]
    return pl.concat([placed.select(columns), inside.select(columns)]).unique()


def shares_holder(facts: Facts) -> pl.DataFrame:
    """SHARES_HOLDER: pairs of posts that one person holds at one time in one compound, firm or community;
    doubtful pairs by MAY_BE.

    One direction, from the smaller identifier. A pair that shares a compound has no row for the community
    around it.
    """
    holds = facts["HOLDS.Person.Post"].select(
        pl.col("from").alias("person"), pl.col("to").alias("post"), *INTERVAL
    )
    several = holds.filter(pl.col("post").n_unique().over("person") > 1)
    doubt = facts["MAY_BE.Person.Person"].select(
        pl.col("id").alias("may_be"), pl.col("from").alias("a"), pl.col("to").alias("b")
    )
    both_ways = pl.concat([doubt, doubt.select("may_be", pl.col("b").alias("a"), pl.col("a").alias("b"))])
    people = pl.concat([several.select("person"), both_ways.select(pl.col("a").alias("person"))]).unique()
    mine = holds.join(people, on="person", how="semi")
    placed = post_places(facts)
    held = _meeting(
        mine.join(placed.join(mine.select("post").unique(), on="post", how="semi"), on="post", suffix="_b")
    )
    sure = held.join(held, on=["person", "scope", "place"], suffix="_b").with_columns(
        pl.col("person").alias("person_b"), pl.lit(None, dtype=pl.String).alias("may_be")
    )
    other = held.join(both_ways, left_on="person", right_on="a").rename({"b": "person_b"})
    perhaps = other.join(held.rename({"person": "person_b"}), on=["person_b", "scope", "place"], suffix="_b")
    columns = [
        "post",
        "post_b",
        "body",
        "body_b",
        "person",
        "person_b",
        "may_be",
        "scope",
        "place",
        *INTERVAL,
        *(f"{name}_b" for name in INTERVAL),
    ]
    pairs = pl.concat([sure.select(columns), perhaps.select(columns)]).filter(
        pl.col("post") < pl.col("post_b")
    )
    pairs = _meeting(pairs)
    wider = pl.col("scope") == "community"
    around = facts["LOCATED_IN.Compound.Area"].select(
        pl.col("from").alias("place"), pl.col("to").alias("_area")
    )
    near = pairs.filter(pl.col("scope") == "compound").join(around, on="place")
    near = near.select("post", "post_b", "person", "person_b", pl.col("_area").alias("place")).unique()
    pairs = pl.concat([pairs.filter(~wider), pairs.filter(wider).join(near, on=near.columns, how="anti")])
    pairs = pairs.rename({"post": "from", "post_b": "to", "person": "person_a", "body": "body_a"})
    key = ("from", "to", "body_a", "body_b", "scope", "place", "person_a", "person_b", *INTERVAL)
    rows = pairs.with_columns(ids.expr("SHARES_HOLDER", [pl.col(name) for name in key]).alias("id"))
    # Two doubts about the same two persons make one pair: the first by its identifier, so that every build
    # names the same.
    rows = rows.sort("id", "may_be").unique("id", keep="first", maintain_order=True)
    own = [prop.name for prop in load_schema().links["SHARES_HOLDER"].properties]
    return rows.select("id", "from", "to", *own, *INTERVAL)

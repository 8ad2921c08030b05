"""SHARES_HOLDER: pairs of posts that one person holds at one time in one place, worked out set by set."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from linli.model import ids
from linli.model.interval import COLUMNS as INTERVAL
from linli.model.schema import load as load_schema
from linli.model.vocabulary import load as load_vocabularies
from linli.workspace.meeting import meeting
from linli.workspace.shelf import part

Facts = Mapping[str, pl.DataFrame]


def grounds(facts: Facts, bodies: pl.DataFrame) -> pl.DataFrame:
    """Compounds that some bodies (`from`) have to do with: `from` (body), `to` (compound), interval, `scope`.

    Those that they cover, act for or serve, as a whole or in a building or grid of them.
    """

    def theirs(link: str) -> pl.DataFrame:
        return part(facts, link, "from", "to", *INTERVAL).join(bodies, on="from", how="semi")

    compounds = [theirs(f"{link}.Organization.Compound") for link in ("COVERS", "ACTS_FOR", "SERVES")]
    blocks = theirs("COVERS.Organization.Building")
    homes = part(facts, "LOCATED_IN.Building.Compound", "from", "to", *INTERVAL).rename(
        {"from": "to", "to": "_home"}
    )
    # A grid is made of buildings, so its team has to do with the compounds they stand in.
    patches = theirs("COVERS.Organization.Grid").rename({"to": "_grid"})
    inner = facts["LOCATED_IN.Building.Grid"].select(
        pl.col("from").alias("to"), pl.col("to").alias("_grid"), *INTERVAL
    )
    worked = meeting(patches.join(inner, on="_grid", suffix="_b")).select("from", "to", *INTERVAL)
    compounds.append(
        meeting(pl.concat([blocks, worked]).join(homes, on="to", suffix="_b"))
        .select("from", pl.col("_home").alias("to"), *INTERVAL)
        .unique()
    )
    return pl.concat(compounds).with_columns(pl.lit("compound").alias("scope"))


def post_places(facts: Facts, asked: pl.DataFrame) -> pl.DataFrame:
    """Where posts count, for pairs: `post`, `body`, `kind`, `scope` (compound, firm, community), `place`,
    interval.

    Parameters: `asked`, the posts (`post`): of all posts there are, few are held beside another.

    A post counts in the compounds that its body covers, acts for or serves, as a whole or in a building or
    grid of it; in its body itself where that is a firm; and in the community that its body covers as a whole.
    """
    bodies = part(facts, "Organization", "id", "kind").rename({"id": "body"})
    posts = part(facts, "POST_IN.Post.Organization", "from", "to", *INTERVAL).rename(
        {"from": "post", "to": "body"}
    )
    posts = posts.join(asked, on="post", how="semi").join(bodies, on="body")
    theirs = posts.select(pl.col("body").alias("from")).unique()
    ground = grounds(facts, theirs)
    areas = part(facts, "COVERS.Organization.Area", "from", "to", *INTERVAL).with_columns(
        pl.lit("community").alias("scope")
    )
    levels = facts["Area"].filter(pl.col("level") == "community").select(pl.col("id").alias("to"))
    areas = areas.join(levels, on="to", how="semi").join(theirs, on="from", how="semi")
    # A compound's posts count in its community as well, so that a community committee meets its compounds'
    # bodies there.
    lies = facts["LOCATED_IN.Compound.Area"].select(
        pl.col("from").alias("to"), pl.col("to").alias("_area"), *INTERVAL
    )
    raised = meeting(ground.join(lies, on="to", suffix="_b")).select(
        "from", pl.col("_area").alias("to"), *INTERVAL, pl.lit("community").alias("scope")
    )
    places = pl.concat([ground, areas, raised]).unique()
    placed = meeting(posts.join(places, left_on="body", right_on="from", suffix="_b").rename({"to": "place"}))
    firms = load_vocabularies()["organization_kind"].codes("family", "property")
    inside = posts.filter(pl.col("kind").is_in(firms)).with_columns(
        pl.lit("firm").alias("scope"), pl.col("body").alias("place")
    )
    columns = ["post", "body", "kind", "scope", "place", *INTERVAL]
    return pl.concat([placed.select(columns), inside.select(columns)]).unique()


def _pairs(facts: Facts) -> pl.DataFrame:
    """Every two posts of one person, or of two who may be one, in one place, with both intervals."""
    holds = part(facts, "HOLDS.Person.Post", "from", "to", *INTERVAL).rename({"from": "person", "to": "post"})
    several = holds.filter(pl.col("post").n_unique().over("person") > 1)
    doubt = facts["MAY_BE.Person.Person"].select(
        pl.col("id").alias("may_be"), pl.col("from").alias("a"), pl.col("to").alias("b")
    )
    both_ways = pl.concat([doubt, doubt.select("may_be", pl.col("b").alias("a"), pl.col("a").alias("b"))])
    people = pl.concat([several.select("person"), both_ways.select(pl.col("a").alias("person"))]).unique()
    mine = holds.join(people, on="person", how="semi")
    held = meeting(mine.join(post_places(facts, mine.select("post").unique()), on="post", suffix="_b"))
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
    return pl.concat([sure.select(columns), perhaps.select(columns)]).filter(
        pl.col("post") < pl.col("post_b")
    )


def shares_holder(facts: Facts) -> pl.DataFrame:
    """SHARES_HOLDER: pairs of posts that one person holds at one time in one compound, firm or community;
    doubtful pairs by MAY_BE.

    One direction, from the smaller identifier. A pair that shares a compound has no row for the community
    around it.
    """
    pairs = meeting(_pairs(facts))
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

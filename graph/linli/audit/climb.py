"""From a few links or nodes to facts that stand by themselves: the way up to the areas that a rule is asked
of, set by set, for many findings at once.

Every frame here has a column `n`, the number of the finding that a row belongs to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linli.model import schema

if TYPE_CHECKING:
    import polars as pl

Facts = dict[str, "pl.DataFrame"]
"""Frames of every table of the schema, as `linli.model.notation` has them."""

CHAIN = (
    "POST_IN.Post.Organization",
    "BASED_IN.Organization.Area",
    "LOCATED_IN.Building.Compound",
    "LOCATED_IN.Compound.Area",
    "LOCATED_IN.Grid.Area",
    "LOCATED_IN.Venue.Area",
    "LOCATED_IN.Venue.Compound",
    "LOCATED_IN.Area.Area",
)
"""Ways up from posts, bodies and places to the areas that a rule is asked of, in the order climbed."""

DOUBT = "MAY_BE.Person.Person"
KEY = ["n", "table", "id"]


def ends(table: str) -> tuple[str, str]:
    """The types of node that a table of links stands between."""
    found = schema.load().table(table).ends
    assert found is not None, table
    return found


def link_tables(name: str) -> list[str]:
    """The tables of a type of link."""
    return [table.name for table in schema.load().tables if table.ends and table.type.name == name]


def marks(rows: list[tuple[int, str, str]]) -> pl.DataFrame:
    """Facts of findings as a frame: `n`, `table`, `id`."""
    import polars as pl

    return pl.DataFrame(rows, schema={"n": pl.UInt32, "table": pl.String, "id": pl.String}, orient="row")


def nodes_of(links: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """The nodes at the ends of some links, as marks."""
    import polars as pl

    parts = [marks([])]
    for table in links["table"].unique().sort():
        of_table = links.filter(pl.col("table") == table).select("n", "id")
        rows = of_table.join(facts[table].select("id", "from", "to"), on="id")
        parts += [
            rows.select("n", pl.lit(label).alias("table"), pl.col(side).alias("id"))
            for side, label in zip(("from", "to"), ends(table), strict=True)
        ]
    return pl.concat(parts).unique()


def climbed(nodes: pl.DataFrame, facts: Facts) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The way up from some nodes: every node on it, those given among them, and every link.

    Parameters: `nodes`, as marks. Returns nodes and links, as marks.
    """
    import polars as pl

    links = [marks([])]
    for table in CHAIN:
        source, target = ends(table)
        reached = nodes.filter(pl.col("table") == source).select("n", "id")
        while reached.height:
            rows = reached.join(
                facts[table].select("from", "to", pl.col("id").alias("link")), left_on="id", right_on="from"
            )
            links.append(rows.select("n", pl.lit(table).alias("table"), pl.col("link").alias("id")))
            above = rows.select("n", pl.lit(target).alias("table"), pl.col("to").alias("id")).unique()
            above = above.join(nodes, on=KEY, how="anti")
            nodes = pl.concat([nodes, above])
            reached = above.select("n", "id") if source == target else above.clear()
    return nodes, pl.concat(links).unique()


def doubts(nodes: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """The doubts whether two persons of one finding are one, which decide how sure it is, as marks."""
    import polars as pl

    people = nodes.filter(pl.col("table") == "Person").select("n", "id")
    rows = people.join(
        facts[DOUBT].select("from", "to", pl.col("id").alias("link")), left_on="id", right_on="from"
    )
    rows = rows.join(people, left_on=["n", "to"], right_on=["n", "id"], how="semi")
    return rows.select("n", pl.lit(DOUBT).alias("table"), pl.col("link").alias("id")).unique()

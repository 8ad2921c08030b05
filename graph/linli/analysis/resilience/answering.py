"""The responsibility graph of a day: which bodies answer, to whom, and which places have a whole way up.

Definition. A body answers if it may exist and somebody may hold one of its leading posts. It answers upwards
if it stands at the top of the place's scheme, or reports to a body that answers upwards. A place has a whole
way up if one of the bodies that cover it, its compound or its grid answers upwards. Unlike a path, which is
one, this graph has every superior and every covering body: whoever has two ways up loses none when one of
them breaks. Links inside a circle are left out, since they do not say who is above; so it has no circles.

Source: design.md; flow graph of Lengauer and Tarjan (1979), with the top as its root.

Cost: O(bodies + links) a level, in joins (polars); circles are found on what is left after peeling away all
bodies with nobody above or nobody below (Kahn 1962), by networkx, since few bodies stand in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from linli.analysis.escalation.ground import OnDay
from linli.analysis.escalation.tables import possible
from linli.model.chain import Chain


@dataclass(frozen=True)
class Answering:
    """The responsibility graph.

    links   lower, upper: among bodies that answer upwards; the top has none
    layers  body, layer, ways: those that answer upwards, the longest way to the top, and the number of their
            links upwards (0 for the top)
    starts  place, body: the bodies that cover a place and answer upwards
    leads   body, post, its kind, person, until: who may lead a body that answers upwards, and the day by
            which that has certainly ended
    """

    links: pl.DataFrame
    layers: pl.DataFrame
    starts: pl.DataFrame
    leads: pl.DataFrame

    @cached_property
    def whole(self) -> int:
        """Number of places with a whole way up."""
        return self.starts["place"].n_unique()


def answering(today: OnDay, chain: Chain, places: pl.DataFrame) -> Answering:
    """The graph of some places on a day, by a chain."""
    kinds, ranks = list(chain.ranks), list(chain.ranks.values())
    rank = pl.col("kind").replace_strict(kinds, ranks, default=-1, return_dtype=pl.Int64)
    bodies = (
        today.bodies.filter("alive")
        .join(today.held.select(pl.col("body").alias("id")).unique(), on="id", how="semi")
        .select(pl.col("id").alias("body"), rank.alias("rank"))
    )
    top = bodies.filter(pl.col("rank") == 0).select("body")
    links = (
        today.tables.ups.filter(possible(today.day)).select("lower", "upper").unique()
        .join(bodies.select(pl.col("body").alias("lower")), on="lower", how="semi")
        .join(bodies.select(pl.col("body").alias("upper")), on="upper", how="semi")
        .join(top.rename({"body": "lower"}), on="lower", how="anti")
    )  # fmt: skip
    links = uncircled(links)
    layers, links = _layers(top, links)
    covers = (
        today.tables.covers.filter(possible(today.day)).select("place", "body").unique()
        .join(layers.select("body"), on="body", how="semi")
    )  # fmt: skip
    leads = (
        today.held.group_by("body", "post", "kind", "person").agg(pl.col("to_max").max().alias("until"))
        .join(layers.select("body"), on="body", how="semi")
    )  # fmt: skip
    return Answering(links, layers, _starts(today, covers, places), leads)


def _starts(today: OnDay, covers: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    here = places.select(pl.col("id").alias("place"))
    around = pl.concat(
        [
            places.select(pl.col("id").alias("place"), pl.col("compound").alias("around")),
            today.tables.grids.join(here, on="place", how="semi").select(
                "place", pl.col("grid").alias("around")
            ),
        ]
    )
    return pl.concat(
        [
            covers.join(here, on="place", how="semi"),
            around.join(covers.rename({"place": "around"}), on="around").select("place", "body"),
        ]
    ).unique()


def _layers(top: pl.DataFrame, links: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Bodies that answer upwards with their layers, and the links among them."""
    up, last = top, top
    while last.height:
        last = (
            links.join(last.rename({"body": "upper"}), on="upper", how="semi")
            .select(pl.col("lower").alias("body")).unique().join(up, on="body", how="anti")
        )  # fmt: skip
        up = pl.concat([up, last])
    among = links.join(up.rename({"body": "upper"}), on="upper", how="semi")
    layer = pl.lit(0, dtype=pl.Int64).alias("layer")
    told, waiting, number = [top.with_columns(layer)], among, 0
    last = top
    # A body follows when all above it have: what is left waiting reports to somebody who waits.
    while last.height:
        number += 1
        before = waiting.select("lower").unique()
        waiting = waiting.join(last.rename({"body": "upper"}), on="upper", how="anti")
        last = before.join(waiting, on="lower", how="anti").rename({"lower": "body"})
        told.append(last.with_columns(pl.lit(number, dtype=pl.Int64).alias("layer")))
    ways = among.group_by(pl.col("lower").alias("body")).agg(pl.len().cast(pl.Int64).alias("ways"))
    layers = pl.concat(told).join(ways, on="body", how="left").with_columns(pl.col("ways").fill_null(0))
    return layers, among


def uncircled(links: pl.DataFrame) -> pl.DataFrame:
    """Links without those whose two ends stand in one circle.

    >>> made = pl.DataFrame({"lower": ["a", "b", "c", "c"], "upper": ["b", "c", "b", "d"]})
    >>> sorted(uncircled(made).rows())
    [('a', 'b'), ('c', 'd')]
    """
    left, before = links, -1
    while left.height != before:
        before = left.height
        left = left.join(left.select(pl.col("upper").alias("lower")), on="lower", how="semi")
        left = left.join(left.select(pl.col("lower").alias("upper")), on="upper", how="semi")
    if not left.height:
        return links
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph(left.select("lower", "upper").rows())
    number = {body: n for n, part in enumerate(nx.strongly_connected_components(graph)) for body in part}
    rings = pl.DataFrame(
        {"body": list(number), "ring": list(number.values())}, schema={"body": pl.String, "ring": pl.Int64}
    )
    told = links.join(rings.rename({"body": "lower", "ring": "a"}), on="lower", how="left").join(
        rings.rename({"body": "upper", "ring": "b"}), on="upper", how="left"
    )
    return told.filter((pl.col("a") != pl.col("b")) | pl.col("a").is_null() | pl.col("b").is_null()).select(
        "lower", "upper"
    )

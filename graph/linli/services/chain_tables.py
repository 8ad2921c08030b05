"""The tables that analyses of a whole province are made of, from either engine: the fact tables of a
snapshot, column by column, or the same rows asked of a server.

Reading 134,686 buildings with their bodies, links and posts from the files took 0.4 s (20,000 compounds).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from linli.analysis.escalation.tables import Tables
from linli.model.interval import COLUMNS as INTERVAL
from linli.model.vocabulary import load as vocabularies

if TYPE_CHECKING:
    from linli.ports import Store
    from linli.services.graph import Graph

Read = Callable[..., pl.DataFrame]
"""Reads the named columns of a table of the schema: `read("Post", "id", "kind")`."""


def reader(graph: Graph) -> Read:
    """Where a graph's tables come from. Reading raises a StoreError on a server."""
    if graph.facts is not None:
        return partial(_of_files, graph.facts)
    return partial(_of_store, graph.store, graph.tops)


def _of_files(folder: Path, table: str, *columns: str) -> pl.DataFrame:
    return pl.read_parquet(folder / f"{table}.parquet", columns=list(columns), glob=False)


def _of_store(store: Store, tops: Sequence[str], table: str, *columns: str) -> pl.DataFrame:
    from linli.queries import extract

    parts = [
        store.run(query, {"areas": list(tops)})
        .polars()
        .select(f"c_{name}" for name in dict.fromkeys(("id", *columns)))
        for query in extract.queries()[table]
    ]
    rows = pl.concat(parts).unique("c_id", keep="first", maintain_order=True)
    return rows.select(pl.col(f"c_{name}").alias(name) for name in columns)


def tables(read: Read, areas: Sequence[str] | None = None) -> Tables:
    """The tables of escalation.

    Parameters: `read`; `areas`, the codes whose buildings are asked about, or None for all. Bodies, posts and
    links are not cut to the areas, since a way up leads out of them.
    """
    within = read("WITHIN.Area.Area", "from", "to", "step").rename({"from": "area", "to": "above"})
    return Tables(
        places=_places(read, within, areas),
        covers=pl.concat(
            read(f"COVERS.Organization.{kind}", "from", "to", *INTERVAL).rename(
                {"from": "body", "to": "place"}
            )
            for kind in ("Building", "Compound", "Grid")
        ).select("place", "body", *INTERVAL),
        grids=read("LOCATED_IN.Building.Grid", "from", "to").rename({"from": "place", "to": "grid"}),
        bodies=read("Organization", "id", "name", "kind", *INTERVAL)
        .join(_link(read, "BASED_IN.Organization.Area", "id", "area"), on="id", how="left")
        .select("id", "name", "kind", "area", *INTERVAL),
        ups=read("REPORTS_TO.Organization.Organization", "from", "to", *INTERVAL).rename(
            {"from": "lower", "to": "upper"}
        ),
        terms=_terms(read),
        within=within,
        stated=_link(read, "STATED_FOR.Completeness.Area", "id", "area")
        .join(read("Completeness", "id", "ledger", "day"), on="id")
        .select("area", "ledger", "day"),
    )


def _link(read: Read, table: str, start: str, end: str) -> pl.DataFrame:
    return read(table, "from", "to").rename({"from": start, "to": end})


def _places(read: Read, within: pl.DataFrame, areas: Sequence[str] | None) -> pl.DataFrame:
    compounds = _link(read, "LOCATED_IN.Compound.Area", "compound", "area").join(
        read("Compound", "id", "name").rename({"id": "compound", "name": "compound_name"}), on="compound"
    )
    if areas is not None:
        inside = within.filter(pl.col("above").is_in(list(areas))).select("area").unique()
        compounds = compounds.join(inside, on="area", how="semi")
    return (
        _link(read, "LOCATED_IN.Building.Compound", "id", "compound")
        .join(compounds, on="compound")
        .join(read("Building", "id", "name"), on="id")
        .select("id", "name", "compound", "compound_name", "area")
    )


def _terms(read: Read) -> pl.DataFrame:
    """Leading posts with their holders; a post that nobody has held has one row without a person."""
    heads = vocabularies()["post_kind"].codes("head", True)
    posts = read("Post", "id", "kind", *INTERVAL).filter(pl.col("kind").is_in(heads))
    exists = {name: f"exists_{name}" for name in INTERVAL}
    return (
        posts.rename({"id": "post", **exists})
        .join(_link(read, "POST_IN.Post.Organization", "post", "body"), on="post")
        .join(
            read("HOLDS.Person.Post", "from", "to", *INTERVAL).rename({"from": "person", "to": "post"}),
            on="post",
            how="left",
        )
        .join(read("Person", "id", "name").rename({"id": "person"}), on="person", how="left")
        .select("body", "post", "kind", "person", "name", *INTERVAL, *exists.values())
    )

"""What coverage is worked out from is the same from a snapshot's files and from either engine."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from linli.analysis.coverage.base import TABLES, Base, base
from linli.analysis.coverage.whole import coverage as whole_coverage
from linli.errors import AreaUnknown
from linli.model import schema, slot
from linli.ports import Store
from linli.queries import catalogue
from linli.services.coverage import coverage, table
from linli.services.graph import open_graph
from tests.analysis.coverage.towns import Town
from tests.facts import Facts, facts
from tests.queries.engines import InMemory, apart, on_server, together, whole
from tests.servers.neo4j.server import Server
from tests.street import built, workspace

DAY = dt.date(2022, 3, 15)
SCOPES = (["a"], ["a11"], ["b11", "a12"])


def grown(seed: int) -> Facts:
    """A town with guides, and with people who may be one."""
    rows = Town(seed).rows
    rows["Post"][0] |= {"kind": "branch_guide", "seat": "甲苑"}
    rows["HOLDS"] += [{"from": rows["Person"][0]["id"], "to": rows["Post"][0]["id"]}]
    rows["MAY_BE"] = [
        {"from": rows["Person"][n]["id"], "to": rows["Person"][n + 1]["id"], "basis": "x"} for n in (0, 3)
    ]
    return whole(facts(rows))


def frames(found: Base) -> dict[str, pl.DataFrame]:
    """Every frame of a base by its name, rows and columns in an order of their own."""
    plain = {**{k: v for k, v in vars(found).items() if k != "places"}, **found.places}
    return {
        name: frame.select(sorted(frame.columns)).unique().sort(sorted(frame.columns))
        for name, frame in plain.items()
    }


def compare(store: Store, made: Facts, areas: list[str]) -> None:
    files = base({name: made[name].lazy() for name in TABLES}, areas, DAY)
    asked = base({name: table(store, name, areas) for name in TABLES}, areas, DAY)
    left, right = frames(files), frames(asked)
    assert set(left) == set(right)
    for name, frame in left.items():
        assert frame.equals(right[name]), name


def agree(store: Store, made: Facts) -> None:
    """Where terms end no branch and none is being formed, coverage is what `compounds/coverage` answers."""
    base_ = slot.load()["base"]
    plain = replace(base_.slots["branch"], term_ends=False, forming_days=0)
    asked = replace(base_, slots={"branch": plain})
    found = base({name: made[name].lazy() for name in TABLES}, ["a"], DAY)
    done = whole_coverage(found, {"base": asked}, DAY, DAY, ("branch",))
    query = catalogue.get("compounds/coverage")
    rows = {r["compound"]: r for r in store.run(query, query.bind({"as_of": DAY, "areas": ["a"]}))}
    assert done.rows.height
    for row in done.rows.to_dicts():
        told = rows[row["place"]]
        assert (row["state"], row["certain"], row["fillers"]) == (
            told["state"],
            told["certain"],
            told["branches"],
        )
        assert told["branch"] in (row["name"], None)


@pytest.mark.parametrize("seed", [1])
def test_ladybug_gives_what_the_files_give(seed: int) -> None:
    made = grown(seed)
    store = InMemory(made, schema.load())
    try:
        for areas in SCOPES:
            compare(store, made, areas)
        agree(store, made)
    finally:
        store.close()


def test_neo4j_gives_what_the_files_give(neo4j_server: Server) -> None:
    made = together([apart(grown(seed), f"{seed}/") for seed in (3, 4)])
    with on_server(neo4j_server) as server:
        store = server.holding(made)
        for areas in SCOPES[1:]:
            compare(store, made, [f"3/{area}" for area in areas])


def test_a_workspace_is_read_from_its_files_and_a_store_gives_the_same(tmp_path: Path) -> None:
    made = workspace(tmp_path)
    built(made)
    with open_graph(made, {}) as graph:
        assert graph.facts is not None
        files = coverage(graph, by="area")
        graph.facts = None
        asked = coverage(graph, by="area")
        for name in ("rows", "totals", "groups", "ends", "months", "first"):
            left, right = getattr(files, name), getattr(asked, name)
            assert left.sort(left.columns).equals(right.sort(left.columns)), name
        assert files.day == dt.date(2025, 6, 30) and files.until == dt.date(2026, 6, 30)
        with pytest.raises(AreaUnknown):
            coverage(graph, area="没有这个街道")

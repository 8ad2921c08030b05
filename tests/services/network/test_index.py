"""The index of a graph, held against plain walks over its tables."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import linli
from linli.model.interval import possible
from linli.model.schema import load as load_schema
from linli.services.graph import Graph
from linli.services.neighbourhood import DERIVED, HOME, neighbourhood
from linli.services.network.index import Index, interval_of
from linli.services.network.kept import Kept
from linli.services.network.known import index_of, known
from tests.street import STREET, built, workspace

DAYS = (dt.date(2020, 1, 1), dt.date(2024, 6, 30), dt.date(2025, 6, 30), dt.date(2030, 1, 1))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    made = workspace(tmp_path_factory.mktemp("index"), STREET)
    built(made)
    with linli.open(made) as opened:
        yield opened


@pytest.fixture(scope="module")
def facts(graph: Graph) -> dict[str, list[dict[str, Any]]]:
    folder = graph.facts
    assert folder is not None
    return {table.name: rows(folder, table.name) for table in load_schema().tables}


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    return pl.read_parquet(folder / f"{table}.parquet").to_dicts()


@pytest.fixture(scope="module")
def index(graph: Graph) -> Index:
    return index_of(graph, graph.snapshot)


def in_force(row: dict[str, Any], day: dt.date | None) -> bool:
    return day is None or "from_min" not in row or possible(interval_of(row), day)


def test_every_node_is_found_by_its_identifier(index: Index, facts: dict[str, list[dict[str, Any]]]) -> None:
    nodes = {row["id"]: (t.name, row) for t in load_schema().tables if not t.ends for row in facts[t.name]}
    assert len(index) == len(nodes) > 20
    for identity, (label, row) in nodes.items():
        number = index.number(identity)
        assert number is not None
        assert (index.id(number), index.label(number), index.row(number)) == (identity, label, row)
    for strange in ("", "zzz", "o", "o123", "\x00"):
        assert index.number(strange) is None


@pytest.mark.parametrize("day", [None, *DAYS])
def test_links_around_every_node_are_those_of_the_tables(
    index: Index, facts: dict[str, list[dict[str, Any]]], day: dt.date | None
) -> None:
    links = [(t.type.name, row) for t in load_schema().tables if t.ends for row in facts[t.name]]
    for number in range(len(index)):
        identity = index.id(number)
        for direction, near, far in (("out", "from", "to"), ("in", "to", "from")):
            found = [
                (link.type, index.id(link.other), index.links.of(link.number)["id"])
                for link in index.around(number, direction, (), day)  # type: ignore[arg-type]
            ]
            wanted = [
                (t, row[far], row["id"]) for t, row in links if row[near] == identity and in_force(row, day)
            ]
            assert sorted(found) == sorted(wanted)


def test_what_lies_in_an_area_is_what_the_closure_says(
    index: Index, facts: dict[str, list[dict[str, Any]]]
) -> None:
    above = {(row["from"], row["to"]) for row in facts["WITHIN.Area.Area"]}
    homes: dict[str, str] = {row["id"]: row["id"] for row in facts["Area"]}
    for table in ("LOCATED_IN.Compound.Area", "BASED_IN.Organization.Area", "LOCATED_IN.Grid.Area"):
        homes |= {row["from"]: row["to"] for row in facts[table]}
    for table in ("LOCATED_IN.Building.Compound", "POST_IN.Post.Organization"):
        homes |= {row["from"]: homes[row["to"]] for row in facts[table] if row["to"] in homes}
    for area in (row["id"] for row in facts["Area"]):
        wanted = {one for one, home in homes.items() if (home, area) in above}
        wanted |= {row["from"] for row in facts["HOLDS.Person.Post"] if row["to"] in wanted}
        flags = index.inside([area])
        found = {index.id(n) for n in range(len(index)) if flags[n]}
        kinds = {"Area", "Compound", "Building", "Organization", "Post", "Person", "Grid"}
        assert {one for one in found if index.label(index.number(one) or 0) in kinds} == wanted


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_neighbourhood_is_what_a_walk_finds(
    graph: Graph, facts: dict[str, list[dict[str, Any]]], steps: int
) -> None:
    day = DAYS[2]
    asked = known(graph, graph.snapshot, graph.areas(None), day)
    nodes = {row["id"]: row for t in load_schema().tables if not t.ends for row in facts[t.name]}
    ties: dict[str, set[str]] = {}
    for table in load_schema().tables:
        if table.ends and table.type.name not in (*DERIVED, HOME):
            for row in facts[table.name]:
                if in_force(row, day) and all(in_force(nodes[row[end]], day) for end in ("from", "to")):
                    ties.setdefault(row["from"], set()).add(row["to"])
                    ties.setdefault(row["to"], set()).add(row["from"])
    for start in sorted(row["id"] for row in facts["Compound"]):
        reached = {start}
        for _ in range(steps):
            reached |= {other for one in reached for other in ties.get(one, set())}
        found = neighbourhood(asked, start, steps=steps, most=10_000)
        assert {node.id for node in found.nodes} == reached and not found.left_out
        assert all(edge.source in reached and edge.target in reached for edge in found.edges)
        few = neighbourhood(asked, start, steps=steps, most=3)
        assert len(few.nodes) == min(3, len(reached)) and bool(few.left_out) == (len(reached) > 3)
        assert {node.id for node in few.nodes} <= reached


def test_a_result_is_worked_out_once_whoever_asks() -> None:
    kept, made = Kept(), list[int]()
    begun = threading.Barrier(4)

    def make() -> int:
        made.append(1)
        return 7

    def ask() -> None:
        begun.wait()
        assert kept.get("key", make) == 7

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert made == [1]


def test_what_failed_is_tried_again_and_the_oldest_goes_first() -> None:
    kept = Kept(most=2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert [kept.get(key, key.upper) for key in "abc"] == ["A", "B", "C"]
    assert kept.get("a", lambda: "again") == "again" and kept.get("c", lambda: "again") == "C"

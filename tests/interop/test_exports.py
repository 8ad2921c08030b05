"""An extract in the terms of other programs, read back by these programs or by their rules."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import networkx as nx
import polars as pl
import pytest

import linli
from linli.interop import graphml, org, popolo, tables
from linli.interop.extract import Extract, first_day, last_day
from linli.services.export import extract
from linli.services.graph import Graph
from linli.services.network.known import known
from tests.street import DAY, STREET, built, workspace

WHEN = dt.datetime(2025, 7, 1, 9, 30, tzinfo=dt.UTC)
PERSONAL = ("party_member", "owner_here", "relative_here", "name_key")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    made = workspace(tmp_path_factory.mktemp("exports"), STREET)
    built(made)
    with linli.open(made) as opened:
        yield opened


@pytest.fixture(scope="module")
def made(graph: Graph) -> Extract:
    asked = known(graph, graph.snapshot, graph.areas(None), DAY)
    return extract(asked, "某人 (auditor)", WHEN, "masked", lambda _, row: f"{row['name'][0]}*")


def nodes(made: Extract) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for _, frame in made.nodes() for row in frame.iter_rows(named=True)}


def links(made: Extract) -> dict[str, tuple[str, str, str]]:
    return {
        row["id"]: (row["from"], table.type.name, row["to"])
        for table, frame in made.links()
        for row in frame.iter_rows(named=True)
    }


def test_it_holds_what_is_in_force_and_no_more(graph: Graph, made: Extract) -> None:
    folder = graph.facts
    assert folder is not None
    for table, frame in made.links():
        assert not table.derived
        ends = set(nodes(made))
        facts = pl.read_parquet(folder / f"{table.name}.parquet")
        now = (
            facts.filter((pl.col("from_min") <= DAY) & (pl.col("to_max") > DAY))
            if "from_min" in facts
            else facts
        )
        wanted = {row["id"] for row in now.to_dicts() if {row["from"], row["to"]} <= ends}
        assert set(frame["id"]) == wanted
    assert not [column for _, frame in made.nodes() for column in frame.columns if column in PERSONAL]
    assert not [column for _, frame in made.links() for column in frame.columns if column in PERSONAL]


def test_names_go_out_as_they_may(made: Extract) -> None:
    names = made.frames["Person"]["name"]
    assert names.len() > 3 and names.str.ends_with("*").all()
    for render in (graphml.render, org.render, popolo.render):
        assert not [name for name in ("张三", "李四") if name in render(made)]


def test_graphml_read_back_is_the_same_graph(made: Extract) -> None:
    read = nx.parse_graphml(graphml.render(made), force_multigraph=True)
    assert set(read.nodes) == set(nodes(made))
    found = {key: (a, data["type"], b) for a, b, key, data in read.edges(keys=True, data=True)}
    assert found == links(made)
    for identity, row in nodes(made).items():
        told = read.nodes[identity]
        for column in ("name", "households", "weak", "kind"):
            if row.get(column) is not None:
                assert told[column] == row[column]
    mark = json.loads(read.graph["watermark"])
    assert (mark["exported_by"], mark["snapshot"], mark["areas"]) == (
        "某人 (auditor)",
        made.mark.snapshot,
        ["990101"],
    )


def test_popolo_has_the_same_terms(made: Extract) -> None:
    told = json.loads(popolo.render(made))
    assert {p["id"] for p in told["persons"]} == set(made.frames["Person"]["id"])
    assert {o["id"] for o in told["organizations"]} == set(made.frames["Organization"]["id"])
    terms = {(m["person_id"], m["post_id"]) for m in told["memberships"]}
    assert terms == {(a, b) for a, type_, b in links(made).values() if type_ == "HOLDS"}
    posts = {p["id"]: p for p in told["posts"]}
    for one in told["memberships"]:
        assert posts[one["post_id"]]["organization_id"] == one["organization_id"]
    areas = {a["id"] for a in told["areas"]}
    assert all(a["parent_id"] in areas for a in told["areas"] if "parent_id" in a)
    ups = {(a, b) for a, type_, b in links(made).values() if type_ == "REPORTS_TO" and a[0] == "o"}
    assert {(o["id"], o["parent_id"]) for o in told["organizations"] if "parent_id" in o} <= ups
    assert told["export"]["exported_at"] == "2025-07-01T09:30:00+00:00"


def test_json_ld_needs_nothing_from_elsewhere_and_every_reference_leads_somewhere(made: Extract) -> None:
    told = json.loads(org.render(made))
    context = told["@context"]
    prefixes = {key for key, value in context.items() if not str(value).startswith("@")}
    things = {one["id"]: one for one in told["@graph"]}
    assert len(things) == len(told["@graph"]), "an identifier stands for one thing"

    def walk(value: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key, inner
                yield from walk(inner, depth + 1)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner, depth + 1)

    for key, value in walk(told["@graph"]):
        assert key in ("id", "type", "@value", "@type", "@language") or key.split(":")[0] in prefixes
        if key == "id":
            assert value in things
    members = [one for one in things.values() if one.get("type") == "org:Membership"]
    assert len(members) == made.frames["HOLDS.Person.Post"].height
    reports = {(i, up["id"]) for i, one in things.items() for up in one.get("org:reportsTo", ())}
    wanted = {(a, b) for a, type_, b in links(made).values() if type_ == "REPORTS_TO"}
    assert reports == {(f"urn:linli:{a}", f"urn:linli:{b}") for a, b in wanted}


def test_the_csv_files_hold_every_row(made: Extract) -> None:
    packed = zipfile.ZipFile(io.BytesIO(tables.render(made)))
    assert packed.testzip() is None
    for name, frame in made.frames.items():
        read = list(csv.DictReader(io.StringIO(packed.read(f"{name}.csv").decode("utf-8-sig"))))
        assert [row["id"] for row in read] == frame["id"].to_list()
        for row, wanted in zip(read, frame.to_dicts(), strict=True):
            assert all(row[key] == "" for key, value in wanted.items() if value is None)
    assert json.loads(packed.read("export.json"))["names"] == "masked"
    assert tables.render(made) == tables.render(made)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("2021-06-05", "2021-06-05", "2021-06-05"),
        ("2021-06-01", "2021-06-30", "2021-06"),
        ("2021-02-01", "2021-02-28", "2021-02"),
        ("2021-01-01", "2021-12-31", "2021"),
        ("2021-01-01", "2022-12-31", None),
        ("2021-06-02", "2021-06-30", None),
        ("0001-01-01", "2021-06-30", None),
    ],
)
def test_a_date_has_the_precision_that_is_known(low: str, high: str, said: str | None) -> None:
    a, b = dt.date.fromisoformat(low), dt.date.fromisoformat(high)
    assert first_day({"from_min": a, "from_max": b}) == said
    if a.year > 1:
        after = dt.timedelta(1)
        assert last_day({"to_min": a + after, "to_max": b + after}) == said

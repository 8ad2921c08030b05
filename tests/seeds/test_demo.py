"""The made-up street: every planted thing is found, to the row, and nothing else is."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

import linli
from linli.ledger.read import read
from linli.model import ledger_kind
from linli.services.add import Handed, add
from linli.services.audit import Audit, audit
from linli.services.build import build
from linli.services.complete import complete
from linli.services.graph import Graph
from linli.workspace import layout
from linli.workspace.snapshots import Snapshot
from tests.audit import comparing, oracle

DEMO = Path(__file__).parents[2] / "seeds" / "demo"
LEDGERS = sorted((DEMO / "ledgers").iterdir())
DAY = dt.date(2025, 6, 30)
NOW = dt.datetime(2025, 7, 1, 9, tzinfo=dt.UTC)
STREET = "990101001"
WHOLE = list(ledger_kind.load())

Row = Mapping[str, object]
Entry = Mapping[str, Any]

FAULTS: list[Entry] = yaml.safe_load((DEMO / "faults.yaml").read_text("utf-8"))


def question(entry: Entry) -> tuple[str, str, str]:
    """What an entry asks, as text that sorts."""
    return entry["query"], str(entry.get("as_of", DAY)), str(entry.get("parameters", {}))


QUESTIONS = sorted((entry for entry in FAULTS if "query" in entry), key=question)
ASKED = [list(same) for _, same in groupby(QUESTIONS, key=question)]


def built(workspace: Path, paths: Iterable[Path], key: bytes | None = None) -> Snapshot:
    """The street's snapshot; `key` makes persons of two workspaces comparable."""
    made = layout.create(workspace)
    if key:
        made.key_file.write_bytes(key)
    add(workspace, list(paths), Handed(), NOW)
    complete(workspace, WHOLE, STREET, DAY, "", NOW)
    return build(workspace, lambda stage: None)[0]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "street"


@pytest.fixture(scope="module")
def snapshot(workspace: Path) -> Snapshot:
    return built(workspace, LEDGERS)


@pytest.fixture(scope="module")
def graph(workspace: Path, snapshot: Snapshot) -> Iterator[Graph]:
    with linli.open(workspace) as opened:
        yield opened


def place(graph: Graph, name: str) -> str:
    """The identifier of a compound, or of a building given as compound/building."""
    compound, _, building = name.partition("/")
    if building:
        (row,) = graph.ask("buildings/named", compound=compound, name=building).rows()
    else:
        (row,) = graph.ask("compounds/named", name=compound).rows()
    return str(row["id"])


def compared(rows: Iterable[Row], columns: Iterable[str]) -> list[str]:
    """Rows by some columns, in one order, a pair of posts always the same way round."""
    wanted = list(columns)
    return sorted(str(tuple(row[name] for name in wanted)) for row in map(one_way, rows))


def one_way(row: Row) -> Row:
    if "body_a" not in row or str(row["body_a"]) <= str(row["body_b"]):
        return row
    turned = {"body_a": "body_b", "post_a": "post_b", "body_b": "body_a", "post_b": "post_a"}
    return {name: row[turned.get(name, name)] for name in row}


@pytest.mark.parametrize("entries", ASKED, ids=lambda entries: "+".join(entry["id"] for entry in entries))
def test_a_question_finds_what_is_planted_and_nothing_else(entries: list[Entry], graph: Graph) -> None:
    given = dict(entries[0].get("parameters", {}))
    for name in {"place", "compound"} & set(given):
        given[name] = place(graph, given[name])
    answer = graph.ask(entries[0]["query"], as_of=entries[0].get("as_of", DAY), **given).rows()
    expected = [row for entry in entries for row in entry["rows"]]
    assert compared(answer, expected[0]) == compared(expected, expected[0])
    for entry in entries:
        if "persons" in entry:
            assert len({row["person"] for row in answer}) == entry["persons"]


@pytest.mark.parametrize("entry", [e for e in FAULTS if "facts" in e], ids=lambda e: e["id"])
def test_a_table_holds_what_is_planted_and_nothing_else(entry: Entry, snapshot: Snapshot) -> None:
    where = entry.get("where", {}).items()
    found = [
        row for row in shown(snapshot, entry["facts"]) if all(row[name] == value for name, value in where)
    ]
    assert compared(found, entry["rows"][0]) == compared(entry["rows"], entry["rows"][0])


@pytest.mark.parametrize("entry", [e for e in FAULTS if "without" in e], ids=lambda e: e["id"])
def test_compounds_lack_what_is_planted_and_nothing_else(entry: Entry, snapshot: Snapshot) -> None:
    facts = snapshot.facts()
    bodies = (
        facts["Organization"].filter(pl.col("kind").is_in(entry["from"])).select(pl.col("id").alias("from"))
    )
    linked = facts[entry["without"]].join(bodies, on="from", how="semi")
    found = facts["Compound"].join(linked, left_on="id", right_on="to", how="anti").rows(named=True)
    assert compared(found, ["name"]) == compared(entry["rows"], ["name"])


def test_the_audit_finds_what_is_planted_and_nothing_else(graph: Graph, snapshot: Snapshot) -> None:
    found = findings(audit(graph), snapshot)
    left, lacking = list(found), []
    for planted in (row for entry in FAULTS for row in entry.get("audit", ())):
        wanted = {"verdict": "fail", "certain": planted.get("verdict", "fail") == "fail", **planted}
        hit = next((row for row in left if all(row.get(k) == v for k, v in wanted.items())), None)
        if hit is None:
            lacking.append(wanted)
        else:
            left.remove(hit)
    assert (lacking, left) == ([], [])


def findings(done: Audit, snapshot: Snapshot) -> list[dict[str, object]]:
    """Every finding as its row and rule; what nobody can tell as well, the subject by its name where the rule
    has no row of it.
    """
    named = {
        row["id"]: row["name"]
        for rows in snapshot.facts().values()
        if {"id", "name"} <= set(rows.columns)
        for row in rows.to_dicts()
    }
    found: list[dict[str, object]] = []
    for result in done.results:
        assert result.error is None, result.rule.name
        rule = {"rule": result.rule.name}
        told = {one.subject for one in result.unknown}
        found += [{**one.values, **rule} for one in (*result.findings, *result.unknown)]
        found += [
            {"subject": named[row["subject"]], "verdict": "unknown", "certain": False, **rule}
            for row in result.states.to_dicts()
            if row["state"] == "unknown" and row["subject"] not in told
        ]
    return found


@pytest.mark.parametrize("day", [DAY, dt.date(2023, 4, 10), dt.date(2026, 7, 1)], ids=str)
def test_the_audit_says_what_the_rules_say_in_words(graph: Graph, snapshot: Snapshot, day: dt.date) -> None:
    plain = comparing.graph(snapshot.facts())
    done = audit(graph, as_of=day)
    wrong = {
        result.rule.name: unlike
        for result in done.results
        if (
            unlike := comparing.differences(
                comparing.said(result),
                oracle.judged(plain, result.rule.name, comparing.asked(result.rule, day, done.areas)),
            )
        )
    }
    assert wrong == {}


def shown(snapshot: Snapshot, table: str) -> list[dict[str, Any]]:
    """A table of links with names in the place of identifiers; a post is shown by its body and kind."""
    facts = snapshot.facts()
    named = pl.concat([facts[node].select("id", "name") for node in ("Person", "Organization", "Compound")])
    names, kinds = dict(named.rows()), dict(facts["Post"].select("id", "kind").rows())
    held_in = facts["POST_IN.Post.Organization"].select("from", "to").rows()
    names |= {post: f"{names[body]} {kinds[post]}" for post, body in held_in}
    rows = facts[table].rows(named=True)
    return [{**row, "from": names[row["from"]], "to": names[row["to"]]} for row in rows]


def test_every_entry_says_one_thing_in_both_languages() -> None:
    assert len({entry["id"] for entry in FAULTS}) == len(FAULTS)
    for entry in FAULTS:
        assert entry["kind"] in ("fault", "target", "praise", "trap")
        assert entry["what"]["zh"] and entry["what"]["en"]
        ways = sum(way in entry for way in ("query", "facts", "without"))
        assert ways == ("rows" in entry), "rows are what a question, a table or its lack gives"
        assert entry.get("rows") or entry.get("audit"), "an entry is found by something"


def test_the_readme_lists_every_entry() -> None:
    readme = (DEMO / "README.md").read_text("utf-8")
    lines = [f"| `{entry['id']}` | {entry['what']['zh']} | {entry['what']['en']} |" for entry in FAULTS]
    assert [line for line in lines if line not in readme] == []


def test_no_row_is_lost_or_rejected(snapshot: Snapshot) -> None:
    rows = snapshot.manifest.rows
    assert rows["rejected"] == 0
    assert rows["accepted"] + rows["ignored"] + rows["rejected"] == rows["read"]
    assert rows["ignored"] == 2, "a total and the line of who filled it in"
    assert snapshot.report("problems").height == 0
    assert snapshot.report("conflicts").height == 0


def test_every_ledger_is_dated_by_itself(snapshot: Snapshot) -> None:
    assert {source.day for source in snapshot.manifest.sources} == {DAY}
    assert {source.kind for source in snapshot.manifest.sources} == set(WHOLE)


def test_the_ledgers_are_what_make_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, DEMO / "make.py", tmp_path], check=True)
    again = sorted(tmp_path.iterdir())
    assert [path.name for path in again] == [path.name for path in LEDGERS]
    for (ours, sheets), (anew, others) in zip(read(LEDGERS).items(), read(again).items(), strict=True):
        assert [sheet.name for sheet in sheets] == [sheet.name for sheet in others], (ours, anew)
        for sheet, other in zip(sheets, others, strict=True):
            assert sheet.cells.equals(other.cells), ours.name


def test_the_order_of_files_changes_nothing(workspace: Path, snapshot: Snapshot, tmp_path: Path) -> None:
    key = layout.open_layout(workspace).key
    for name, paths in (("backwards", LEDGERS[::-1]), ("rotated", LEDGERS[5:] + LEDGERS[:5])):
        other = built(tmp_path / name, paths, key)
        assert other.manifest.digests == snapshot.manifest.digests
        assert other.manifest.rows == snapshot.manifest.rows


def test_the_demo_runs_and_then_leaves_its_workspace_alone(tmp_path: Path) -> None:
    workspace = tmp_path / "street"
    environment = {
        **os.environ,
        "LINLI": str(Path(sys.executable).with_name("linli")),
        "DEMO": str(workspace),
    }

    def demo(*arguments: str) -> subprocess.CompletedProcess[str]:
        script = ["sh", str(DEMO / "demo.sh"), *arguments]
        return subprocess.run(script, env=environment, capture_output=True, text=True, check=False)

    spoken = demo()
    assert spoken.returncode == 0, spoken.stderr
    assert all(word in spoken.stdout for word in ("钱塘月", "竹影公寓", "示例区委"))
    before = (workspace / "workspace.json").read_text("utf-8")
    silent = demo("quiet")
    assert (silent.returncode, silent.stdout, silent.stderr) == (0, "", "")
    assert (workspace / "workspace.json").read_text("utf-8") == before


def test_the_demo_takes_nothing_away_that_is_no_workspace(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("", "utf-8")
    environment = {**os.environ, "LINLI": "false", "DEMO": str(tmp_path)}
    tried = subprocess.run(["sh", str(DEMO / "demo.sh")], env=environment, capture_output=True, check=False)
    assert tried.returncode != 0
    assert kept.exists()

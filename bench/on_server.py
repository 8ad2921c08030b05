"""The rules' own Cypher, coverage and breaks on a Neo4j server, beside linli."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import answers
import machine
import polars as pl
from asked import Answers, agree, from_linli
from machine import Spent
from outcome import Outcome, row

import linli
from linli.audit.rule import Rule
from linli.errors import QueryTooSlow
from linli.ports import Store

if TYPE_CHECKING:
    from rules import Bench


def with_neo4j(outcome: Outcome, workspace: Path, bench: Bench, ours: Answers) -> None:
    """The same Cypher on a server: LINLI_TEST_NEO4J's, or one started for BENCH_NEO4J=1."""
    if changed := stale(machine.facts(workspace)):
        outcome.notes.append(
            f"Neo4j: not measured, the workspace is older than {', '.join(changed)}; build it anew"
        )
        return
    if os.environ.get("LINLI_TEST_NEO4J"):
        _on_server(outcome, workspace, bench, ours, os.environ)
    elif os.environ.get("BENCH_NEO4J"):
        from peers import server

        with server.running() as reached:
            _on_server(outcome, workspace, bench, ours, {**os.environ, **reached})
    else:
        outcome.notes.append("Neo4j: not measured (BENCH_NEO4J=1 starts one; LINLI_TEST_NEO4J names one)")


def _on_server(
    outcome: Outcome, workspace: Path, bench: Bench, ours: Answers, reached: Mapping[str, str]
) -> None:
    from peers.server import without_derived

    from linli.services import server
    from linli.services.graph import open_graph
    from linli.store.credentials import from_environment
    from linli.store.neo4j import open_store

    address = reached["LINLI_TEST_NEO4J"]
    with linli.open(workspace) as graph:
        wholes = {name: work() for name, work in answers.ours(graph).items()}
    start = time.perf_counter()
    server.push(workspace, address, reached, "full", lambda *_: None)
    outcome.pushed = time.perf_counter() - start
    outcome.notes.append(f"Neo4j: {outcome.pushed:.0f} s of `linli push`, not counted")
    outcome.limit = float(reached.get("BENCH_LIMIT", "30"))
    with open_store(address, from_environment(reached, address), time_limit=outcome.limit) as store:
        for line, rule in zip(outcome.lines, bench.rules.rules, strict=True):
            line.neo4j = _asked(outcome, store, bench, ours, rule)
            bare = [without_derived(query.text) for query in (rule.population, rule.find)]
            if all(bare):
                queries = [
                    replace(q, text=str(t)) for q, t in zip((rule.population, rule.find), bare, strict=True)
                ]
                line.base = _asked(
                    outcome, store, bench, ours, replace(rule, population=queries[0], find=queries[1])
                )
            print(row(line), flush=True)
    known = [line.neo4j for line in outcome.lines if line.neo4j is not None]
    outcome.total.neo4j = sum(known) if len(known) == len(outcome.lines) else None
    with open_graph(address, reached) as graph:
        for name, work in answers.ours(graph).items():
            told: list[pl.DataFrame] = []
            spent = Spent.of(lambda: told.append(work()))  # noqa: B023
            answers.agree(name, wholes[name], told[0])
            outcome.server[name] = spent.wall
            print(f"Neo4j: {answers.TOLD_AS[name]} {spent.wall:.1f} s", flush=True)


def stale(facts: Path) -> list[str]:
    """Tables that the schema has with other columns than the workspace: it was built before they changed."""
    from linli.model.schema import load

    return [
        table.name
        for table in load().tables
        if set(pl.read_parquet_schema(facts / f"{table.name}.parquet"))
        != {column.name for column in table.columns}
    ]


def _asked(outcome: Outcome, store: Store, bench: Bench, ours: Answers, rule: Rule) -> float | None:
    """Seconds of a rule's two queries, warm: the second time. None, and a note, where the server is too slow.

    Raises Different.
    """

    def ask() -> Answers:
        return from_linli(bench.alone(rule), store, bench.day, bench.areas)

    try:
        theirs = ask()
        agree({key: ours[key] for key in theirs}, theirs)
        return Spent.of(ask).wall
    except QueryTooSlow as error:
        outcome.notes.append(f"Neo4j, {rule.name}: {error}")
        return None

"""All rules of `base` beside their peers: `python bench/rules.py`, and a part of `make bench`.

linli, hand-written DuckDB SQL, Neo4j and networkx answer the same rules on the same facts in one run. Answers
are compared, row by row and column by column, before any time is printed. linli and DuckDB take turns, so
that what else the machine does falls on both; each has two threads. Judge by the ratios.

    BENCH_N=20000       compounds: the workspace that `make bench` built
    BENCH_ROUNDS=3      times that each is asked
    BENCH_LIMIT=30      seconds that Neo4j has for a query
    BENCH_NEO4J=1       start a Neo4j server of one's own and push to it (or LINLI_TEST_NEO4J: an address)
    BENCH_ONLY=a,b      only these rules
"""

from __future__ import annotations

import os
import sys
import time
import warnings
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import datetime as dt

import machine
import on_server
from asked import PARTS, Answers, Different, agree, from_duck, from_linli, held, unwritten, values
from machine import Spent, in_turns
from outcome import Line, Outcome, row, show
from peers.duck import Duck

import linli
from linli.audit import engine
from linli.audit.engine import Result
from linli.audit.pack import Pack
from linli.audit.rule import Rule
from linli.ports import Store


def judged(rules: Pack, store: Store, day: dt.date, areas: Sequence[str]) -> list[Result]:
    """As `linli audit` judges: two queries side by side, then totals and findings."""
    results = list(engine.run(rules, store, day, areas))
    if failed := [result for result in results if result.error]:
        raise Different(f"{failed[0].rule.name} did not run: {failed[0].error}")
    return results


class Bench:
    """linli and DuckDB on one workspace."""

    def __init__(self, graph: linli.Graph, facts: Path, only: Sequence[str]) -> None:
        self.store, self.day, self.areas = graph.sets, graph.day, graph.areas(None)
        self.rules, self.left_out = self._answered(held(self.day, only))
        start = time.perf_counter()
        self.duck = Duck(facts)
        self.loaded = time.perf_counter() - start

    def _answered(self, rules: Pack) -> tuple[Pack, list[str]]:
        """The rules that the workspace can be asked: an old one lacks what newer rules read."""
        kept, out = [], [f"{name}: no SQL yet, in nobody's figures" for name in unwritten()]
        for rule in rules.rules:
            error = engine.judge(rule, self.store, self.day, self.areas).error
            if error is None:
                kept.append(rule)
            else:
                out.append(f"{rule.name}: left out, cannot be asked of this workspace")
        return replace(rules, rules=tuple(kept)), out

    def linli(self, rules: Pack | None = None) -> list[Result]:
        return judged(rules or self.rules, self.store, self.day, self.areas)

    def share(self) -> None:
        self.duck.share(self.day, self.areas)

    def sql(self, rules: Pack | None = None) -> Answers:
        return from_duck(self.duck, (rules or self.rules).rules, self.day, self.areas)

    def whole_sql(self) -> None:
        self.share()
        self.sql()

    def alone(self, rule: Rule) -> Pack:
        return replace(self.rules, rules=(rule,))

    def compare(self) -> Answers:
        """linli's answers, once DuckDB's are the same. Raises Different."""
        ours = from_linli(self.rules, self.store, self.day, self.areas)
        agree(ours, self.sql())
        return ours


def measure(workspace: Path, compounds: int) -> Outcome:
    """Compare, then time: all rules cold and warm, then one by one, then the slower peers."""
    rounds = int(os.environ.get("BENCH_ROUNDS", "3"))
    only = [name for name in os.environ.get("BENCH_ONLY", "").split(",") if name]
    facts, slow = machine.facts(workspace), machine.loop()
    with linli.open(workspace) as graph:
        bench = Bench(graph, facts, only)
        with linli.open(workspace) as fresh:
            cold = Spent.of(lambda: judged(bench.rules, fresh.sets, bench.day, bench.areas))
        cold_duck = Spent.of(bench.whole_sql)
        ours = bench.compare()
        print(
            f"same answers, {sum(frame.height for frame in ours.values()):,} rows, linli and DuckDB",
            flush=True,
        )
        whole, sql = in_turns(rounds, bench.linli, bench.whole_sql)
        (shared,) = in_turns(rounds, bench.share)
        total = Line("these rules" if only else "all rules", linli=whole, duck=sql)
        outcome = Outcome(
            compounds,
            rounds,
            slow,
            total,
            shared,
            bench.loaded,
            cold,
            cold_duck,
        )
        outcome.notes += bench.left_out
        for rule in bench.rules.rules:
            alone = bench.alone(rule)
            mine, theirs = in_turns(rounds, lambda: bench.linli(alone), lambda: bench.sql(alone))  # noqa: B023
            counts = [ours[rule.name, part].height for part in PARTS]
            outcome.lines.append(Line(rule.name, *counts, linli=mine, duck=theirs))
            print(row(outcome.lines[-1]), flush=True)
        total.population, total.found = (
            sum(getattr(one, name) for one in outcome.lines) for name in ("population", "found")
        )
        bench.duck.close()
        with_networkx(outcome, facts, bench, ours)
        keep(outcome)  # the server may take long, or not come up
        on_server.with_neo4j(outcome, workspace, bench, ours)
    return outcome


def with_networkx(outcome: Outcome, facts: Path, bench: Bench, ours: Answers) -> None:
    """The rules that `peers.walks` has."""
    from peers import walks

    lines = {line.rule: line for line in outcome.lines}
    start = time.perf_counter()
    graph = walks.load(facts)
    outcome.notes.append(f"networkx: {time.perf_counter() - start:.1f} s to build its graph, not counted")
    top = next(
        (
            str(values(r, "find", bench.day, bench.areas)["top"])
            for r in bench.rules.rules
            if r.name == "chain_broken"
        ),
        "",
    )
    for name, ask in walks.Walks(graph, bench.day, bench.areas).rules(top).items():
        if name not in lines:
            continue
        start = time.perf_counter()
        found = ask()
        lines[name].networkx = time.perf_counter() - start
        population, find = walks.frames(found)
        agree(
            {(name, part): ours[name, part] for part in PARTS},
            {(name, "population"): population, (name, "find"): find},
        )
        print(row(lines[name]), flush=True)


def keep(outcome: Outcome) -> Path:
    """Keep the result; of some rules only, under another name."""
    kind = "some-rules" if os.environ.get("BENCH_ONLY") else "rules"
    return machine.keep(kind, outcome.compounds, asdict(outcome))


def main(compounds: int | None = None) -> None:
    """Measure, print, keep."""
    warnings.filterwarnings("ignore", "Arrow output on a DB-API result")
    count = compounds or int(os.environ.get("BENCH_N", "20000"))
    outcome = measure(machine.workspace(count), count)
    print(show(outcome))
    if outcome.pushed is not None:
        keep(outcome)


if __name__ == "__main__":
    main()

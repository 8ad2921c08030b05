"""A what-if of one appointment: `python bench/what_if.py`, on a city of 1,000 compounds with a kept audit.

As a server tries it: the graph is open, and the small graph of the rules with its plans, the facts and the
kept audit wait between trials; everything else is worked out for each.
Somebody is appointed to a post, both drawn at random.

    BENCH_N=1000       compounds
    BENCH_ASKED=25     appointments
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parent))

import building
import machine
from machine import Spent

from linli.services import runs
from linli.services.graph import Graph, open_graph
from linli.services.spare import Spare
from linli.services.what_if import WhatIf, benched

BAR = 100.0
"""Milliseconds on a quiet machine, p50."""


@dataclass(frozen=True)
class Trials:
    """Milliseconds of some appointments, and of them those of the processors."""

    asked: int
    loop: float
    first: float
    p50: float
    p99: float
    cpu: float


def made(count: int) -> Path:
    """A workspace of that many compounds, audited."""
    workspace = machine.workspace(count)
    if not workspace.exists():
        given = [building.__file__, building.make_ledgers(count), workspace]
        subprocess.run([sys.executable, *given], capture_output=True, check=True)
    if not runs.kept(workspace):
        audit = ["audit", "--workspace", workspace, "--format", "json", "--no-evidence"]
        subprocess.run([Path(sys.executable).with_name("linli"), *audit], capture_output=True, check=True)
    return workspace


def appointments(facts: Path, count: int) -> list[str]:
    """Scenarios that appoint somebody to a post of a body, by their identifiers."""
    chance = random.Random(5)
    posts = pl.read_parquet(facts / "Post.parquet", columns=["id"])["id"].sort().to_list()
    people = pl.read_parquet(facts / "Person.parquet", columns=["id"])["id"].sort().to_list()
    return [
        f"changes:\n  - {{appoint: {chance.choice(people)}, to: {chance.choice(posts)}, since: 2025-06-01}}\n"
        for _ in range(count)
    ]


def tried(graph: Graph, workspace: Path, text: str, spare: Spare) -> WhatIf:
    """One scenario, as a request to the API tries it."""
    with benched(graph, workspace, spare) as trial:
        return trial.try_(trial.plan("scenario.yaml", text))


def main() -> Trials:
    """Measure, print, keep."""
    count, asked = int(os.environ.get("BENCH_N", "1000")), int(os.environ.get("BENCH_ASKED", "25"))
    workspace = made(count)
    texts = appointments(machine.facts(workspace), asked + 3)
    spare = Spare()
    with open_graph(workspace, {}) as graph:

        def ask(text: str) -> Spent:
            return Spent.of(lambda: tried(graph, workspace, text, spare))

        first, *_ = [ask(text).wall for text in texts[:3]]
        slow = machine.loop()
        spent = [ask(text) for text in texts[3:]]
    slow = min(slow, machine.loop())
    p50, p99 = (float(one) * 1e3 for one in np.percentile([one.wall for one in spent], [50, 99]))
    cpu = float(np.median([one.cpu for one in spent])) * 1e3
    found = Trials(asked, slow, first * 1e3, p50, p99, cpu)
    told = (
        f"p50 {p50:.0f} ms, p99 {p99:.0f} ms, of the processors {cpu:.0f} ms, the first {first * 1e3:.0f} ms"
    )
    print(f"what-if of one appointment, {count:,} compounds: {told}; loop {slow:.2f}")
    machine.keep("what-if", count, asdict(found))
    spare.close()
    return found


if __name__ == "__main__":
    main()

"""Ledgers → every answer, beside DuckDB's whole: `python bench/everything.py`, and a part of `make bench`.

DuckDB starts from the same cleaned and identified records, written as plain csv (not counted): it reads them,
works out what the rules share, and answers all rules, coverage and all breaks by hand-written SQL. linli
starts from the offices' ledgers: what it reads, cleans, identifies, keeps with its sources and checks is in
its time. Each runs in a process of its own; they take turns.

    BENCH_N=20000       compounds: the ledgers and the workspace of `make bench`
    BENCH_RUNS=3        runs of each
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

sys.path.insert(0, str(Path(__file__).parent))

import answers
import asked
import building
import machine
from peers.duck import DERIVED, Duck

import linli


@dataclass(frozen=True)
class Whole:
    """Seconds of each to every answer, of some runs, and what of DuckDB's was reading csv."""

    loop: float
    linli: tuple[float, ...]
    duck: tuple[float, ...]
    read: float


def plain(facts: Path, folder: Path) -> None:
    """The base records as plain csv, for peers: a file a table, links with `from` and `to`; `load.sql` makes
    DuckDB's tables of them.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    loads = []
    with duckdb.connect() as connection:
        for path in sorted(facts.glob("*.parquet")):
            if path.name.startswith(DERIVED):
                continue
            table = connection.read_parquet(str(path))
            table.write_csv(str(folder / f"{path.stem}.csv"))
            columns = ", ".join(
                f'"{name}" {kind}' for name, kind in zip(table.columns, table.types, strict=True)
            )
            loads.append(f'CREATE TABLE "{path.stem}" ({columns});')
            loads.append(f"COPY \"{path.stem}\" FROM '{path.stem}.csv' (FORMAT csv, HEADER);")
    (folder / "load.sql").write_text("\n".join(loads), encoding="utf-8")


def once(workspace: Path, records: Path) -> None:
    """Run in a process of its own: csv → every answer. Prints seconds as json."""
    with linli.open(workspace) as graph:
        rules, day, areas = asked.held(graph.day).rules, graph.day, graph.areas(None)
        start = time.perf_counter()
        duck = Duck.load(records)
        read = time.perf_counter() - start
        duck.share(day, areas)
        asked.from_duck(duck, rules, day, areas)
        for work in answers.sql(duck, graph).values():
            work()
        print(json.dumps({"seconds": time.perf_counter() - start, "read": read}))


def _run(*command: str | Path) -> Any:
    """What a process prints at its end."""
    given = [sys.executable, *map(str, command)]
    environment = {**os.environ, "BENCH_ANSWERS": "1"}
    done = subprocess.run(given, capture_output=True, text=True, check=True, env=environment)
    return json.loads(done.stdout.splitlines()[-1])


def main(compounds: int | None = None) -> Whole:
    """Measure, print, keep."""
    count = compounds or int(os.environ.get("BENCH_N", "20000"))
    workspace, records = machine.workspace(count), machine.FOLDER / f"plain-{count}"
    again = machine.FOLDER / f"everything-{count}"
    plain(machine.facts(workspace), records)
    slow, own, duck = machine.loop(), [], []
    for _ in range(int(os.environ.get("BENCH_RUNS", "3"))):
        shutil.rmtree(again, ignore_errors=True)
        own.append(_run(building.__file__, machine.FOLDER / f"ledgers-{count}", again))
        duck.append(_run(__file__, workspace, records))
    shutil.rmtree(again, ignore_errors=True)
    whole = Whole(
        min(slow, machine.loop()),
        tuple(one["seconds"] + sum(one["answers"].values()) for one in own),
        tuple(one["seconds"] for one in duck),
        statistics.median(one["read"] for one in duck),
    )
    mine, other = statistics.median(whole.linli), statistics.median(whole.duck)
    told = f"linli {mine:.1f} s, DuckDB {other:.1f} s, {whole.read:.1f} of them reading csv"
    print(f"\nevery answer of {count:,} compounds: {told}; {mine / other:.1f} ×; loop {whole.loop:.2f}")
    machine.keep("everything", count, asdict(whole))
    return whole


if __name__ == "__main__":
    if len(sys.argv) > 2:
        once(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        main()

"""Ledgers → snapshot → every answer: linli in a process of its own, beside the bare parts of the same run.

python bench/building.py LEDGERS WORKSPACE      one run; prints its stages as json
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import machine
from figures import Figure, Table

GRAPH = "build: graph"
"""The stage in which the engine's file is written."""
SNAPSHOT = "csv ledgers → snapshot (init, add, complete, build)"
EVERYTHING = "csv ledgers → every answer (rules, coverage, breaks)"


def make_ledgers(count: int) -> Path:
    """Csv ledgers of a province of that size; not counted."""
    import province

    folder = machine.FOLDER / f"ledgers-{count}"
    shutil.rmtree(folder, ignore_errors=True)
    province.write_all(count, folder, by_county=bool(os.environ.get("BENCH_BY_COUNTY")))
    return folder


@contextmanager
def _timed(module: object, name: str, stages: dict[str, float], stage: str) -> Iterator[None]:
    """Add up the time spent in a function of a module under the name of a stage."""
    plain = getattr(module, name)

    def timed(*given: object, **named: object) -> object:
        start = time.perf_counter()
        try:
            return plain(*given, **named)
        finally:
            stages[stage] = stages.get(stage, 0.0) + time.perf_counter() - start

    setattr(module, name, timed)
    try:
        yield
    finally:
        setattr(module, name, plain)


def whole(ledgers: Path, workspace: Path) -> None:
    """Run in a process of its own: init, add, complete, build; then every answer. Prints stages as json."""
    import resource

    from province import DAY

    from linli.services import add as adding
    from linli.services.build import build
    from linli.services.complete import complete
    from linli.services.init import init
    from linli.workspace import intakes

    stages: dict[str, float] = {}
    now = dt.datetime(2025, 7, 1, tzinfo=dt.UTC)
    start = time.perf_counter()
    init(workspace)
    with (
        _timed(adding, "read", stages, "add: read"),
        _timed(adding, "understand", stages, "add: find and recognise"),
        _timed(adding, "map_table", stages, "add: map and redact"),
        _timed(intakes, "store", stages, "add: store"),
    ):
        adding.add(workspace, sorted(ledgers.glob("*.csv")), adding.Handed(), now)
    stages["add, whole"] = time.perf_counter() - start
    prefecture = _first_prefecture(ledgers)
    complete(workspace, ["organizations", "coverage", "posts"], prefecture, DAY, "bench", now)
    told = _Stages(stages)
    snapshot, _ = build(workspace, told)
    told("end")
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    manifest = snapshot.manifest
    found = {
        "seconds": seconds,
        "stages": stages,
        "rows": manifest.rows,
        "nodes": sum(n for name, n in manifest.counts.items() if "." not in name),
        "links": sum(n for name, n in manifest.counts.items() if "." in name),
        "problems": snapshot.report("problems").height,
        "conflicts": manifest.conflicts,
        "peak": peak,
        "sources": machine.size(workspace / "sources"),
        "snapshot": machine.size(snapshot.folder),
        "engine": snapshot.graph.stat().st_size / 2**20,
    }
    if os.environ.get("BENCH_ANSWERS"):
        found["answers"] = _answers(workspace)
    print(json.dumps(found))


def _answers(workspace: Path) -> dict[str, float]:
    """Seconds of every answer, asked for the first time in the process that built."""
    import linli
    from linli.audit import engine, pack
    from linli.services.breaks import all_breaks
    from linli.services.coverage import coverage

    spent = {}
    start = time.perf_counter()
    with linli.open(workspace) as graph:
        for name, work in (
            ("rules", lambda: list(engine.run(pack.get("base"), graph.sets, graph.day, list(graph.tops)))),
            ("coverage", lambda: coverage(graph)),
            ("breaks", lambda: all_breaks(graph)),
        ):
            work()
            spent[name], start = time.perf_counter() - start, time.perf_counter()
    return spent


def _first_prefecture(ledgers: Path) -> str:
    """The prefecture whose ledgers are stated to be whole; others' are not, so gaps and unknowns occur."""
    import polars as pl

    codes = pl.concat(
        pl.read_csv(path, infer_schema=False).to_series(0) for path in ledgers.glob("区划台账*.csv")
    )
    return str(codes.filter(codes.str.len_chars() == 4).min())


class _Stages:
    """Keeps the times between what a build says it begins; the engine's tables count as `graph`."""

    def __init__(self, stages: dict[str, float]) -> None:
        self._stages = stages
        self._stage = "plan"
        self._at = time.perf_counter()

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        now = time.perf_counter()
        key = f"build: {self._stage}"
        self._stages[key] = self._stages.get(key, 0.0) + now - self._at
        self._at = now
        if not stage[0].isupper():
            self._stage = stage


def end_to_end(table: Table, ledgers: Path, workspace: Path, runs: int) -> None:
    """Ledgers to snapshot and to every answer in fresh processes; the middle run's stages. The last run's
    workspace stays.
    """
    table.head("ledgers → verified, queryable snapshot → every answer")
    found = []
    for _ in range(runs):
        shutil.rmtree(workspace, ignore_errors=True)
        before = machine.loop()
        run = subprocess.run(
            [sys.executable, __file__, ledgers, workspace],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "BENCH_ANSWERS": "1"},
        )
        found.append((min(before, machine.loop()), json.loads(run.stdout.splitlines()[-1])))
    found.sort(key=lambda one: one[1]["seconds"])
    slow, middle = found[len(found) // 2]

    def spread(of: list[float]) -> tuple[float, float]:
        return min(of), max(of)

    seconds = [one["seconds"] for _, one in found]
    table.add(Figure(SNAPSHOT, middle["seconds"], "s", slow, spread(seconds), 20))
    peaks = spread([one["peak"] for _, one in found])
    table.add(Figure("  peak memory of that process", middle["peak"], "GB", slow, peaks, 2.5))
    for stage, spent in middle["stages"].items():
        of = spread([one["stages"][stage] for _, one in found])
        table.add(Figure(f"  {stage}", spent, "s", slow, of, bar=4 if stage == GRAPH else None))
    for name in ("rows", "nodes", "links", "problems", "conflicts"):
        print(f"  {name}: {middle[name]}")
    for name in ("sources", "snapshot", "engine"):
        table.add(Figure(f"  on disk: {name}", middle[name], "MB", slow))
    for name in middle["answers"]:
        of = spread([one["answers"][name] for _, one in found])
        table.add(Figure(f"  then {name}, for the first time", middle["answers"][name], "s", slow, of))
    sums = [one["seconds"] + sum(one["answers"].values()) for _, one in found]
    table.add(Figure(EVERYTHING, sorted(sums)[len(sums) // 2], "s", slow, spread(sums)))


def references(table: Table, ledgers: Path, facts: Path) -> None:
    """What the parts cost without us: the engine alone, and DuckDB over the same csv files."""
    import duckdb
    import ladybug

    from linli.model.schema import load
    from linli.store.ladybug import ddl

    def copy_parquet() -> None:
        path = machine.FOLDER / "bare.lb"
        path.unlink(missing_ok=True)
        database = ladybug.Database(str(path), buffer_pool_size=1 << 30)
        connection = ladybug.Connection(database)
        for statement in ddl(load()):
            connection.execute(statement)
        for one in load().tables:
            names = [column.name for column in one.columns if column.name not in ("from", "to")]
            own = ", ".join(f"`{name}`" for name in (("from", "to", *names) if one.ends else names))
            ends = f" (from='{one.ends[0]}', to='{one.ends[1]}')" if one.ends else ""
            connection.execute(
                f"COPY `{one.type.name}` FROM (LOAD FROM '{facts / one.name}.parquet' RETURN {own}){ends}"
            )
        database.close()

    def load_csv() -> None:
        with duckdb.connect() as connection:
            for number, path in enumerate(sorted(ledgers.glob("*.csv"))):
                connection.execute(
                    f"CREATE TABLE t{number} AS SELECT * FROM read_csv(?, all_varchar=true)", [str(path)]
                )

    table.head("references of the same run")
    for name, work in (
        ("bare Ladybug: COPY of the facts' parquet, new file", copy_parquet),
        ("DuckDB: the csv files into tables", load_csv),
    ):
        slow = machine.loop()
        seconds, spread = machine.median(work, 3)
        table.add(Figure(name, seconds, "s", slow, spread))


def command_line(table: Table, workspace: Path, facts: Path) -> None:
    """`linli ask`, start to answer, as a process, beside a Python that does nothing."""
    import polars as pl

    table.head("start to answer, as a process")
    place = str(pl.read_parquet(facts / "Building.parquet", columns=["id"])["id"][0])
    linli = str(Path(sys.executable).with_name("linli"))
    given = ["-w", str(workspace), "--lang", "zh"]
    ask = [linli, "ask", "chains/from_building", "--param", f"place={place}"]
    commands = (
        ("python -c pass", [sys.executable, "-c", "pass"], None),
        ("linli ask chains/from_building", [*ask, *given], 1.0),
        ("linli ask chains/from_building --format json", [*ask, "--format", "json", *given], 1.0),
    )
    for name, command, bar in commands:
        slow = machine.loop()
        seconds, spread = machine.median(partial(subprocess.run, command, capture_output=True, check=True), 5)
        table.add(Figure(name, seconds, "s", slow, spread, bar))


if __name__ == "__main__":
    whole(Path(sys.argv[1]), Path(sys.argv[2]))

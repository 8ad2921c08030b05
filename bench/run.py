"""The benchmark: `make bench`, or `BENCH_N=2000 make bench`. Prints one table and keeps it in build/bench.

Seconds measured here are of a shared machine. Beside every figure stands how long a plain loop of 10^7
additions took at that moment (0.6 s on the quiet machine that the bars are meant for), and `quiet` scales by
it, roughly; judge by ratios within one run.

    BENCH_N=20000        compounds
    BENCH_RUNS=3         runs from ledgers to snapshot
    BENCH_BY_COUNTY=1    a file a kind and county, instead of a file a kind

    BASE=build/bench/….json    an earlier result to hold this one against (bench/compare.py)

    python bench/run.py rules      only the rules (bench/rules.py), on the workspace that was built last
    python bench/points.py         questions about one thing, beside SQLite
    python bench/growth.py         how the cost grows with the size
    python bench/summary.py        one table of all bars, from the newest results
    python bench/document.py       docs/performance.md, from the newest results
    python bench/api.py            the REST API of one worker
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import polars as pl

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "bench"
PLAIN = compile("total = 0\nfor i in range(10_000_000): total += i", "loop", "exec")
QUIET = 0.6
"""Seconds of the loop on the quiet machine. Its names are global; local ones take half as long."""


def loop() -> float:
    """Seconds of 10^7 plain additions: how slow this machine is just now."""
    start = time.perf_counter()
    exec(PLAIN, {})
    return time.perf_counter() - start


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    spread  lowest and highest of the runs, or None for a single run
    loop    seconds of the plain loop just before (of a long run: before or after, the quicker)
    bar     what it should be on a quiet machine, or None
    """

    name: str
    value: float
    unit: str
    loop: float
    spread: tuple[float, float] | None = None
    bar: float | None = None
    note: str = ""

    @property
    def quiet(self) -> float:
        """The value as it might be on the quiet machine; sizes stay as they are."""
        return self.value * QUIET / self.loop if self.unit in ("s", "ms") else self.value


@dataclass
class Table:
    """The figures so far, printed as they come."""

    figures: list[Figure] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        self.figures.append(figure)
        spread = f"{figure.spread[0]:,.2f}-{figure.spread[1]:,.2f}" if figure.spread else ""
        within = "" if figure.bar is None else "within " if figure.quiet <= figure.bar else "OVER "
        bar = "" if figure.bar is None else f"{within}{figure.bar:g}"
        measured = f"{figure.name:<58}{figure.value:>10,.2f} {figure.unit:<3}{spread:>17}"
        print(f"{measured}{figure.loop:>7.2f}{figure.quiet:>10,.2f}  {bar:<11}{figure.note}", flush=True)

    def head(self, title: str) -> None:
        print(f"\n{title:<58}{'measured':>10}    {'spread':>17}{'loop':>7}{'quiet':>10}  bar")


def median(work: Callable[[], object], runs: int) -> tuple[float, tuple[float, float]]:
    """Median seconds of some runs, with the lowest and the highest."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), (min(seconds), max(seconds))


# ledgers → snapshot


def make_ledgers(count: int) -> Path:
    """Csv ledgers of a province of that size; not counted."""
    import province

    folder = FOLDER / f"ledgers-{count}"
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
    """Run in a process of its own: init, add, complete, build; prints stages as json."""
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
    manifest = snapshot.manifest
    found = {
        "seconds": seconds,
        "stages": stages,
        "rows": manifest.rows,
        "nodes": sum(n for name, n in manifest.counts.items() if "." not in name),
        "links": sum(n for name, n in manifest.counts.items() if "." in name),
        "problems": snapshot.report("problems").height,
        "conflicts": manifest.conflicts,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        "sources": _size(workspace / "sources"),
        "snapshot": _size(snapshot.folder),
        "engine": snapshot.graph.stat().st_size / 2**20,
    }
    print(json.dumps(found))


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


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def end_to_end(table: Table, ledgers: Path, workspace: Path, runs: int) -> dict[str, float]:
    """Ledgers to snapshot in fresh processes; the middle run's stages. The last run's workspace stays."""
    table.head("ledgers → verified, queryable snapshot")
    found = []
    for _ in range(runs):
        shutil.rmtree(workspace, ignore_errors=True)
        before = loop()
        run = subprocess.run(
            [sys.executable, __file__, "whole", ledgers, workspace],
            capture_output=True,
            text=True,
            check=True,
        )
        found.append((min(before, loop()), json.loads(run.stdout.splitlines()[-1])))
    found.sort(key=lambda one: one[1]["seconds"])
    slow, middle = found[len(found) // 2]
    seconds = [one["seconds"] for _, one in found]
    table.add(
        Figure(
            "csv ledgers → snapshot (init, add, complete, build)",
            middle["seconds"],
            "s",
            slow,
            (min(seconds), max(seconds)),
            20,
        )
    )
    table.add(Figure("  peak memory of that process", middle["peak"], "GB", slow, bar=2.5))
    for stage, spent in middle["stages"].items():
        table.add(Figure(f"  {stage}", spent, "s", slow, bar=4 if stage == "build: graph" else None))
    for name in ("rows", "nodes", "links", "problems", "conflicts"):
        print(f"  {name}: {middle[name]}")
    for name in ("sources", "snapshot", "engine"):
        table.add(Figure(f"  on disk: {name}", middle[name], "MB", slow))
    return {"seconds": middle["seconds"], "graph": middle["stages"]["build: graph"], "loop": slow}


def references(table: Table, ledgers: Path, facts: Path) -> None:
    """What the parts cost without us: the engine alone, and DuckDB over the same csv files."""
    import duckdb
    import ladybug

    from linli.model.schema import load
    from linli.store.ladybug import ddl

    def copy_parquet() -> None:
        path = FOLDER / "bare.lb"
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
        slow = loop()
        seconds, spread = median(work, 3)
        table.add(Figure(name, seconds, "s", slow, spread))


# questions


SQL = Path(__file__).parent / "sql"
"""Hand-written SQL over the facts for whole-province questions; its first line names what is compared."""


def provincial(table: Table, workspace: Path, facts: Path) -> None:
    """Questions about the whole province, beside SQL that gives the same answer."""
    import duckdb

    import linli
    from linli.errors import LinliError
    from linli.model.schema import load

    table.head("whole-province questions, in process")
    warnings.filterwarnings("ignore", "Arrow output on a DB-API result")
    with linli.open(workspace) as graph, duckdb.connect() as connection:
        for one in load().tables:
            connection.execute(
                f'CREATE TABLE "{one.name}" AS SELECT * FROM read_parquet(?)',
                [str(facts / f"{one.name}.parquet")],
            )
        for path in sorted(SQL.glob("*/*.sql")):
            name = f"{path.parent.name}/{path.stem}"
            sql = path.read_text(encoding="utf-8")
            ask, query = partial(graph.ask, name), partial(_rows, connection, sql, graph.day)
            try:
                ours = ask()
                agreed = _same(name, ours.polars(), query(), sql.splitlines()[0].split(": ")[1].split(", "))
            except (Different, LinliError) as error:
                print(f"WRONG, not timed: {error}", flush=True)
                continue
            slow = loop()
            seconds, spread = median(ask, 3)
            bare, bare_spread = median(query, 3)
            table.add(Figure(name, seconds * 1e3, "ms", slow, _ms(spread), note=f"{len(ours):,} rows"))
            note = f"{agreed}; linli ÷ DuckDB = {seconds / bare:.1f}"
            table.add(Figure("  hand-written DuckDB", bare * 1e3, "ms", slow, _ms(bare_spread), note=note))


class Different(Exception):
    """linli and its reference give different answers."""


def _ms(spread: tuple[float, float]) -> tuple[float, float]:
    return spread[0] * 1e3, spread[1] * 1e3


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, day: dt.date) -> pl.DataFrame:
    import polars as pl

    frame = pl.from_arrow(connection.execute(sql, {"day": day}).to_arrow_table())
    assert isinstance(frame, pl.DataFrame)
    return frame


def _same(name: str, ours: pl.DataFrame, theirs: pl.DataFrame, columns: list[str]) -> str:
    """Hold our answer against the reference. Raises Different: no time of a wrong answer is printed.

    linli may have more rows about people: it also says who is only possibly one person.
    """
    left, right = (frame.select(columns).unique() for frame in (ours, theirs))
    right = right.cast(dict(left.schema))  # type: ignore[arg-type]
    missing = right.join(left, on=columns, how="anti", nulls_equal=True).height
    more = left.height - right.height + missing
    if missing or (more and not name.startswith("people/")):
        raise Different(f"{name}: linli lacks {missing} rows that DuckDB finds, and has {more} others")
    return f"same {right.height:,} rows" + (f", and {more:,} of possible identity" if more else "")


def command_line(table: Table, workspace: Path, facts: Path) -> None:
    """`linli ask`, start to answer, as a process, beside a Python that does nothing."""
    import polars as pl

    table.head("start to answer, as a process")
    place = str(pl.read_parquet(facts / "Building.parquet", columns=["id"])["id"][0])
    linli = str(Path(sys.executable).with_name("linli"))
    given = ["-w", str(workspace), "--lang", "zh"]
    commands = (
        ("python -c pass", [sys.executable, "-c", "pass"], None),
        (
            "linli ask chains/from_building",
            [linli, "ask", "chains/from_building", "--param", f"place={place}", *given],
            1.0,
        ),
        (
            "linli ask chains/from_building --format json",
            [linli, "ask", "chains/from_building", "--param", f"place={place}", "--format", "json", *given],
            1.0,
        ),
    )
    for name, command, bar in commands:
        slow = loop()
        seconds, spread = median(partial(subprocess.run, command, capture_output=True, check=True), 5)
        table.add(Figure(name, seconds, "s", slow, spread, bar))


def push(table: Table, workspace: Path) -> None:
    """Push to the Neo4j that LINLI_TEST_NEO4J names, if it does."""
    address = os.environ.get("LINLI_TEST_NEO4J")
    if not address:
        print("\npush to Neo4j: not measured (set LINLI_TEST_NEO4J to an empty database's address)")
        return
    table.head("push to Neo4j")
    linli = str(Path(sys.executable).with_name("linli"))
    slow, start = loop(), time.perf_counter()
    subprocess.run([linli, "push", address, "-w", str(workspace)], capture_output=True, check=True)
    table.add(Figure("linli push, whole", time.perf_counter() - start, "s", slow))


def main() -> None:
    """Measure, print, keep."""
    count, runs = int(os.environ.get("BENCH_N", "20000")), int(os.environ.get("BENCH_RUNS", "3"))
    now = dt.datetime.now(dt.UTC)
    print(f"linli bench: {count:,} compounds, {os.cpu_count()} shared cores: judge by ratios, not seconds.")
    print(f"loop: seconds of 10^7 plain additions just before ({QUIET} when quiet).")
    print(f"quiet: measured × {QUIET} ÷ loop, which the bars are held against.")
    start = time.perf_counter()
    ledgers, workspace = make_ledgers(count), FOLDER / f"workspace-{count}"
    print(f"generated in {time.perf_counter() - start:.1f} s, {_size(ledgers):.0f} MB of csv (not counted)")
    table = Table()
    end_to_end(table, ledgers, workspace, runs)
    facts = workspace / "snapshots" / (workspace / "current").read_text().strip() / "facts"
    references(table, ledgers, facts)
    provincial(table, workspace, facts)
    command_line(table, workspace, facts)
    push(table, workspace)
    import points
    import rules

    points.main(count)
    rules.main(count)
    kept = FOLDER / f"{now:%Y-%m-%dT%H%M%S}-{count}.json"
    kept.write_text(
        json.dumps(
            {"compounds": count, "at": now.isoformat(), "figures": [asdict(f) for f in table.figures]},
            ensure_ascii=False,
            indent=1,
        )
    )
    print(f"\nkept in {kept.relative_to(ROOT)}")
    if base := os.environ.get("BASE"):
        import compare

        compare.main(Path(base), kept)
    import summary

    print()
    print(summary.show(summary.rows()))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    if sys.argv[1:2] == ["whole"]:
        whole(Path(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1:2] == ["rules"]:
        import rules

        rules.main()
    else:
        main()

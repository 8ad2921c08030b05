"""The benchmark: `make bench`, or `BENCH_N=2000 make bench`. Prints one table and keeps it as json under build/bench.

Seconds measured here are of a shared machine. Beside every figure stands how long a plain loop of 10^7 additions took at that
moment (0.6 s on the quiet machine that the bars are meant for), and `quiet` scales by it, roughly; judge by ratios within one run.
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
LOOP = 10_000_000
QUIET = 0.6
"""Seconds of the loop on the quiet machine."""


def loop() -> float:
    """Seconds of 10^7 plain additions: how slow this machine is just now."""
    start = time.perf_counter()
    total = 0
    for _ in range(LOOP):
        total += 1
    return time.perf_counter() - start


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    spread  lowest and highest of the runs, or None for a single run
    loop    seconds of the plain loop just before
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
        bar = "" if figure.bar is None else f"{'within' if figure.quiet <= figure.bar else 'OVER'} {figure.bar:g}"
        print(f"{figure.name:<58}{figure.value:>10,.2f} {figure.unit:<3}{spread:>17}{figure.loop:>7.2f}{figure.quiet:>10,.2f}  {bar:<11}{figure.note}")

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
    province.write(province.ledgers(count), folder, by_county=bool(os.environ.get("BENCH_BY_COUNTY")))
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

    stages: dict[str, float] = {}
    now = dt.datetime(2025, 7, 1, tzinfo=dt.UTC)
    start = time.perf_counter()
    init(workspace)
    with (
        _timed(adding, "read", stages, "add: read"),
        _timed(adding, "recognise", stages, "add: recognise"),
        _timed(adding, "map_sheet", stages, "add: map and redact"),
        _timed(adding.intakes, "store", stages, "add: store"),
    ):
        adding.add(workspace, sorted(ledgers.glob("*.csv")), adding.Handed(), now)
    stages["add, whole"] = time.perf_counter() - start
    prefecture = _first_prefecture(ledgers)
    complete(workspace, ["organizations", "coverage", "posts"], prefecture, DAY, "bench", now)
    told = _Stages(stages)
    snapshot, _ = build(workspace, told)
    told("end")
    counts = snapshot.manifest.counts
    print(json.dumps({
        "seconds": time.perf_counter() - start, "stages": stages, "rows": snapshot.manifest.rows, "conflicts": snapshot.manifest.conflicts,
        "nodes": sum(n for name, n in counts.items() if "." not in name), "links": sum(n for name, n in counts.items() if "." in name),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, "problems": snapshot.report("problems").height,
        "engine": snapshot.graph.stat().st_size / 2**20, "snapshot": _size(snapshot.folder), "sources": _size(workspace / "sources"),
    }))  # fmt: skip


def _first_prefecture(ledgers: Path) -> str:
    """Code of one prefecture: its ledgers are stated to be whole, the others' are not, so that gaps and unknowns both occur."""
    import polars as pl

    codes = pl.concat(pl.read_csv(path, infer_schema=False).to_series(0) for path in ledgers.glob("区划台账*.csv"))
    return str(codes.filter(codes.str.len_chars() == 4).min())


class _Stages:
    """Keeps the time between what a build says it begins; the tables that the engine names count as the stage `graph`."""

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
        slow = loop()
        run = subprocess.run([sys.executable, __file__, "whole", ledgers, workspace], capture_output=True, text=True, check=True)
        found.append((slow, json.loads(run.stdout.splitlines()[-1])))
    found.sort(key=lambda one: one[1]["seconds"])
    slow, middle = found[len(found) // 2]
    seconds = [one["seconds"] for _, one in found]
    table.add(Figure("csv ledgers → snapshot (init, add, complete, build)", middle["seconds"], "s", slow, (min(seconds), max(seconds)), 20))
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
            connection.execute(f"COPY `{one.type.name}` FROM (LOAD FROM '{facts / one.name}.parquet' RETURN {own}){ends}")
        database.close()

    def load_csv() -> None:
        with duckdb.connect() as connection:
            for number, path in enumerate(sorted(ledgers.glob("*.csv"))):
                connection.execute(f"CREATE TABLE t{number} AS SELECT * FROM read_csv(?, all_varchar=true)", [str(path)])

    table.head("references of the same run")
    for name, work in (("bare Ladybug: COPY of the facts' parquet, new file", copy_parquet), ("DuckDB: the csv files into tables", load_csv)):
        slow = loop()
        seconds, spread = median(work, 3)
        table.add(Figure(name, seconds, "s", slow, spread))


# questions


@dataclass(frozen=True)
class Reference:
    """Hand-written SQL over the facts' parquet for a whole-province question: the columns to compare, and the text."""

    columns: tuple[str, ...]
    sql: str


STATED = """
stated AS (
  SELECT w.from AS area, count(DISTINCT s.ledger) AS n
  FROM "WITHIN.Area.Area" w JOIN "STATED_FOR.Completeness.Area" f ON f.to = w.to JOIN "Completeness" s ON s.id = f.from
  WHERE s.ledger IN ('organizations', 'coverage') AND s.day <= $day GROUP BY ALL
)"""

REFERENCES = {
    "compounds/coverage": Reference(
        ("compound", "state", "branches", "certain"),
        f"""
WITH {STATED}, branch AS (
  SELECT v.to AS compound, count(DISTINCT o.id) AS branches,
    max(CASE v.mode WHEN 'own' THEN 3 WHEN 'joint' THEN 2 WHEN 'attached' THEN 1 ELSE 0 END) AS best,
    bool_or(v.from_max <= $day AND $day < v.to_min AND o.from_max <= $day AND $day < o.to_min) AS sure
  FROM "COVERS.Organization.Compound" v JOIN "Organization" o ON o.id = v.from
  WHERE o.kind IN ('compound_branch', 'joint_branch', 'grid_branch')
    AND v.from_min <= $day AND $day < v.to_max AND o.from_min <= $day AND $day < o.to_max GROUP BY ALL
)
SELECT l.from AS compound,
  CASE best WHEN 3 THEN 'own' WHEN 2 THEN 'joint' WHEN 1 THEN 'attached' ELSE CASE WHEN n = 2 THEN 'gap' ELSE 'unknown' END END AS state,
  coalesce(branches, 0) AS branches, coalesce((best > 0 AND sure) OR (coalesce(best, 0) = 0 AND n = 2), false) AS certain
FROM "LOCATED_IN.Compound.Area" l LEFT JOIN branch ON branch.compound = l.from LEFT JOIN stated ON stated.area = l.to
ORDER BY compound""",
    ),
    "buildings/uncovered": Reference(
        ("building_id", "state"),
        f"""
WITH {STATED}, bodies AS (SELECT id FROM "Organization" WHERE from_min <= $day AND $day < to_max),
blocks AS (SELECT DISTINCT v.to FROM "COVERS.Organization.Building" v JOIN bodies ON bodies.id = v.from WHERE v.from_min <= $day AND $day < v.to_max),
estates AS (SELECT DISTINCT v.to FROM "COVERS.Organization.Compound" v JOIN bodies ON bodies.id = v.from WHERE v.from_min <= $day AND $day < v.to_max)
SELECT b.from AS building_id, CASE WHEN estates.to IS NOT NULL THEN 'compound_only' WHEN n = 2 THEN 'nobody' ELSE 'unknown' END AS state
FROM "LOCATED_IN.Building.Compound" b JOIN "LOCATED_IN.Compound.Area" l ON l.from = b.to
LEFT JOIN stated ON stated.area = l.to LEFT JOIN estates ON estates.to = b.to ANTI JOIN blocks ON blocks.to = b.from
ORDER BY building_id""",
    ),
    "people/several_bodies": Reference(
        ("compound_id", "person", "posts"),
        """
WITH placed AS (
  SELECT * FROM "COVERS.Organization.Compound" UNION ALL BY NAME SELECT * FROM "ACTS_FOR.Organization.Compound"
  UNION ALL BY NAME SELECT * FROM "SERVES.Organization.Compound"
  UNION ALL BY NAME SELECT v.from, l.to, v.from_min, v.to_max FROM "COVERS.Organization.Building" v
    JOIN "LOCATED_IN.Building.Compound" l ON l.from = v.to
), held AS (
  SELECT DISTINCT h.from AS person, h.to AS post, p.to AS body, c.to AS place
  FROM "HOLDS.Person.Post" h JOIN "POST_IN.Post.Organization" p ON p.from = h.to JOIN placed c ON c.from = p.to
  WHERE h.from_min <= $day AND $day < h.to_max AND p.from_min <= $day AND $day < p.to_max AND c.from_min <= $day AND $day < c.to_max
)
SELECT DISTINCT a.place AS compound_id, a.person, a.post || b.post AS posts
FROM held a JOIN held b ON a.person = b.person AND a.place = b.place AND a.post < b.post AND a.body <> b.body
ORDER BY ALL""",
    ),
}
"""The third recomputes from base tables what linli derived when it built; its posts are compared as a number of pairs of one certain person."""


def provincial(table: Table, workspace: Path, facts: Path) -> None:
    """Questions about the whole province, beside SQL that gives the same answer."""
    import duckdb

    import linli
    from linli.model.schema import load

    table.head("whole-province questions, in process")
    with linli.open(workspace) as graph, duckdb.connect() as connection:
        for one in load().tables:
            connection.execute(f'CREATE TABLE "{one.name}" AS SELECT * FROM read_parquet(?)', [str(facts / f"{one.name}.parquet")])
        for name, reference in REFERENCES.items():
            ask, query = partial(graph.ask, name), partial(_sql, connection, reference.sql, graph.day)
            ours = ask()
            agreed = _same(name, ours.polars(), query(), reference.columns)
            slow = loop()
            seconds, spread = median(ask, 3)
            table.add(Figure(name, seconds * 1e3, "ms", slow, (spread[0] * 1e3, spread[1] * 1e3), note=f"{len(ours):,} rows"))
            bare, spread = median(query, 3)
            note = f"{agreed}; linli ÷ DuckDB = {seconds / bare:.1f}"
            table.add(Figure("  hand-written DuckDB", bare * 1e3, "ms", slow, (spread[0] * 1e3, spread[1] * 1e3), note=note))


def _sql(connection: duckdb.DuckDBPyConnection, sql: str, day: dt.date) -> pl.DataFrame:
    import polars as pl

    frame = pl.from_arrow(connection.execute(sql, {"day": day}).to_arrow_table())
    assert isinstance(frame, pl.DataFrame)
    return frame


def _same(name: str, ours: pl.DataFrame, theirs: pl.DataFrame, columns: tuple[str, ...]) -> str:
    """Hold our answer against the reference's; raises where they differ, so that no time of a wrong answer is printed."""
    import polars as pl

    if name == "people/several_bodies":
        sure = ours.select("compound_id", "person").unique()
        wanted = theirs.select("compound_id", "person").unique()
        extra = sure.join(wanted, on=["compound_id", "person"], how="anti").height
        if wanted.join(sure, on=["compound_id", "person"], how="anti").height:
            raise SystemExit(f"{name}: linli misses rows that DuckDB finds")
        return f"same {wanted.height:,} (compound, person); {extra:,} more by possible identity"
    left, right = (frame.select(columns).sort(columns[0]) for frame in (ours, theirs))
    if not left.equals(right.cast(dict(left.schema))):  # type: ignore[arg-type]
        raise SystemExit(f"{name}: linli and DuckDB differ, {left.height} and {right.height} rows")
    return "same answer"


def points(table: Table, workspace: Path, facts: Path, asked: int = 200) -> None:
    """Questions about one thing, over subjects drawn at random."""
    import numpy as np
    import polars as pl

    import linli

    table.head(f"point questions in process, {asked} subjects, one after another")
    subjects = (
        ("chains/from_building", "place", "Building", "id"),
        ("chains/from_compound", "place", "Compound", "id"),
        ("compounds/bodies", "compound", "Compound", "id"),
        ("people/posts", "name", "Person", "name"),
        ("chains/downward", "body", "Organization", "id"),
        ("compounds/named", "name", "Compound", "name"),
    )
    with linli.open(workspace) as graph:
        for name, parameter, node, column in subjects:
            known = pl.read_parquet(facts / f"{node}.parquet", columns=[column])[column]
            drawn = known.sample(asked, seed=7, with_replacement=True).to_list()
            for subject in drawn[:5]:
                graph.ask(name, **{parameter: subject})
            slow, seconds, rows = loop(), [], 0
            for subject in drawn:
                start = time.perf_counter()
                rows += len(graph.ask(name, **{parameter: subject}))
                seconds.append((time.perf_counter() - start) * 1e3)
            low, p50, p99 = np.percentile(seconds, [0, 50, 99])
            note = f"{rows / asked:.1f} rows each"
            table.add(Figure(f"{name}, p50", float(p50), "ms", slow, (float(low), max(seconds)), 5, note))
            table.add(Figure(f"{name}, p99", float(p99), "ms", slow))


def command_line(table: Table, workspace: Path, facts: Path) -> None:
    """`linli ask`, start to answer, as a process, beside a Python that does nothing."""
    import polars as pl

    table.head("start to answer, as a process")
    place = str(pl.read_parquet(facts / "Building.parquet", columns=["id"])["id"][0])
    linli = str(Path(sys.executable).with_name("linli"))
    given = ["-w", str(workspace), "--lang", "zh"]
    commands = (
        ("python -c pass", [sys.executable, "-c", "pass"], None),
        ("linli ask chains/from_building", [linli, "ask", "chains/from_building", "--param", f"place={place}", *given], 1.0),
        ("linli ask chains/from_building --format json", [linli, "ask", "chains/from_building", "--param", f"place={place}", "--format", "json", *given], 1.0),
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
    print(f"linli bench: {count:,} compounds, {os.cpu_count()} cores. Measured on a shared machine: judge by ratios, not by seconds.")
    print(f"`loop`: seconds of 10^7 plain additions just before ({QUIET} when quiet). `quiet`: measured × {QUIET} ÷ loop; bars are held against it.")
    start = time.perf_counter()
    ledgers, workspace = make_ledgers(count), FOLDER / f"workspace-{count}"
    print(f"generated in {time.perf_counter() - start:.1f} s, {_size(ledgers):.0f} MB of csv (not counted)")
    table = Table()
    end_to_end(table, ledgers, workspace, runs)
    facts = workspace / "snapshots" / (workspace / "current").read_text().strip() / "facts"
    references(table, ledgers, facts)
    points(table, workspace, facts)
    provincial(table, workspace, facts)
    command_line(table, workspace, facts)
    push(table, workspace)
    kept = FOLDER / f"{now:%Y-%m-%dT%H%M%S}-{count}.json"
    kept.write_text(json.dumps({"compounds": count, "at": now.isoformat(), "figures": [asdict(f) for f in table.figures]}, ensure_ascii=False, indent=1))
    print(f"\nkept in {kept.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    if sys.argv[1:2] == ["whole"]:
        whole(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()

"""All rules of `base` beside their peers: `python bench/run.py rules`, and a part of `make bench`.

linli, hand-written DuckDB SQL, Neo4j and networkx answer the same rules on the same facts in one run. Answers
are compared, row by row and column by column, before any time is printed. linli and DuckDB take turns, so
that what else the machine does falls on both; each has two threads. Judge by the ratios.

    BENCH_N=20000       compounds: the workspace that `make bench` built
    BENCH_ROUNDS=3      times that each is asked
    BENCH_LIMIT=30      seconds that Neo4j has for a query
    BENCH_NEO4J=1       start a Neo4j server of one's own and push to it (or LINLI_TEST_NEO4J: an address)
    BENCH_ONLY=a,b      only these rules

    python bench/rules.py document      docs/performance.md's part about rules, from the newest result
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).parent))

from peers.duck import Duck, statements, written

import linli
from linli.audit import engine, pack
from linli.audit.engine import Result
from linli.audit.pack import Pack
from linli.audit.rule import Rule
from linli.ports import Parameter, Store

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "bench"
PARTS = ("population", "find")
Answers = dict[tuple[str, str], pl.DataFrame]
"""By rule and part (population, find), as the peer gives them."""


class Different(Exception):
    """A peer answers otherwise than linli."""


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock and of the processors, both of this process."""

    wall: float
    cpu: float

    @staticmethod
    def of(work: Callable[[], object]) -> Spent:
        before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        work()
        wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
        return Spent(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    @staticmethod
    def median(many: Sequence[Spent]) -> Spent:
        return Spent(statistics.median(s.wall for s in many), statistics.median(s.cpu for s in many))


def held(day: dt.date, only: Sequence[str] = ()) -> Pack:
    """`base` with the rules that are on and hold on the day, as far as there is SQL for them."""
    base = pack.get("base")
    kept = [rule for rule in base.rules if rule.text.on and engine.in_force(rule, day) and written(rule.name)]
    return replace(base, rules=tuple(rule for rule in kept if not only or rule.name in only))


def unwritten() -> list[str]:
    """Rules that are on and have no SQL yet: they are in nobody's total."""
    return [rule.name for rule in pack.get("base").rules if rule.text.on and not written(rule.name)]


def values(rule: Rule, part: str, day: dt.date, areas: Sequence[str]) -> dict[str, Parameter]:
    """The parameters of a rule's query, bound as the engine binds them."""
    query = rule.population if part == "population" else rule.find
    own = {name: value for name, value in rule.values.items() if name in query.parameters}
    return query.bind({"as_of": day, "areas": list(areas), **own})


def from_linli(rules: Pack, store: Store, day: dt.date, areas: Sequence[str]) -> Answers:
    """What the rules' own queries give."""
    return {
        (rule.name, part): store.run(
            rule.population if part == "population" else rule.find, values(rule, part, day, areas)
        ).polars()
        for rule in rules.rules
        for part in PARTS
    }


def from_duck(duck: Duck, rules: Iterable[Rule], day: dt.date, areas: Sequence[str]) -> Answers:
    """What the hand-written SQL gives. As in linli, a population that several rules share is asked once."""
    asked: dict[str, pl.DataFrame] = {}
    found: Answers = {}
    for rule in rules:
        for part, statement in zip(PARTS, statements(rule.name), strict=True):
            bound = values(rule, part, day, areas)
            what = repr((statement, sorted(bound.items())))
            if what not in asked:
                asked[what] = duck.ask(statement, bound)
            found[rule.name, part] = asked[what]
    return found


def agree(ours: Answers, theirs: Answers) -> None:
    """Hold a peer's answers against linli's: the same rows in the columns that both have, as often.

    A peer may leave columns out, but never those that say what is judged and how. Raises Different.
    """
    for (rule, part), mine in ours.items():
        other = theirs[rule, part]
        needed = {"subject", "place", "state"} if part == "population" else {"subject", "verdict", "certain"}
        if lacking := needed - set(other.columns):
            raise Different(f"{rule}, {part}: no column {', '.join(sorted(lacking))}")
        columns = [name for name in mine.columns if name in other.columns]
        exact = pl.selectors.float().round(9)
        left = mine.select(columns).with_columns(exact).sort(columns)
        right = (
            other.select(columns).cast(dict(mine.select(columns).schema)).with_columns(exact).sort(columns)
        )  # type: ignore[arg-type]
        if not left.equals(right):
            lacks = left.join(right, on=columns, how="anti", nulls_equal=True)
            more = right.join(left, on=columns, how="anti", nulls_equal=True)
            raise Different(
                f"{rule}, {part}: {left.height} rows here, {right.height} there; {lacks.height} only here, "
                f"{more.height} only there\n{lacks.head(3).to_dicts()}\n{more.head(3).to_dicts()}"
            )


# measuring


@dataclass
class Line:
    """One rule, or all of them: the median of each peer, and how many rows were compared.

    linli, duck    seconds by the clock and of the processors, two threads each
    neo4j          seconds of the rule's own Cypher on a warm server; base: without derived links
    networkx       seconds
    """

    rule: str
    population: int = 0
    found: int = 0
    linli: Spent | None = None
    duck: Spent | None = None
    neo4j: float | None = None
    base: float | None = None
    networkx: float | None = None


@dataclass
class Outcome:
    """What a run measured. `shared` is what DuckDB works out once, before the rules; it is in its total."""

    compounds: int
    rounds: int
    at: str
    total: Line
    shared: Spent
    loaded: float
    cold: Spent
    cold_duck: Spent
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


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


def in_turns(rounds: int, *works: Callable[[], object]) -> list[Spent]:
    """The median of each, taking turns."""
    spent: list[list[Spent]] = [[] for _ in works]
    for _ in range(rounds):
        for one, work in zip(spent, works, strict=True):
            one.append(Spent.of(work))
    return [Spent.median(one) for one in spent]


def measure(workspace: Path, compounds: int) -> Outcome:
    """Compare, then time: all rules cold and warm, then one by one, then the slower peers."""
    rounds = int(os.environ.get("BENCH_ROUNDS", "3"))
    only = [name for name in os.environ.get("BENCH_ONLY", "").split(",") if name]
    facts = workspace / "snapshots" / (workspace / "current").read_text().strip() / "facts"
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
            f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H%M%S}",
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
            print(_row(outcome.lines[-1]), flush=True)
        total.population, total.found = (
            sum(getattr(one, name) for one in outcome.lines) for name in ("population", "found")
        )
        bench.duck.close()
        with_networkx(outcome, facts, bench, ours)
        keep(outcome)  # the server may take long, or not come up
        with_neo4j(outcome, workspace, bench, ours)
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
        print(_row(lines[name]), flush=True)


def with_neo4j(outcome: Outcome, workspace: Path, bench: Bench, ours: Answers) -> None:
    """The same Cypher on a server: LINLI_TEST_NEO4J's, or one started for BENCH_NEO4J=1."""
    if changed := stale(workspace / "snapshots" / (workspace / "current").read_text().strip() / "facts"):
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
    from linli.store.credentials import from_environment
    from linli.store.neo4j import open_store

    address = reached["LINLI_TEST_NEO4J"]
    start = time.perf_counter()
    server.push(workspace, address, reached, "full", lambda *_: None)
    outcome.notes.append(f"Neo4j: {time.perf_counter() - start:.0f} s of `linli push`, not counted")
    limit = float(reached.get("BENCH_LIMIT", "30"))
    with open_store(address, from_environment(reached, address), time_limit=limit) as store:
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
            print(_row(line), flush=True)
    known = [line.neo4j for line in outcome.lines if line.neo4j is not None]
    outcome.total.neo4j = sum(known) if len(known) == len(outcome.lines) else None


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
    """Seconds of a rule's two queries, warm: the second time. None, and a note, where it cannot be told."""
    from linli.errors import LinliError

    def ask() -> Answers:
        return from_linli(bench.alone(rule), store, bench.day, bench.areas)

    try:
        theirs = ask()
        agree({key: ours[key] for key in theirs}, theirs)
        return Spent.of(ask).wall
    except (LinliError, Different) as error:
        outcome.notes.append(f"Neo4j, {rule.name}: {error}")
        return None


# showing

HEAD = (
    f"{'':<32}{'asked':>9}{'found':>9}{'linli ms':>10}{'DuckDB ms':>11}{'linli÷DuckDB':>14}{'by CPU':>8}"
    f"{'Neo4j ms':>11}{'÷linli':>8}{'base ms':>10}{'÷linli':>8}{'networkx ms':>13}{'÷linli':>8}"
)


def _beside(seconds: float | None, linli: float, width: int) -> str:
    if seconds is None:
        return f"{'':>{width}}{'':>8}"
    return f"{seconds * 1e3:>{width},.0f}{seconds / linli:>8.1f}"


def _row(line: Line) -> str:
    assert line.linli is not None and line.duck is not None
    own, sql = line.linli, line.duck
    return (
        f"{line.rule:<32}{line.population:>9,}{line.found:>9,}{own.wall * 1e3:>10,.0f}"
        f"{sql.wall * 1e3:>11,.0f}{own.wall / sql.wall:>14.1f}{own.cpu / sql.cpu:>8.1f}"
        f"{_beside(line.neo4j, own.wall, 11)}{_beside(line.base, own.wall, 10)}"
        f"{_beside(line.networkx, own.wall, 13)}"
    )


def show(outcome: Outcome) -> str:
    """The table, all rules first, then the slowest beside DuckDB first."""
    ordered = sorted(outcome.lines, key=lambda line: -(line.linli.cpu / line.duck.cpu))  # type: ignore[union-attr]
    cold, cold_duck, shared = outcome.cold, outcome.cold_duck, outcome.shared
    return "\n".join(
        [
            f"\n{outcome.total.rule} of base, {outcome.compounds:,} compounds, "
            f"median of {outcome.rounds}, in turns; two threads each",
            HEAD,
            _row(outcome.total),
            *(_row(line) for line in ordered),
            f"\ncold (just opened): linli {cold.wall * 1e3:,.0f} ms; DuckDB {cold_duck.wall * 1e3:,.0f} ms,"
            f" after {outcome.loaded * 1e3:,.0f} ms of loading its tables, which are not counted",
            f"DuckDB's total holds {shared.wall * 1e3:,.0f} ms of tables that its rules share; lines do not",
            "one by one, nothing is shared: the lines of linli add up to more than its total",
            *outcome.notes,
        ]
    )


def keep(outcome: Outcome) -> Path:
    """The result as json beside the others; of some rules only, under another name."""
    some = "some-" if os.environ.get("BENCH_ONLY") else ""
    kept = FOLDER / f"{some}rules-{outcome.at}-{outcome.compounds}.json"
    kept.write_text(json.dumps(asdict(outcome), ensure_ascii=False, indent=1), encoding="utf-8")
    return kept


def read(path: Path) -> Outcome:
    """A kept result."""

    def spent(one: dict[str, float] | None) -> Spent | None:
        return Spent(**one) if one else None

    def line(one: dict[str, object]) -> Line:
        given = {**one, "linli": spent(one["linli"]), "duck": spent(one["duck"])}  # type: ignore[arg-type]
        return Line(**given)  # type: ignore[arg-type]

    kept = json.loads(path.read_text(encoding="utf-8"))
    for name in ("shared", "cold", "cold_duck"):
        kept[name] = spent(kept[name])
    kept["total"], kept["lines"] = line(kept["total"]), [line(one) for one in kept["lines"]]
    return Outcome(**kept)


def main(compounds: int | None = None) -> None:
    """Measure, print, keep."""
    warnings.filterwarnings("ignore", "Arrow output on a DB-API result")
    count = compounds or int(os.environ.get("BENCH_N", "20000"))
    outcome = measure(FOLDER / f"workspace-{count}", count)
    print(show(outcome))
    print(f"\nkept in {keep(outcome).relative_to(ROOT)}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["document"]:
        from document import rules_section

        rules_section()
    else:
        main()

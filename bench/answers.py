"""Coverage and all breaks beside their peers: `python bench/answers.py`, and a part of `make bench`.

linli, hand-written DuckDB SQL (bench/sql/answers) and networkx give the state of every slot of every place
and the breaks of every building, of one workspace in one run. Answers are compared, row by row, before a time
is printed; linli and DuckDB take turns. linli's time is that of the whole command's work: totals by kind,
what lapses within a year, the gaps in their order, the causes of breaks with their names; the peers stop
at the rows that are compared.

    BENCH_N=20000       compounds: the workspace that `make bench` built
    BENCH_ROUNDS=3      times that each is asked; networkx once
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).parent))

import machine
from asked import Different
from machine import Spent, in_turns
from peers import walks
from peers.duck import Duck
from peers.roundabout import Roundabout

import linli
from linli.services.breaks import all_breaks
from linli.services.coverage import coverage

COLUMNS = {
    "coverage": ("slot", "place", "state", "certain"),
    "breaks": ("place", "start", "reached", "bits"),
}
TOLD_AS = {"coverage": "coverage of every place", "breaks": "all breaks of every building"}


@dataclass(frozen=True)
class Answer:
    """One question of a whole province: rows compared, and the seconds of each."""

    name: str
    rows: int
    loop: float
    linli: Spent
    duck: Spent
    networkx: float


def ours(graph: linli.Graph) -> dict[str, Callable[[], pl.DataFrame]]:
    """linli's answers."""
    return {"coverage": lambda: coverage(graph).rows, "breaks": lambda: all_breaks(graph).found.places}


def sql(duck: Duck, graph: linli.Graph) -> dict[str, Callable[[], pl.DataFrame]]:
    """The hand-written SQL's."""
    values = {"day": graph.day, "areas": graph.areas(None)}
    return {
        name: partial(duck.ask, (machine.SQL / "answers" / f"{name}.sql").read_text("utf-8"), values)
        for name in COLUMNS
    }


def loops(facts: Path, graph: linli.Graph) -> dict[str, Callable[[], pl.DataFrame]]:
    """networkx's. The graph is built here."""
    walked = Roundabout(walks.load(facts), graph.day, graph.areas(None))
    return {"coverage": walked.coverage, "breaks": walked.breaks}


def agree(name: str, mine: pl.DataFrame, other: pl.DataFrame) -> int:
    """Hold a peer's answer against linli's; returns the number of rows. Raises Different."""
    columns = COLUMNS[name]
    left = mine.select(columns).sort(columns)
    right = other.select(columns).cast(dict(left.schema)).sort(columns)  # type: ignore[arg-type]
    if not left.equals(right):
        lacks = left.join(right, on=columns, how="anti", nulls_equal=True)
        more = right.join(left, on=columns, how="anti", nulls_equal=True)
        raise Different(f"{name}: only here {lacks.head(3).to_dicts()}; only there {more.head(3).to_dicts()}")
    return left.height


def measure(workspace: Path, facts: Path, rounds: int) -> list[Answer]:
    """Compare, then time; prints a line a question. Raises Different."""
    found = []
    with linli.open(workspace) as graph:
        duck = Duck(facts)
        own, hand, walked = ours(graph), sql(duck, graph), loops(facts, graph)
        for name in COLUMNS:
            mine, slow = own[name](), machine.loop()
            rows = agree(name, mine, hand[name]())
            told: list[pl.DataFrame] = []
            loop = Spent.of(lambda: told.append(walked[name]()))  # noqa: B023
            agree(name, mine, told[0])
            spent, peer = in_turns(rounds, own[name], hand[name])
            found.append(Answer(name, rows, slow, spent, peer, loop.wall))
            print(_line(found[-1]), flush=True)
        duck.close()
    return found


def _line(one: Answer) -> str:
    own, sql = one.linli.wall, one.duck.wall
    duck = f"DuckDB {sql:.2f} s (linli ÷ DuckDB {own / sql:.1f})"
    walked = f"networkx {one.networkx:.1f} s (networkx ÷ linli {one.networkx / own:.1f})"
    return f"{TOLD_AS[one.name]:<32}{one.rows:>10,} rows  {own:.2f} s; {duck}, {walked}; loop {one.loop:.2f}"


def main(compounds: int | None = None) -> list[Answer]:
    """Measure, print, keep."""
    count = compounds or int(os.environ.get("BENCH_N", "20000"))
    workspace = machine.workspace(count)
    print(f"\ncoverage and breaks of {count:,} compounds")
    found = measure(workspace, machine.facts(workspace), int(os.environ.get("BENCH_ROUNDS", "3")))
    machine.keep("answers", count, [asdict(one) for one in found])
    return found


if __name__ == "__main__":
    main()

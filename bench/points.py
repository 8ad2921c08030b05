"""Questions about one thing, beside SQLite: `python bench/points.py`, and a part of `make bench`.

Each subject's rows are compared before a time is printed. linli and SQLite take turns, subject by subject,
in one process; both have been asked before. By name is a search over all there are, and has no peer.

    BENCH_N=20000       compounds: the workspace that `make bench` built
    BENCH_ASKED=200     subjects of each question, drawn at random
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parent))

import machine
from asked import Different
from peers.lite import Lite

import linli

QUESTIONS = (
    ("people/held", "person", "Person", "id", "held"),
    ("compounds/bodies", "compound", "Compound", "id", "bodies"),
    ("chains/from_building", "place", "Building", "id", "from_building"),
    ("chains/from_compound", "place", "Compound", "id", None),
    ("chains/downward", "body", "Organization", "id", None),
    ("people/posts", "name", "Person", "name", None),
    ("compounds/named", "name", "Compound", "name", None),
)
"""Query, its parameter, the table and column of its subjects, and the SQL that answers likewise."""

BY_NAME = ("people/posts", "compounds/named")
"""Searches over all there are."""

BAR = 5.0
"""Milliseconds, p50, of a question about one thing by its identifier."""


@dataclass(frozen=True)
class Point:
    """One question: milliseconds of linli and of SQLite, rows of a subject in the mean."""

    question: str
    asked: int
    rows: float
    loop: float
    p50: float
    p99: float
    lite_p50: float | None = None
    lite_p99: float | None = None


def _plain(frame: pl.DataFrame, columns: Sequence[str]) -> list[tuple[object, ...]]:
    """An answer as SQLite gives it: dates as texts, yes and no as numbers."""
    days = frame.select(columns).with_columns(
        pl.col(pl.Date).cast(pl.String), pl.col(pl.Boolean).cast(pl.Int64)
    )
    return sorted(days.rows(), key=str)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def drawn_from(table: Path, column: str, asked: int) -> list[str]:
    """Subjects of a question, the same each time."""
    known = pl.read_parquet(table, columns=[column])[column]
    return known.sample(asked, seed=7, with_replacement=True).to_list()


def compared(
    graph: linli.Graph, lite: Lite | None, question: tuple[str, str, str], drawn: Sequence[str]
) -> int:
    """Hold the answers about some subjects against SQLite's, where it has any; returns how many rows there
    are.

    Parameters: `question`, the query, its parameter and the SQL that answers likewise. Raises Different.
    """
    name, parameter, sql = question
    rows = 0
    for subject in drawn:
        ours = graph.ask(name, **{parameter: subject}).polars()
        rows += ours.height
        if lite is not None:
            theirs = sorted(lite.ask(sql, subject), key=str)
            if _plain(ours, lite.columns(sql)) != theirs:
                raise Different(f"{name} of {subject}: {ours.height} rows here, {len(theirs)} there")
    return rows


def measure(workspace: Path, facts: Path, asked: int) -> list[Point]:
    """Compare, then time; prints a line a question. Raises Different."""
    found = []
    with linli.open(workspace) as graph:
        start = time.perf_counter()
        lite = Lite(machine.FOLDER / "points.sqlite", facts, graph.day, graph.areas(None))
        size = (machine.FOLDER / "points.sqlite").stat().st_size >> 20
        print(f"SQLite: {time.perf_counter() - start:.1f} s to load and index {size} MB, not counted")
        for name, parameter, node, column, sql in QUESTIONS:
            drawn = drawn_from(facts / f"{node}.parquet", column, asked)
            rows = compared(graph, lite if sql else None, (name, parameter, sql or ""), drawn)
            slow = machine.loop()
            own, peer = [], []
            for subject in drawn:
                own.append(_timed(lambda: graph.ask(name, **{parameter: subject})))  # noqa: B023
                if sql:
                    peer.append(_timed(lambda: lite.ask(sql, subject)))  # noqa: B023
            p50, p99 = np.percentile(own, [50, 99])
            told = np.percentile(peer, [50, 99]) if peer else (None, None)
            found.append(Point(name, asked, rows / asked, slow, float(p50), float(p99), *told))
            print(_line(found[-1]), flush=True)
        lite.close()
    (machine.FOLDER / "points.sqlite").unlink()
    return found


def _line(one: Point) -> str:
    lite = "" if one.lite_p50 is None else f"{one.lite_p50:>9.2f}{one.lite_p99:>9.2f}"
    ratio = "" if one.lite_p50 is None else f"{one.p50 / one.lite_p50:>8.1f}"
    own = f"{one.rows:>7.1f} rows{one.p50:>9.2f}{one.p99:>9.2f}"
    return f"{one.question:<24}{own}{lite}{ratio}  loop {one.loop:.2f}"


def main(compounds: int | None = None) -> list[Point]:
    """Measure, print, keep."""
    count = compounds or int(os.environ.get("BENCH_N", "20000"))
    workspace = machine.workspace(count)
    print(f"\n{'one thing, ms':<36}{'p50':>9}{'p99':>9}{'SQLite':>9}{'p99':>9}{'p50 ÷':>8}")
    found = measure(workspace, machine.facts(workspace), int(os.environ.get("BENCH_ASKED", "200")))
    machine.keep("points", count, [asdict(one) for one in found])
    return found


if __name__ == "__main__":
    main()

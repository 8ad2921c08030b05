"""What every benchmark shares: where results are kept, how slow this machine is just now, what is spent."""

from __future__ import annotations

import datetime as dt
import json
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "bench"
SQL = Path(__file__).parent / "sql"
"""Hand-written SQL over the facts."""
PLAIN = compile("total = 0\nfor i in range(10_000_000): total += i", "loop", "exec")
QUIET = 0.6
"""Seconds of the loop on the quiet machine. Its names are global; local ones take half as long."""


def loop() -> float:
    """Seconds of 10^7 plain additions: how slow this machine is just now."""
    start = time.perf_counter()
    exec(PLAIN, {})
    return time.perf_counter() - start


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock and of the processors, both of this process: one run, or the middle of several.

    least, most    by the clock, of several runs
    """

    wall: float
    cpu: float
    least: float
    most: float

    @staticmethod
    def of(work: Callable[[], object]) -> Spent:
        before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
        work()
        wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Spent(wall, cpu, wall, wall)

    @staticmethod
    def median(many: Sequence[Spent]) -> Spent:
        walls = [one.wall for one in many]
        cpu = statistics.median(one.cpu for one in many)
        return Spent(statistics.median(walls), cpu, min(walls), max(walls))


def in_turns(rounds: int, *works: Callable[[], object]) -> list[Spent]:
    """The median of each, taking turns, so that what else the machine does falls on all."""
    spent: list[list[Spent]] = [[] for _ in works]
    for _ in range(rounds):
        for one, work in zip(spent, works, strict=True):
            one.append(Spent.of(work))
    return [Spent.median(one) for one in spent]


def median(work: Callable[[], object], runs: int) -> tuple[float, tuple[float, float]]:
    """Median seconds of some runs, with the lowest and the highest."""
    (spent,) = in_turns(runs, work)
    return spent.wall, (spent.least, spent.most)


def workspace(count: int) -> Path:
    """The workspace of that many compounds that `make bench` builds."""
    return FOLDER / f"workspace-{count}"


def facts(built: Path) -> Path:
    """The fact files of a workspace's snapshot in use."""
    return built / "snapshots" / (built / "current").read_text().strip() / "facts"


def size(folder: Path) -> float:
    """MB on disk."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


def keep(kind: str, count: int | None, result: object) -> Path:
    """Keep a result as json; says where."""
    at = f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H%M%S.%f}"
    kept = FOLDER / f"{kind}-{at}{'' if count is None else f'-{count}'}.json"
    kept.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"kept in {kept.relative_to(ROOT)}")
    return kept


def newest(kind: str, fit: Callable[[Any], bool] = lambda kept: True) -> dict[int, Any]:
    """The newest kept result of each size, the largest first; of those that are fit."""
    found = {}
    for path in sorted(FOLDER.glob(f"{kind}-*.json")):
        kept = json.loads(path.read_text(encoding="utf-8"))
        if fit(kept):
            found[int(path.stem.rsplit("-", 1)[1])] = kept
    return dict(sorted(found.items(), reverse=True))

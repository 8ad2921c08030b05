"""How the cost grows with the size: `python bench/growth.py`, and a part of `make bench`.

The same measures at several sizes, each in a process of its own, so that peak memory is that of the measure.
The exponent is the slope of the line through the logarithms (least squares): 1 is proportional, 2 is
quadratic. Sizes are measured one after another on a shared machine, hence each second is divided by the plain
loop beside it before the line is drawn.

    BENCH_SIZES=1000,10000,100000      compounds; 500000 is the nation and takes an hour with its ledgers
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import building
import machine

SIZES = "1000,10000,100000"
MEASURES = {
    "snapshot": "csv ledgers → verified snapshot",
    "open": "open it",
    "rules": "all rules of `base`",
    "coverage": "coverage of every place",
    "breaks": "all breaks of every building",
}
BAR = 1.1
"""What the exponent should not exceed."""


@dataclass(frozen=True)
class Point:
    """One measure at one size. `peak`: GB of the process that measured it."""

    measure: str
    compounds: int
    seconds: float
    loop: float
    peak: float


def measure(workspace: Path) -> None:
    """Run in a process of its own: open, rules, coverage, breaks; prints seconds and peak memory as json.

    One measure a call (the environment names it), so that memory of one is not that of another.
    """
    import resource

    import linli
    from linli.audit import engine, pack
    from linli.services.breaks import all_breaks
    from linli.services.coverage import coverage

    wanted = os.environ["BENCH_MEASURE"]
    start = time.perf_counter()
    with linli.open(workspace) as graph:
        opened = time.perf_counter() - start
        work: Mapping[str, Callable[[], object]] = {
            "open": lambda: None,
            "rules": lambda: list(engine.run(pack.get("base"), graph.sets, graph.day, list(graph.tops))),
            "coverage": lambda: coverage(graph),
            "breaks": lambda: all_breaks(graph),
        }
        start = time.perf_counter()
        work[wanted]()
        seconds = opened if wanted == "open" else time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({"seconds": seconds, "peak": peak}))


def at(count: int) -> Iterator[Point]:
    """All measures at one size, one by one; its ledgers and workspace are thrown away."""
    ledgers, workspace = building.make_ledgers(count), machine.FOLDER / f"growth-{count}"
    shutil.rmtree(workspace, ignore_errors=True)
    for name, told_as in MEASURES.items():
        slow = machine.loop()
        given = [building.__file__, ledgers] if name == "snapshot" else [__file__, "at"]
        command = [sys.executable, *map(str, given), str(workspace)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ, "BENCH_MEASURE": name}
        )
        told = json.loads(done.stdout.splitlines()[-1])
        point = Point(name, count, told["seconds"], min(slow, machine.loop()), told["peak"])
        figures = f"{point.seconds:>9.2f} s{point.peak:>7.2f} GB  loop {point.loop:.2f}"
        print(f"{count:>9,}  {told_as:<34}{figures}", flush=True)
        yield point
    shutil.rmtree(workspace)
    shutil.rmtree(ledgers)


def exponent(points: list[Point]) -> float:
    """The exponent of growth of one measure, over seconds by the loop beside them."""
    import numpy as np

    sizes = np.log([one.compounds for one in points])
    return float(np.polyfit(sizes, np.log([one.seconds / one.loop for one in points]), 1)[0])


def main() -> None:
    """Measure, print, and keep each point as soon as it is there: a nation takes an hour."""
    points = []
    for size in os.environ.get("BENCH_SIZES", SIZES).split(","):
        for point in at(int(size)):
            points.append(point)
            machine.keep("growth", None, [asdict(point)])
    for name, what in MEASURES.items():
        found = [one for one in points if one.measure == name]
        if len(found) > 1:
            print(f"{what:<45}grows as n^{exponent(found):.2f}")


def section(points: list[Point]) -> str:
    """The part of the page for one result."""
    sizes = sorted({one.compounds for one in points})
    lines = [
        "## Growth",
        "",
        "`python bench/growth.py` measures each in a process of its own: seconds, and GB at its peak;",
        f"the exponent is of seconds by the plain loop beside them ({min(p.loop for p in points):.2f} to "
        f"{max(p.loop for p in points):.2f} s; 0.6 on a quiet machine). The bar is {BAR}.",
        "",
        "| | " + " | ".join(f"{size:,} compounds" for size in sizes) + " | exponent |",
        "|---|" + "--:|" * (len(sizes) + 1),
    ]
    for name, what in MEASURES.items():
        found = sorted((one for one in points if one.measure == name), key=lambda one: one.compounds)
        told = " | ".join(f"{one.seconds:.2f} s, {one.peak:.2f} GB" for one in found)
        grown = exponent(found)
        lines.append(f"| {what} | {told} | {grown:.2f}{'' if grown <= BAR else ' **over**'} |")
    return "\n".join(lines)


if __name__ == "__main__":
    if sys.argv[1:2] == ["at"]:
        measure(Path(sys.argv[2]))
    else:
        main()

"""The benchmark: `make bench`, or `BENCH_N=2000 make bench`. Prints one table and keeps it in build/bench.

Seconds measured here are of a shared machine. Beside every figure stands how long a plain loop of 10^7
additions took at that moment (0.6 s on the quiet machine that the bars are meant for), and `quiet` scales by
it, roughly; judge by ratios within one run.

    BENCH_N=20000        compounds
    BENCH_RUNS=3         runs from ledgers to snapshot
    BENCH_BY_COUNTY=1    a file a kind and county, instead of a file a kind
    BENCH_NEO4J=1        start a Neo4j server of one's own, push to it and ask it too: a quarter of an hour

    BASE=build/bench/table-….json    an earlier table to hold this one against (bench/compare.py)

Parts of it, and what is measured apart:

    python bench/rules.py          all rules, beside DuckDB, networkx and Neo4j
    python bench/answers.py        coverage and all breaks, beside DuckDB and networkx
    python bench/points.py         questions about one thing, beside SQLite
    python bench/everything.py     ledgers → every answer, beside DuckDB's whole
    python bench/growth.py         how the cost grows with the size
    python bench/api.py            the REST API of one worker
    python bench/pages.py          the dashboard's pages
    python bench/what_if.py        a what-if
    python bench/summary.py        the table of all, from the newest results
    python bench/document.py       docs/performance.md, from the newest results
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import machine


def main() -> None:
    """Measure, print, keep."""
    import answers
    import building
    import everything
    import points
    import questions
    import rules
    import summary
    from figures import Table

    count, runs = int(os.environ.get("BENCH_N", "20000")), int(os.environ.get("BENCH_RUNS", "3"))
    print(f"linli bench: {count:,} compounds, {os.cpu_count()} shared cores: judge by ratios, not seconds.")
    print(f"loop: seconds of 10^7 plain additions just before ({machine.QUIET} when quiet).")
    print(f"quiet: measured × {machine.QUIET} ÷ loop, which the bars are held against.")
    start = time.perf_counter()
    ledgers, workspace = building.make_ledgers(count), machine.workspace(count)
    spent = time.perf_counter() - start
    print(f"generated in {spent:.1f} s, {machine.size(ledgers):.0f} MB of csv (not counted)")
    table = Table()
    building.end_to_end(table, ledgers, workspace, runs)
    facts = machine.facts(workspace)
    building.references(table, ledgers, facts)
    questions.provincial(table, workspace, facts)
    building.command_line(table, workspace, facts)
    machine.keep("run", count, [asdict(one) for one in table.figures])
    points.main(count)
    answers.main(count)
    everything.main(count)
    rules.main(count)
    found = summary.rows()
    print(f"\n{summary.show(found)}")
    kept = machine.keep("table", count, [asdict(one) for one in found])
    if base := os.environ.get("BASE"):
        import compare

        compare.main(Path(base), kept)


if __name__ == "__main__":
    main()

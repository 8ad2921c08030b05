"""One table of all bars: what was measured last, beside what a user would pick instead, held or missed.

python bench/summary.py         from the newest results in build/bench; `make bench` prints it at its end
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import growth
import points
import rules
import run as bench
from document import newest

NATION = 500_000
AT_LEAST = 20_000
"""Compounds from which on the bars beside peers count."""
SLOWER = 10
"""Times as long as linli that Neo4j on base links and networkx should take at least."""
LIMITS = {"snapshot": 480.0, "rules": 60.0, "coverage": 60.0, "breaks": 60.0}
"""Seconds on a quiet machine that the measures of a nation may take, by their names in `growth.MEASURES`."""
MEMORY = 8.0
"""GB that they may take."""


@dataclass(frozen=True)
class Row:
    """A measure with its bar. `held` is None where there is no bar."""

    measure: str
    linli: str
    peer: str
    ratio: str
    bar: str
    held: bool | None


def of_rules(outcome: rules.Outcome) -> Iterator[Row]:
    """All rules beside DuckDB, and single rules beside the slower peers."""
    own, sql = outcome.total.linli, outcome.total.duck
    assert own is not None and sql is not None
    where, ratio = f"{outcome.compounds:,} compounds", own.wall / sql.wall
    # The bars are of 20,000 compounds: of fewer, what an answer costs besides its rows weighs more.
    barred = outcome.compounds >= AT_LEAST
    peer = f"DuckDB {sql.wall:.2f} s"
    bar, held = ("≤ 1", ratio <= 1) if barred else ("", None)
    yield Row(f"all rules, {where}", f"{own.wall:.2f} s", peer, f"{ratio:.2f}", bar, held)
    for name, what in (
        ("base", "Neo4j, base links"),
        ("neo4j", "Neo4j, derived links"),
        ("networkx", "networkx"),
    ):
        ratios = [getattr(x, name) / x.linli.wall for x in outcome.lines if x.linli and getattr(x, name)]
        if ratios:
            middle = statistics.median(ratios)
            told = barred and name != "neo4j"
            bar, held = (f"≥ {SLOWER}", middle >= SLOWER) if told else ("", None)
            peer = f"{what}: {len(ratios)} rules"
            yield Row(f"  the middle rule, {where}", "1", peer, f"{middle:.1f}", bar, held)


def of_figures() -> Iterator[Row]:
    """The figures of the newest whole run that have a bar."""
    path = max(bench.FOLDER.glob("20*.json"), default=None)
    if path is None:
        return
    told = json.loads(path.read_text(encoding="utf-8"))
    for one in (bench.Figure(**figure) for figure in told["figures"]):
        if one.bar is not None:
            spread = f", {one.spread[0]:.2f} to {one.spread[1]:.2f}" if one.spread else ""
            own = f"{one.value:.2f} {one.unit}{spread}"
            measure = f"{one.name.strip()}, {told['compounds']:,}"
            yield Row(measure, own, "", "", f"≤ {one.bar:g} {one.unit}", one.quiet <= one.bar)


def of_points(found: list[points.Point], compounds: int) -> Iterator[Row]:
    """Questions about one thing beside SQLite."""
    for one in found:
        barred = one.question not in ("people/posts", "compounds/named")
        quiet = one.p50 * bench.QUIET / one.loop
        own = f"{one.p50:.1f} ms, p99 {one.p99:.1f}"
        lite = one.lite_p50 is not None and one.lite_p99 is not None
        peer = f"SQLite {one.lite_p50:.1f} ms, p99 {one.lite_p99:.1f}" if lite else ""
        ratio = f"{one.p50 / one.lite_p50:.1f}" if one.lite_p50 else ""
        bar = f"p50 ≤ {points.BAR:g} ms" if barred else ""
        measure = f"{one.question}, {compounds:,} compounds"
        yield Row(measure, own, peer, ratio, bar, quiet <= points.BAR if barred else None)


def of_growth(found: list[growth.Point]) -> Iterator[Row]:
    """Exponents, and the nation's seconds and memory."""
    for name, what in growth.MEASURES.items():
        own = [one for one in found if one.measure == name]
        if len(own) > 1:
            grown = growth.exponent(own)
            sizes = f"{min(p.compounds for p in own):,} to {max(p.compounds for p in own):,}"
            told = f"n^{grown:.2f}"
            yield Row(f"growth: {what}, {sizes}", told, "", "", f"≤ {growth.BAR}", grown <= growth.BAR)
    for one in found:
        if one.compounds == NATION and one.measure in LIMITS:
            quiet, limit = one.seconds * bench.QUIET / one.loop, LIMITS[one.measure]
            told = f"{one.seconds:.0f} s ({quiet:.0f} quiet), {one.peak:.1f} GB"
            held = quiet <= limit and one.peak <= MEMORY
            bar = f"≤ {limit:.0f} s, ≤ {MEMORY:g} GB"
            yield Row(f"nation: {growth.MEASURES[one.measure]}", told, "", "", bar, held)


def last_points() -> tuple[list[points.Point], int] | None:
    """The newest result about questions of one thing, and of how many compounds."""
    path = max(bench.FOLDER.glob("points-*.json"), default=None)
    if path is None:
        return None
    told = json.loads(path.read_text(encoding="utf-8"))
    return [points.Point(**one) for one in told], int(path.stem.rsplit("-", 1)[1])


def last_growth() -> list[growth.Point]:
    """The newest result of each measure at each size: the nation is measured apart from the others."""
    newest_of: dict[tuple[str, int], growth.Point] = {}
    for path in sorted(bench.FOLDER.glob("growth-*.json")):
        for one in json.loads(path.read_text(encoding="utf-8")):
            point = growth.Point(**one)
            newest_of[point.measure, point.compounds] = point
    return sorted(newest_of.values(), key=lambda point: point.compounds)


def rows() -> list[Row]:
    """All that has been measured."""
    found = list(of_figures())
    for path in newest(rules.FOLDER):
        found += of_rules(rules.read(path))
    if kept := last_points():
        found += of_points(*kept)
    return [*found, *of_growth(last_growth())]


def show(found: list[Row]) -> str:
    """The table as text."""
    wide = max((len(one.measure) for one in found), default=0) + 2
    lines = [f"{'':<{wide}}{'linli':<26}{'peer':<30}{'ratio':>7}  bar"]
    for one in found:
        verdict = {None: "", True: "held", False: "MISSED"}[one.held]
        lines.append(
            f"{one.measure:<{wide}}{one.linli:<26}{one.peer:<30}{one.ratio:>7}  {one.bar:<18}{verdict}"
        )
    return "\n".join(lines)


def section(found: list[Row]) -> str:
    """The table as a part of the page."""
    lines = [
        "## Every bar",
        "",
        "`python bench/summary.py`: the newest result of each measure. Seconds and milliseconds are held",
        "against their bar as they would be on the quiet machine (by the plain loop beside them); ratios as",
        "they are.",
        "",
        "| measure | linli | beside | ratio | bar | |",
        "|---|---|---|--:|---|---|",
    ]
    for one in found:
        verdict = {None: "", True: "held", False: "**missed**"}[one.held]
        cells = [one.measure.strip(), one.linli, one.peer, one.ratio, one.bar, verdict]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(show(rows()))

"""The one table: what was measured last, beside what a user would pick instead, held or missed.

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

import answers
import building
import growth
import machine
import outcome as rules
import points
from everything import Whole
from figures import Figure
from machine import Spent
from what_if import BAR, Trials
from why import why

import api

NATION = 500_000
CITY = 1_000
"""Compounds of which the bars of the dashboard are."""
AT_LEAST = 20_000
"""Compounds from which on the bars beside peers count."""
SLOWER = 10
"""Times as long as linli that Neo4j on base links and networkx should take at least."""
LIMITS = {"snapshot": 480.0, "rules": 60.0, "coverage": 60.0, "breaks": 60.0}
"""Seconds on a quiet machine that the measures of a nation may take, by their names in `growth.MEASURES`."""
MEMORY = 8.0
"""GB that they may take."""
TIMES = ("s", "ms")
SCALED = (*TIMES, "/s")


@dataclass(frozen=True)
class Row:
    """A measure, perhaps beside a peer, perhaps with a bar.

    spread   least and most of several runs
    loop     seconds of the plain loop beside it
    beside   the peer's own value, in the same unit
    ratio    how often the smaller of the two fits, as the bar tells it: linli ÷ DuckDB, slower peers ÷ linli
    held     None where there is no bar
    """

    measure: str
    value: float
    unit: str
    loop: float
    spread: tuple[float, float] | None = None
    peer: str = ""
    beside: float | None = None
    ratio: float | None = None
    bar: str = ""
    held: bool | None = None

    @property
    def quiet(self) -> float:
        """The value as it might be on the quiet machine; sizes and exponents stay as they are."""
        if self.unit == "/s":
            return self.value * self.loop / machine.QUIET
        return self.value * machine.QUIET / self.loop if self.unit in TIMES else self.value

    @property
    def own(self) -> str:
        """The value, with its spread."""
        digits = 1 if self.unit == "ms" else 2
        told = f"n^{self.value:.2f}" if self.unit == "n^" else f"{self.value:,.{digits}f} {self.unit}"
        if self.spread is None or self.spread[0] == self.spread[1]:
            return told
        return f"{told} ({self.spread[0]:,.{digits}f}-{self.spread[1]:,.{digits}f})"

    @property
    def other(self) -> str:
        """The peer and its value."""
        return self.peer if self.beside is None else f"{self.peer} {self.beside:,.2f} {self.unit}".strip()


def of_figures() -> Iterator[Row]:
    """Ledgers to snapshot, whole-province questions, start of the program: the newest run of each size."""
    for count, kept in machine.newest("run").items():
        for one in (Figure(**figure) for figure in kept):
            spread = None if one.spread is None else (one.spread[0], one.spread[1])
            name = f"{one.name.strip()}, {count:,}"
            held = None if one.bar is None else one.quiet <= one.bar
            bar = "" if one.bar is None else f"≤ {one.bar:g} {one.unit}"
            ratio = None if one.beside is None else one.value / one.beside
            yield Row(name, one.value, one.unit, one.loop, spread, one.peer, one.beside, ratio, bar, held)


def of_all_rules(found: rules.Outcome) -> Iterator[Row]:
    """All rules beside DuckDB."""
    own, sql = found.total.linli, found.total.duck
    assert own is not None and sql is not None
    where, ratio = f"{found.compounds:,}", own.wall / sql.wall
    # The bars are of 20,000 compounds: of fewer, what an answer costs besides its rows weighs more.
    barred = found.compounds >= AT_LEAST
    spread = (own.least, own.most)
    bar, held = ("≤ 1", ratio <= 1) if barred else ("", None)
    yield Row(f"all rules, {where}", own.wall, "s", found.loop, spread, "DuckDB", sql.wall, ratio, bar, held)


def of_rules(found: rules.Outcome) -> Iterator[Row]:
    """Single rules beside the slower peers."""
    where, barred = f"{found.compounds:,}", found.compounds >= AT_LEAST
    for name, what in (
        ("base", "Neo4j, base links"),
        ("neo4j", "Neo4j, derived links"),
        ("networkx", "networkx"),
    ):
        lines = [(getattr(x, name), x.linli.wall) for x in found.lines if x.linli and getattr(x, name)]
        if lines:
            middle = statistics.median(slow / quick for slow, quick in lines)
            bar, held = (f"≥ {SLOWER}", middle >= SLOWER) if barred and name != "neo4j" else ("", None)
            slow, quick = (sum(of) for of in zip(*lines, strict=True))
            measure = f"{len(lines)} rules one by one, the middle ratio, {where}"
            yield Row(measure, quick, "s", found.loop, None, what, slow, middle, bar, held)


def of_answers(found: list[answers.Answer], count: int, server: dict[str, float]) -> Iterator[Row]:
    """Coverage and breaks beside DuckDB, networkx and Neo4j."""
    for one in found:
        own, measure = one.linli, f"{answers.TOLD_AS[one.name]}, {count:,}"
        spread = (own.least, own.most)
        ratio = own.wall / one.duck.wall
        yield Row(measure, own.wall, "s", one.loop, spread, "DuckDB", one.duck.wall, ratio)
        slower = {"networkx": one.networkx, "linli on Neo4j": server.get(one.name)}
        for peer, seconds in slower.items():
            if seconds is not None:
                times = seconds / own.wall
                yield Row(measure, own.wall, "s", one.loop, spread, peer, seconds, times)


def of_everything(whole: Whole, count: int) -> Iterator[Row]:
    """Ledgers → every answer, beside DuckDB from the cleaned records."""
    own, duck = statistics.median(whole.linli), statistics.median(whole.duck)
    ratio, spread = own / duck, (min(whole.linli), max(whole.linli))
    bar, held = ("≤ 3", ratio <= 3) if count >= AT_LEAST else ("", None)
    measure = f"{building.EVERYTHING}, {count:,}"
    peer = "DuckDB, from clean records"
    yield Row(measure, own, "s", whole.loop, spread, peer, duck, ratio, bar, held)


def of_server(figures: dict[str, Figure], found: rules.Outcome) -> Iterator[Row]:
    """Ledgers → every answer through Neo4j: linli's own work up to the facts, the push, the rules there."""
    if found.pushed is None:
        return
    own, graph = figures[building.EVERYTHING], figures[building.GRAPH]
    snapshot = figures[building.SNAPSHOT]
    known = [line.neo4j for line in found.lines if line.neo4j is not None]
    slow = len(found.lines) - len(known)
    asked = found.pushed + sum(known) + slow * found.limit + sum(found.server.values())
    server = (snapshot.value - graph.value) * found.loop / snapshot.loop + asked
    ratio = server / found.loop / (own.value / own.loop)
    broken = f" ({slow} rules broken off after {found.limit:g} s)" if slow else ""
    peer = f"Neo4j, derived links{broken}"
    barred = found.compounds >= AT_LEAST
    bar, held = ("≥ 20", ratio >= 20) if barred else ("", None)
    measure = f"{building.EVERYTHING}, {found.compounds:,}"
    yield Row(measure, own.value, "s", own.loop, own.spread, peer, server, ratio, bar, held)


def of_points(found: list[points.Point], count: int) -> Iterator[Row]:
    """Questions about one thing beside SQLite."""
    for one in found:
        barred = one.question not in points.BY_NAME
        quiet = one.p50 * machine.QUIET / one.loop
        for part, own, lite in (("p50", one.p50, one.lite_p50), ("p99", one.p99, one.lite_p99)):
            bar, held = ("", None)
            if barred and part == "p50":
                bar, held = f"≤ {points.BAR:g} ms", quiet <= points.BAR
            peer = "SQLite" if lite else ""
            measure = f"{one.question}, {part}, {count:,}"
            yield Row(measure, own, "ms", one.loop, None, peer, lite, own / lite if lite else None, bar, held)


def of_api(found: list[api.Asked], count: int) -> Iterator[Row]:
    """What one worker of the REST API answers."""
    for one in found:
        point = one.name in api.POINTS
        part, own = ("p99", one.p99) if point else ("p50", one.p50)
        quiet, most = own * machine.QUIET / one.loop, api.BARS[one.name]
        measure = f"API: {one.name}, {part}, {count:,}"
        yield Row(measure, own, "ms", one.loop, bar=f"≤ {most} ms", held=quiet <= most)
        if point:
            least = api.EACH_SECOND
            held = one.each_second * one.loop / machine.QUIET >= least
            measure = f"API: {one.name}, answers a second, {count:,}"
            yield Row(measure, one.each_second, "/s", one.loop, bar=f"≥ {least} /s", held=held)


def of_pages(told: dict[str, dict[str, float | None]], count: int) -> Iterator[Row]:
    """The slowest page of the dashboard, and the slowest click."""
    for part, what, most in (("paint", "shows", 2.0), ("click", "a click is answered", 0.5)):
        key, page = max(told.items(), key=lambda one: one[1][part] or 0)
        value, slow = page[part], page["loop"]
        assert value is not None and slow is not None
        bar, held = (f"≤ {most:g} s", value * machine.QUIET / slow <= most) if count <= CITY else ("", None)
        yield Row(f"slowest page {what} ({key}), {count:,}", value, "s", slow, bar=bar, held=held)


def of_trials(one: Trials, count: int) -> Iterator[Row]:
    """A what-if of one appointment."""
    barred = count == CITY
    quiet = one.p50 * machine.QUIET / one.loop
    bar, held = (f"≤ {BAR:g} ms", quiet <= BAR) if barred else ("", None)
    yield Row(f"what-if of one appointment, p50, {count:,}", one.p50, "ms", one.loop, bar=bar, held=held)
    yield Row(f"what-if of one appointment, p99, {count:,}", one.p99, "ms", one.loop)


def of_growth(found: list[growth.Point]) -> Iterator[Row]:
    """Exponents, and the nation's seconds and memory."""
    for name, what in growth.MEASURES.items():
        own = [one for one in found if one.measure == name]
        if len(own) > 1:
            grown = growth.exponent(own)
            sizes = f"{min(p.compounds for p in own):,} to {max(p.compounds for p in own):,}"
            bar = f"≤ {growth.BAR}"
            yield Row(
                f"growth of {what}, {sizes}", grown, "n^", own[0].loop, bar=bar, held=grown <= growth.BAR
            )
    for one in found:
        if one.compounds == NATION and one.measure in LIMITS:
            quiet, limit = one.seconds * machine.QUIET / one.loop, LIMITS[one.measure]
            what = f"nation: {growth.MEASURES[one.measure]}"
            bar = f"≤ {limit:.0f} s"
            yield Row(what, one.seconds, "s", one.loop, bar=bar, held=quiet <= limit)
            bar = f"≤ {MEMORY:g} GB"
            yield Row(f"{what}, memory", one.peak, "GB", one.loop, bar=bar, held=one.peak <= MEMORY)


def last_growth() -> list[growth.Point]:
    """The newest result of each measure at each size: the nation is measured apart from the others."""
    newest_of: dict[tuple[str, int], growth.Point] = {}
    for path in sorted(machine.FOLDER.glob("growth-*.json")):
        for one in json.loads(path.read_text(encoding="utf-8")):
            point = growth.Point(**one)
            newest_of[point.measure, point.compounds] = point
    return sorted(newest_of.values(), key=lambda point: point.compounds)


def last_points() -> dict[int, list[points.Point]]:
    """The newest results about questions of one thing, by the number of compounds."""
    found = machine.newest("points")
    return {count: [points.Point(**one) for one in kept] for count, kept in found.items()}


def last_answers() -> dict[int, list[answers.Answer]]:
    """The newest results about coverage and breaks, by the number of compounds."""

    def read(one: dict[str, object]) -> answers.Answer:
        told = {name: Spent(**one[name]) for name in ("linli", "duck")}  # type: ignore[arg-type]
        return answers.Answer(**{**one, **told})  # type: ignore[arg-type]

    found = machine.newest("answers")
    return {count: [read(one) for one in kept] for count, kept in found.items()}


def rows() -> list[Row]:
    """All that has been measured."""
    outcomes = {count: rules.read(kept) for count, kept in machine.newest("rules").items()}
    # A run with a server takes half an hour, and is made less often.
    asked_server = machine.newest("rules", lambda kept: kept["pushed"] is not None)
    servers = {count: rules.read(kept) for count, kept in asked_server.items()}
    figures = {
        count: {one["name"].strip(): Figure(**one) for one in kept}
        for count, kept in machine.newest("run").items()
    }
    found = list(of_figures())
    for count, outcome in outcomes.items():
        found += of_all_rules(outcome)
        found += of_rules(servers.get(count, outcome))
    for count, told in last_answers().items():
        found += of_answers(told, count, servers[count].server if count in servers else {})
    for count, kept in machine.newest("everything").items():
        found += of_everything(Whole(**kept), count)
    for count, outcome in servers.items():
        if count in figures:
            found += of_server(figures[count], outcome)
    for count, asked in last_points().items():
        found += of_points(asked, count)
    for count, kept in machine.newest("api").items():
        found += of_api([api.Asked(**one) for one in kept], count)
    for count, kept in machine.newest("what-if").items():
        found += of_trials(Trials(**kept), count)
    for count, kept in machine.newest("pages").items():
        found += of_pages(kept["pages"], count)
    return [*found, *of_growth(last_growth())]


VERDICT = {None: "", True: "held", False: "MISSED"}


def show(found: list[Row]) -> str:
    """The table as text."""
    wide = max((len(one.measure) for one in found), default=0) + 2
    lines = [f"{'':<{wide}}{'linli':<28}{'loop':>5}{'quiet':>9}  {'beside':<40}{'ratio':>7}  bar"]
    for one in found:
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        quiet = f"{one.quiet:,.2f}" if one.unit in SCALED else ""
        measured = f"{one.measure:<{wide}}{one.own:<28}{one.loop:>5.2f}{quiet:>9}"
        lines.append(f"{measured}  {one.other:<40}{ratio:>7}  {one.bar:<10}{VERDICT[one.held]}")
    return "\n".join(lines)


def section(found: list[Row]) -> str:
    """The table as a part of the page."""
    lines = [
        "## One table",
        "",
        "`python bench/summary.py`: the newest result of each measure; where there were several runs, the",
        "middle one, and the least and the most. Sizes are numbers of compounds. *loop*: seconds of the",
        f"plain loop at that moment ({machine.QUIET} on the quiet machine); *quiet*: what that makes of the",
        "figure, which the bars are held against. Ratios are as measured: linli ÷ DuckDB or SQLite, slower",
        "peers ÷ linli.",
        "",
        "| measure | linli | loop | quiet | beside | ratio | bar | |",
        "|---|---|--:|--:|---|--:|---|---|",
    ]
    for one in found:
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        quiet = f"{one.quiet:,.2f}" if one.unit in SCALED else ""
        verdict = VERDICT[one.held].replace("MISSED", "**missed**")
        cells = [one.measure, one.own, f"{one.loop:.2f}", quiet, one.other, ratio, one.bar, verdict]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, *_missed(found)])


def _missed(found: list[Row]) -> list[str]:
    """The bars that are missed, each with its reason."""
    missed = [one.measure for one in found if one.held is False]
    told = [f"- {one}: {why(one) or 'not looked into'}." for one in missed]
    return ["", "Missed:", "", *told] if told else []


if __name__ == "__main__":
    print(show(rows()))

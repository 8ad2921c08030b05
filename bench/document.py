"""Writes docs/performance.md from the newest results: `python bench/document.py`.

Only the parts between marks are written, and of them those of which there are results; the rest of the page
is left as it is.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import growth
import machine
import outcome as rules
import summary

PAGE = machine.ROOT / "docs" / "performance.md"

INTRODUCTION = """## Rules of {compounds:,} compounds, beside their peers

`python bench/rules.py` asks every rule of `base` that is on, of {compounds:,} made-up compounds,
and holds the answers ({asked:,} subjects; {found:,} findings and rows that nobody can tell of)
against each peer's, row by row, before it prints a time. Median of {rounds}; linli and DuckDB take
turns.

- **linli**: `engine.run` on the facts as columns (the rules' own Cypher put into SQL, decision 0008), two
  queries side by side, each row sorted, told apart and given its identity, with totals.
- **DuckDB**: hand-written SQL ([bench/sql/rules](../bench/sql/rules)) on the base tables, two threads,
  without linli's derived links: areas, chains and pairs are worked out by the SQL. Temporary tables
  that many rules read are made once ({shared:.0f} ms, in its total). Loading its tables took
  {loaded:.1f} s, not counted.
- **Neo4j 5.26**: the rules' own Cypher on a warm server that holds the derived links too. **base**:
  the same without them, where only `WITHIN` is derived (areas are walked); rules of pairs and chains
  have no such form.
- **networkx**: four rules as people write them; its graph stands already.

**All rules: linli {linli:.2f} s, DuckDB {duck:.2f} s: {ratio:.1f} × as long** ({cpu:.1f} × by processor
time). The bar is 1: {verdict}. Just opened: {cold:.2f} s and {cold_duck:.2f} s.
"""
MISSED = (
    "missed. linli's rows are sorted, told apart, given identities and counted, which the SQL's are not; and "
    "a rule names each node on its way, where SQL leaves out those that it does not look at"
)


def section(outcome: rules.Outcome) -> str:
    """The part of the page for one result."""
    own, sql = outcome.total.linli, outcome.total.duck
    assert own is not None and sql is not None
    ratio = own.wall / sql.wall
    introduction = INTRODUCTION.format(
        compounds=outcome.compounds,
        asked=outcome.total.population,
        found=outcome.total.found,
        rounds=outcome.rounds,
        shared=outcome.shared.wall * 1e3,
        loaded=outcome.loaded,
        linli=own.wall,
        duck=sql.wall,
        ratio=ratio,
        cpu=own.cpu / sql.cpu,
        verdict="held" if ratio <= 1 else MISSED,
        cold=outcome.cold.wall,
        cold_duck=outcome.cold_duck.wall,
    )
    lines = [
        "| rule, asked by itself | asked | found | linli ms | DuckDB ms | linli ÷ DuckDB | Neo4j ÷ linli "
        "| base ÷ linli | networkx ÷ linli |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
        *(_line(one) for one in sorted(outcome.lines, key=_ratio, reverse=True)),
    ]
    return "\n".join(
        [introduction, *_middles(outcome), "", *lines, "", *(f"- {note}" for note in outcome.notes)]
    )


def _ratio(line: rules.Line) -> float:
    assert line.linli is not None and line.duck is not None
    return line.linli.wall / line.duck.wall


def _middles(outcome: rules.Outcome) -> list[str]:
    """The middle rule's ratio to each slower peer."""
    said = []
    for name, what in (("neo4j", "Neo4j"), ("base", "Neo4j on base links"), ("networkx", "networkx")):
        ratios = [
            seconds / line.linli.wall
            for line in outcome.lines
            if line.linli and (seconds := getattr(line, name)) is not None
        ]
        if ratios:
            said.append(
                f"{what} takes {statistics.median(ratios):.1f} × as long as linli in the middle of "
                f"{len(ratios)} rules ({min(ratios):.1f} to {max(ratios):.1f})."
            )
    return said


def _line(line: rules.Line) -> str:
    assert line.linli is not None and line.duck is not None
    own = line.linli.wall
    slower = [
        "" if seconds is None else f"{seconds / own:.1f}"
        for seconds in (line.neo4j, line.base, line.networkx)
    ]
    figures = [f"{line.population:,}", f"{line.found:,}", f"{own * 1e3:,.0f}", f"{line.duck.wall * 1e3:,.0f}"]
    return "| " + " | ".join([f"`{line.rule}`", *figures, f"{_ratio(line):.1f}", *slower]) + " |"


def written(page: str, name: str, part: str) -> str:
    """A page with the part of a name replaced between its marks, or added at the end where there are none."""
    start, end = f"<!-- {name}: written by bench/document.py -->", f"<!-- end of {name} -->"
    part = f"{start}\n{part}\n{end}"
    if start not in page:
        return f"{page.rstrip()}\n\n{part}\n"
    before, rest = page.split(start, 1)
    return before + part + rest.split(end, 1)[1]


def rules_section() -> str:
    """The part of the page about rules, or nothing: of each size the newest run that asked a server too."""
    found = machine.newest("rules") | machine.newest("rules", lambda kept: kept["pushed"] is not None)
    return "\n\n".join(section(rules.read(kept)) for kept in found.values())


POINTS = """## Questions about one thing

`python bench/points.py`: milliseconds of {asked} subjects drawn at random, one after the other in one
process, beside hand-written SQL of SQLite ([bench/sql/points](../bench/sql/points)) with an index on every
key, which walks areas and chains itself. The same rows were seen for every subject before a time was kept.
{compounds:,} compounds; plain loop {slow:.2f} s (0.6 when quiet). linli's answers are typed Arrow tables with
their rows in a total order; those of SQLite are tuples. By name is a search over all there are.

| | rows | linli p50 | p99 | SQLite p50 | p99 | p50 ÷ |
|---|--:|--:|--:|--:|--:|--:|
"""


def points_section() -> str:
    """The part of the page about questions of one thing, or nothing."""
    parts = []
    for compounds, found in summary.last_points().items():
        lines = [
            f"| `{one.question}` | {one.rows:.1f} | {one.p50:.2f} | {one.p99:.2f} "
            + (
                "| | | |"
                if one.lite_p50 is None or one.lite_p99 is None
                else f"| {one.lite_p50:.2f} | {one.lite_p99:.2f} | {one.p50 / one.lite_p50:.1f} |"
            )
            for one in found
        ]
        slow = max(one.loop for one in found)
        head = POINTS.format(asked=found[0].asked, compounds=compounds, slow=slow)
        parts.append(head + "\n".join(lines))
    return "\n\n".join(parts)


PAGES = """## The dashboard's pages

`python bench/pages.py` opens every page in headless Chromium, with API and dashboard on the same machine;
seconds, the middle of some openings. *first*: of the first opening, when nothing is read yet; *shows*: until
the page's first own table, picture or sentence stands; *stands*: until nothing is under way any more;
*click*: until it stands again after its first choice. Plain loop {slow:.2f} s (0.6 when quiet).
Bars: shows in 2 s and a click in 0.5 s at 1,000 compounds; a page that shows no buildings no slower at 20,000
(160,000 buildings).

| |{heads}
|---|{rules}
"""


def pages_section() -> str:
    """The part of the page about the dashboard's pages, or nothing."""
    kept = {size: told["pages"] for size, told in machine.newest("pages").items()}
    if not kept:
        return ""
    sizes = sorted(kept)
    parts = {"first": "first", "paint": "shows", "whole": "stands", "click": "click"}
    heads = "".join(f" {size:,}: {' | '.join(parts.values())} |" for size in sizes)
    lines = []
    for page in kept[sizes[0]]:
        told = (kept[size].get(page, {}).get(part) for size in sizes for part in parts)
        lines.append(f"| {page} | {' | '.join('' if one is None else f'{one:.2f}' for one in told)} |")
    slow = max(one["loop"] for size in sizes for one in kept[size].values())
    columns = "--:|" * (len(sizes) * len(parts))
    return PAGES.format(heads=heads, rules=columns, slow=slow) + "\n".join(lines)


def growth_section() -> str:
    """The part of the page about growth, or nothing."""
    found = summary.last_growth()
    return growth.section(found) if found else ""


def main() -> None:
    """Write every part of the page that there are results of."""
    page = PAGE.read_text(encoding="utf-8")
    parts = {
        "table": summary.section(summary.rows()),
        "rules": rules_section(),
        "points": points_section(),
        "growth": growth_section(),
        "pages": pages_section(),
    }
    for name, part in parts.items():
        if part:
            page = written(page, name, part)
    PAGE.write_text(page, encoding="utf-8")
    print(f"written: {PAGE.relative_to(machine.ROOT)}")


if __name__ == "__main__":
    main()

"""What a run of the rules measured: kept as json, shown as a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from machine import Spent


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
    """What a run measured.

    shared   what DuckDB works out once, before the rules; it is in its total
    loop     seconds of the plain loop before all of them
    pushed   seconds of `linli push` to the Neo4j that was asked, or None
    limit    seconds after which a query there is broken off
    server   seconds that coverage and breaks took through that server
    """

    compounds: int
    rounds: int
    loop: float
    total: Line
    shared: Spent
    loaded: float
    cold: Spent
    cold_duck: Spent
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pushed: float | None = None
    limit: float = 30.0
    server: dict[str, float] = field(default_factory=dict)


HEAD = (
    f"{'':<32}{'asked':>9}{'found':>9}{'linli ms':>10}{'DuckDB ms':>11}{'linli÷DuckDB':>14}{'by CPU':>8}"
    f"{'Neo4j ms':>11}{'÷linli':>8}{'base ms':>10}{'÷linli':>8}{'networkx ms':>13}{'÷linli':>8}"
)


def _beside(seconds: float | None, linli: float, width: int) -> str:
    if seconds is None:
        return f"{'':>{width}}{'':>8}"
    return f"{seconds * 1e3:>{width},.0f}{seconds / linli:>8.1f}"


def row(line: Line) -> str:
    """A line of the table."""
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
            row(outcome.total),
            *(row(line) for line in ordered),
            f"\ncold (just opened): linli {cold.wall * 1e3:,.0f} ms; DuckDB {cold_duck.wall * 1e3:,.0f} ms,"
            f" after {outcome.loaded * 1e3:,.0f} ms of loading its tables, which are not counted",
            f"DuckDB's total holds {shared.wall * 1e3:,.0f} ms of tables that its rules share; lines do not",
            "one by one, nothing is shared: the lines of linli add up to more than its total",
            *outcome.notes,
        ]
    )


def read(kept: dict[str, Any]) -> Outcome:
    """A kept result."""

    def spent(one: dict[str, float] | None) -> Spent | None:
        return Spent(**one) if one else None

    def line(one: dict[str, object]) -> Line:
        given = {**one, "linli": spent(one["linli"]), "duck": spent(one["duck"])}  # type: ignore[arg-type]
        return Line(**given)  # type: ignore[arg-type]

    for name in ("shared", "cold", "cold_duck"):
        kept[name] = spent(kept[name])
    kept["total"], kept["lines"] = line(kept["total"]), [line(one) for one in kept["lines"]]
    return Outcome(**kept)

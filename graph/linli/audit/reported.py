"""An audit as it is handed on: what each rule came to in each area, where every finding lies, on what it
rests, what the ledgers are stated to hold and what nobody has stated, and who may be one person.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from linli.audit.engine import Finding, Result, Totals
from linli.audit.gathered import Gathered, Node, Statement
from linli.audit.pack import Pack
from linli.audit.run import Area
from linli.audit.waiver import Standing
from linli.model.cell import Cell
from linli.model.vocabulary import Label

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Part:
    """A part of what was audited, a row of the summary: an area below those asked for.

    code   of the area; "" for what lies in none of those asked for
    names  from the area asked for down to it, without the one asked for where that is the only one
    own    whether it is only what lies in the area itself and in none of the parts of it
    """

    code: str
    names: tuple[str, ...]
    own: bool = False


@dataclass(frozen=True)
class Where:
    """Where a finding lies: the part, and the names from the area asked for down to the place."""

    part: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Lacking:
    """A kind of ledger that nobody has stated to be whole for an area, and the rules that cannot tell.

    names  of the area, from the one asked for down to it; unknown: rule → rows of which it cannot tell and
           that need this ledger
    """

    area: Area
    names: tuple[str, ...]
    ledger: str
    label: Label
    unknown: Mapping[str, int]


@dataclass(frozen=True)
class Pair:
    """Two persons who may be one, and what hangs on it.

    basis  why they may be; findings: identifiers of what is possible, or cannot be told, because of it
    """

    id: str
    a: Node
    b: Node
    basis: str
    cells: tuple[Cell, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True)
class Reported:
    """An audit with all that its reports say.

    made       when the report was made; pack, areas, as_of, snapshot: by what, of what, for when, on what
    parts      rows of the summary, in order; totals: rule → part's code → totals, which add up to the rule's
    where      place of a finding, or of what cannot be told → where it lies
    waived     the waivers as they stand
    evidence   finding → its evidence; of those that were asked for
    statements that ledgers are whole, in the areas audited, above and below; lacking: those that nobody made
    pairs      persons who may be one, and make a finding only possible, or impossible to tell
    """

    made: dt.datetime
    pack: Pack
    areas: tuple[Area, ...]
    as_of: dt.date
    snapshot: str
    results: tuple[Result, ...]
    parts: tuple[Part, ...]
    totals: Mapping[str, Mapping[str, Totals]]
    where: Mapping[str, Where]
    waived: tuple[Standing, ...] = ()
    evidence: Mapping[str, Gathered] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    pairs: tuple[Pair, ...] = ()

    @cached_property
    def let_stand(self) -> Mapping[str, Standing]:
        """Findings that are waived, and whose waiver holds."""
        return {one.waiver.finding.id: one for one in self.waived if one.state == "holds"}

    def findings(self) -> Iterator[tuple[Result, Finding]]:
        """Every finding, the waived among them, in the order of the audit."""
        return ((result, one) for result in self.results for one in result.findings)

    def unknown(self) -> Iterator[tuple[Result, Finding]]:
        """All that nobody can tell."""
        return ((result, one) for result in self.results for one in result.unknown)

    @cached_property
    def short(self) -> Mapping[str, str]:
        """What each part is called: by its own name where no other part has it, else by all names above."""
        own = Counter(one.names[-1] for one in self.parts if one.names)
        return {
            one.code: one.names[-1] if own[one.names[-1]] == 1 else " / ".join(one.names)
            for one in self.parts
            if one.names
        }

    @cached_property
    def part(self) -> Mapping[str, Part]:
        """The parts by their codes."""
        return {one.code: one for one in self.parts}


def untold(result: Result) -> pl.DataFrame:
    """Subjects of which the population itself cannot tell, so that `find` has no row: `subject`, `place`."""
    import polars as pl

    if not result.states.height:
        return pl.DataFrame(schema={"subject": pl.String, "place": pl.String})
    open_ = result.states.filter(pl.col("state") == "unknown").select("subject", "place")
    return (
        open_.join(result.rows.select("subject"), on="subject", how="anti") if result.rows.height else open_
    )

"""The evidence of a finding as it is told to people: facts with the names of their ends, their dates, the
cells that state them; what the ledgers are stated to hold, and what nobody has stated.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from linli.audit.engine import Totals
from linli.audit.rule import Evidence
from linli.model.cell import Cell
from linli.model.interval import Interval
from linli.model.vocabulary import Label
from linli.ports import Value

Doubt = Literal["sure", "may", "not"]
"""Whether a fact is in force on the day: certainly, possibly, not (any more, or yet)."""


@dataclass(frozen=True)
class Node:
    """A node by its kind, identifier and name; a post has the name of its kind, a statement that of its
    ledger. `term` is the code of its kind of body, post or area, "" where there is none.
    """

    kind: str
    id: str
    name: Label
    term: str = ""


@dataclass(frozen=True)
class Fact:
    """A base fact of the graph.

    table     as the schema has it; type: the kind of node or link
    ends      of a link; of a node itself alone
    values    its properties, by the names of their columns
    interval  from_min, from_max, to_min, to_max; None where the type has none
    doubt     whether it is in force on the day
    cells     of the ledgers that state it; none on a server, which does not know them
    """

    table: str
    type: str
    id: str
    ends: tuple[Node, ...]
    values: Mapping[str, Value]
    interval: Interval | None
    doubt: Doubt
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Document:
    """A document that a fact names: an appointment, a filing, a contract.

    fact      identifier of the fact; label: what the number is of, in words
    """

    fact: str
    label: Label
    number: str


@dataclass(frozen=True)
class Statement:
    """That a kind of ledger is whole for an area on a day.

    id    identifier of the fact; counts: whether it was made for the day or before, so that absence fails
    by    who stated it; at: when; "" and None where it is not known (on a server)
    """

    id: str
    ledger: str
    label: Label
    area: Node
    day: dt.date
    counts: bool
    by: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Missing:
    """A kind of ledger that nobody has stated to be whole for an area, so that absence there proves
    nothing.
    """

    ledger: str
    label: Label
    area: Node


@dataclass(frozen=True)
class Rerun:
    """How the population is asked again: by which pack, of which areas, for which day, on which snapshot."""

    pack: str
    rule: str
    areas: tuple[str, ...]
    as_of: dt.date
    snapshot: str

    @property
    def command(self) -> str:
        """As one types it."""
        areas = " ".join(f"--area {area}" for area in self.areas)
        return " ".join(
            part for part in (f"linli audit --pack {self.pack}", areas, f"--as-of {self.as_of}") if part
        )


@dataclass(frozen=True)
class Gathered:
    """The evidence of one finding, or of what nobody can tell.

    finding      its identifier
    kind         witness, absence, aggregate
    facts        first those of which any one taken away clears the finding, then other links, then nodes
    count        how many facts there are; more than `facts` where the evidence is a whole population
    named        identifiers of the facts of which any one taken away clears the finding; of what nobody can
                 tell, those that its row names; witnesses alone
    lacking      what the rule names and the graph does not have: a fault of the rule
    statements   of completeness that the rule rests on; missing: those that it would need
    documents    that the facts name
    totals       of the rule's population; rerun: how to ask it again
    fingerprint  of the contents of all facts: another one means that the evidence has changed
    """

    finding: str
    kind: Evidence
    facts: tuple[Fact, ...]
    count: int
    named: tuple[str, ...]
    lacking: tuple[str, ...]
    statements: tuple[Statement, ...]
    missing: tuple[Missing, ...]
    documents: tuple[Document, ...]
    totals: Totals
    rerun: Rerun
    fingerprint: str

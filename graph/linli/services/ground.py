"""The facts that evidence is taken from: of a workspace's snapshot, with the cells that state them and who
stated that ledgers are whole; or of a server, which knows neither.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import polars as pl

from linli.audit.climb import Facts
from linli.errors import NoSnapshot
from linli.messages.catalogue import Lang
from linli.model.cell import Cell
from linli.model.schema import load as load_schema
from linli.queries import extract
from linli.services.sources import stated
from linli.workspace import decisions, snapshots
from linli.workspace.layout import Layout, open_layout
from linli.workspace.snapshots import Snapshot

if TYPE_CHECKING:
    from linli.ports import Store

KINDS = {"text": pl.String, "int": pl.Int64, "float": pl.Float64, "bool": pl.Boolean, "date": pl.Date}

AREAS = ("Area", "LOCATED_IN.Area.Area", "Completeness", "STATED_FOR.Completeness.Area")
"""Tables that are about areas alone."""

Key = tuple[str, str, dt.date]
"""A statement of completeness: area, kind of ledger, day."""


@dataclass(frozen=True)
class Word:
    """By whom and when something was stated."""

    by: str
    at: dt.datetime


class Ground(Protocol):
    """Where evidence comes from."""

    @property
    def facts(self) -> Facts:
        """Every table of the schema."""
        ...

    def cells(self, identities: Collection[str], lang: Lang) -> Mapping[str, tuple[Cell, ...]]:
        """The cells that state each of some facts."""
        ...

    def words(self) -> Mapping[Key, Word]:
        """Who stated that ledgers are whole; of several, the last."""
        ...


@dataclass(frozen=True)
class OfWorkspace:
    """A snapshot of a workspace."""

    layout: Layout
    snapshot: Snapshot

    @cached_property
    def facts(self) -> Facts:
        """See Ground."""
        return self.snapshot.facts()

    def cells(self, identities: Collection[str], lang: Lang) -> Mapping[str, tuple[Cell, ...]]:
        """See Ground."""
        return stated(self.layout, self.snapshot, identities, lang)

    def words(self) -> Mapping[Key, Word]:
        """See Ground."""
        notes = decisions.notes(self.layout)
        return {
            (one.data["area"], one.data["ledger"], dt.date.fromisoformat(one.data["day"])): Word(
                str(notes.get(one.note, {}).get("by", "")), one.at
            )
            for one in decisions.read(self.layout)
            if one.kind == "complete"
        }


@dataclass(frozen=True)
class OfFacts:
    """Facts alone."""

    facts: Facts

    def cells(self, identities: Collection[str], lang: Lang) -> Mapping[str, tuple[Cell, ...]]:
        """None are known."""
        return {}

    def words(self) -> Mapping[Key, Word]:
        """Nobody is known."""
        return {}


def of_workspace(workspace: Path, snapshot: str) -> OfWorkspace:
    """The ground of a workspace.

    Parameters: `snapshot`, the hash of the one that was audited. Raises NoWorkspace, NoSnapshot where it is
    not there any more.
    """
    layout = open_layout(workspace)
    found = snapshots.find(layout, snapshot)
    if found is None:
        raise NoSnapshot(folder=str(layout.root))
    return OfWorkspace(layout, found)


def of_store(store: Store, areas: Sequence[str], tops: Sequence[str]) -> OfFacts:
    """The ground of some areas of a store, asked for table by table.

    Parameters: `store`; `areas`, codes; `tops`, the areas that no other holds: how areas lie in one another,
    and for which of them ledgers are stated to be whole, is asked of all. Raises a StoreError.
    """
    facts = {}
    for table in load_schema().tables:
        scope = list(tops if table.name in AREAS else areas)
        empty = pl.DataFrame(schema={column.name: KINDS[column.kind] for column in table.columns})
        # Evidence is base facts alone: what is derived would only be thrown away.
        queries = () if table.derived else extract.queries()[table.name]
        answers = [store.run(query, {"areas": scope}) for query in queries]
        rows = [
            answer.polars().rename(lambda name: name.removeprefix("c_")).select(empty.columns)
            for answer in answers
            if len(answer)
        ]
        whole = pl.concat([empty, *(part.cast(empty.schema) for part in rows)])
        facts[table.name] = whole.unique("id", keep="first", maintain_order=True)
    return OfFacts(facts)

"""Applied scenarios: decisions of the kind `scenario`, carried out by a build on what the ledgers state.

The chain holds identifiers, words of vocabularies and dates; the names of new persons and bodies stand in the
notes. Where such a name was erased, what it named is not there, and the changes about it wait, as do changes
about whatever no ledger names any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass

import polars as pl
from pydantic import ValidationError

from linli.analysis.scenario import change
from linli.analysis.scenario.apply import apply
from linli.analysis.scenario.change import Change
from linli.errors import WorkspaceDamaged
from linli.workspace import decisions
from linli.workspace.decisions import Data, Decision
from linli.workspace.layout import Layout

KIND = "scenario"
NAME = "name:"
"""Begins the keys under which a note holds names."""


@dataclass(frozen=True)
class Carried:
    """Changes that a build carries out, with the names of what is new."""

    changes: tuple[Change, ...] = ()
    names: tuple[tuple[str, str], ...] = ()


NOTHING = Carried()


def of(layout: Layout, made: Iterable[Decision]) -> Carried:
    """The changes of the decisions that stand, oldest first. Raises WorkspaceDamaged for one that is none."""
    scenarios = [one for one in made if one.kind == KIND]
    if not scenarios:
        return NOTHING
    notes = decisions.notes(layout)
    changes: list[Change] = []
    names: dict[str, str] = {}
    for one in scenarios:
        try:
            changes += change.read(one.data["changes"])
        except (ValidationError, KeyError) as error:
            raise WorkspaceDamaged(file=layout.decisions.name, problem=f"{one.number}") from error
        names |= _names(notes.get(one.note, {}))
    return Carried(tuple(changes), tuple(sorted(names.items())))


def _names(note: Data) -> dict[str, str]:
    return {key.removeprefix(NAME): name for key, name in note.items() if key.startswith(NAME)}


def carry_out(facts: MutableMapping[str, pl.DataFrame], carried: Carried, mentions: pl.DataFrame) -> None:
    """Change the facts of a build, before anything is derived from them.

    Parameters: `facts`, every table of the schema; `mentions`, with the `person` that each `mention` is of.
    """
    if not carried.changes:
        return
    persons: Mapping[str, str] = dict(mentions.select("mention", "person").iter_rows())
    changed = apply(facts, carried.changes, dict(carried.names), persons).changed
    facts.update({name: frame.sort("id") for name, frame in changed.items()})

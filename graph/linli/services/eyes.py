"""Whose names are at home in some areas: what a reader who was given these may be told by name in an audit.

A name is seen where somebody of that name holds a post of a body at home there. How a name that is not seen
is written instead is for the caller to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from linli.audit.climb import Facts
from linli.audit.engine import Result
from linli.messages.catalogue import Lang
from linli.model.cell import Cell
from linli.services.audit import Audit
from linli.services.ground import Ground, Key, Word
from linli.services.network.kept import Kept
from linli.workspace import snapshots
from linli.workspace.layout import open_layout

Shown = Callable[[str], str]
"""A name as the reader may see it."""


@dataclass(frozen=True)
class Telling:
    """How a reader is told: `name`, a name as they may see it; `words`, a text that somebody typed or that
    was written down, which may name anybody.
    """

    name: Shown
    words: Shown = str


_BETWEEN = re.compile(r"([、，,;；/（）()\s]+)")
_kept = Kept(16)


@dataclass(frozen=True)
class Eyes:
    """The names that are seen; None for all of them."""

    seen: frozenset[str] | None

    def sees(self, name: str) -> bool:
        """Whether a name is seen."""
        return self.seen is None or name in self.seen


EVERYTHING = Eyes(None)


def eyes(workspace: Path, snapshot: str, areas: Sequence[str] | None) -> Eyes:
    """The names seen in some areas, on a snapshot; None for a reader of all. Where the snapshot is gone,
    none.
    """
    if areas is None:
        return EVERYTHING
    key = (str(workspace), snapshot, tuple(sorted(areas)))
    return _kept.get(key, lambda: Eyes(_names(workspace, snapshot, areas)))


def _names(workspace: Path, name: str, areas: Sequence[str]) -> frozenset[str]:
    snapshot = snapshots.find(open_layout(workspace), name)
    if snapshot is None:
        return frozenset()
    above = snapshot.fact("WITHIN.Area.Area").filter(pl.col("to").is_in(list(areas)))["from"]
    inside = {*areas, *above}
    home = snapshot.fact("BASED_IN.Organization.Area").filter(pl.col("to").is_in(list(inside)))
    posts = snapshot.fact("POST_IN.Post.Organization").join(home.select(to="from"), on="to", how="semi")
    held = snapshot.fact("HOLDS.Person.Post").join(posts.select(to="from"), on="to", how="semi")
    people = snapshot.fact("Person").join(held.select(id="from"), on="id", how="semi")
    return frozenset(people["name"].drop_nulls())


def veiled(done: Audit, shown: Shown) -> Audit:
    """An audit whose rows name persons as the reader may see them."""
    return replace(done, results=tuple(_result(one, shown) for one in done.results))


def _result(one: Result, shown: Shown) -> Result:
    columns = [
        name
        for name, spec in one.rule.find.header.columns.items()
        if spec.type == "person_name" and name in one.rows.columns
    ]
    if not columns:
        return one
    rows = one.rows.with_columns(
        pl.col(name).map_elements(shown, return_dtype=pl.String, skip_nulls=True) for name in columns
    )
    return Result(one.rule, one.totals, one.states, rows, one.error)


class Veiled:
    """Facts whose persons are named as the reader may see them, in the cells of ledgers too."""

    def __init__(self, land: Ground, shown: Shown) -> None:
        self._land = land
        self._shown = shown
        people = land.facts["Person"]
        self._names = frozenset(people["name"].drop_nulls())
        named = pl.col("name").map_elements(shown, return_dtype=pl.String, skip_nulls=True)
        key = pl.when(named == pl.col("name")).then("name_key").otherwise(None).alias("name_key")
        self._facts = {**land.facts, "Person": people.with_columns(key).with_columns(named)}

    @property
    def facts(self) -> Facts:
        """See Ground."""
        return self._facts

    def cells(self, identities: Collection[str], lang: Lang) -> Mapping[str, tuple[Cell, ...]]:
        """See Ground."""
        found = self._land.cells(identities, lang)
        return {name: tuple(self._cell(cell) for cell in cells) for name, cells in found.items()}

    def words(self) -> Mapping[Key, Word]:
        """See Ground."""
        return self._land.words()

    def _cell(self, cell: Cell) -> Cell:
        parts = _BETWEEN.split(cell.value)
        told = "".join(self._shown(part) if part in self._names else part for part in parts)
        return cell if told == cell.value else replace(cell, value=told)


def veil(workspace: Path, seen: Eyes, shown: Shown) -> Shown:
    """What makes of a text, such as a kept sentence or a document of json, one that names persons as the
    reader may see them.

    Names are those of every snapshot that is kept: what was written down months ago may tell of somebody
    whom today's graph has no more. A place whose name holds a person's is shortened too: better that than
    the other way round. Names of persons that a text has brought along are told as they are.
    """
    if seen.seen is None:
        return str
    names = [name for name in _everybody(workspace) if not seen.sees(name)]
    told = [shown(name) for name in names]

    def veiled_text(text: str) -> str:
        return str(pl.Series([text]).str.replace_many(names, told, leftmost=True)[0]) if text else text

    return veiled_text


def _everybody(workspace: Path) -> Sequence[str]:
    """The names of all persons of all snapshots that are kept, the longest first."""
    files = sorted(open_layout(workspace).snapshots.glob("*/facts/Person.parquet"))
    built = tuple(file for file in files if not file.parents[1].name.startswith("."))
    return _kept.get(("everybody", built), lambda: _names_in(built))


def _names_in(files: Sequence[Path]) -> Sequence[str]:
    people = (pl.read_parquet(file, columns=["name"], glob=False) for file in files)
    names = {name for some in people for name in some["name"].drop_nulls()}
    return sorted(names - {""}, key=lambda name: (-len(name), name))

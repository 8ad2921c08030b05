"""A place's chain: which levels answer one above another, which of them must be there, which posts stand on
one level though they are two, and where each kind of matter may stop.

    chains/<place>.yaml    one file a place; `base.yaml` holds where no place's own does

A place may change its chain. Each of its chains says from which day it holds (`from`), or by which day it
held at the latest, where only that is known (`by`); the one without either is the first. No date is made up.

What does not belong here: which bodies a compound must have (that is coverage), and how severe a break is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from linli.errors import DefinitionError
from linli.model import definition
from linli.model.definition import Strict
from linli.model.vocabulary import Label
from linli.model.vocabulary import load as vocabularies

FOLDER = Path(__file__).parent / "chains"
BASE = "base"


@dataclass(frozen=True)
class Level(Strict):
    """One level of a chain.

    bodies    kinds of body that stand on it
    required  whether the place's scheme asks for it; a path that has no body on it lacks a level
    """

    level: str
    label: Label
    bodies: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True)
class Chain(Strict):
    """Levels from the highest to the lowest, and the time in which they hold."""

    levels: tuple[Level, ...]
    start: dt.date | None = None
    by: dt.date | None = None

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Kind of body → its level's place from the top, 0 for the top itself."""
        return {kind: rank for rank, level in enumerate(self.levels) for kind in level.bodies}

    @property
    def required(self) -> tuple[int, ...]:
        """Places of the levels that must be there."""
        return tuple(rank for rank, level in enumerate(self.levels) if level.required)

    @property
    def known_from(self) -> dt.date:
        """The day from which it is known to hold."""
        return self.start or self.by or dt.date.min


@dataclass(frozen=True)
class Stop(Strict):
    """Where a kind of matter may stop: at this level of place it is to be solved, and goes no further up.

    matter  what kind of matter, as the place says it
    at      household, building, compound, community, street, department
    """

    matter: Label
    at: str


@dataclass(frozen=True)
class Source(Strict):
    """Where the chain is written down: row of the register, and the text; `found` false where none was."""

    row: str
    text: Label
    found: bool = True


@dataclass(frozen=True)
class Scheme(Strict):
    """A place's scheme of who answers to whom.

    area    code of the place; "" for everywhere
    joined  sets of kinds of post that the place joins on one level (兼任): one holder of two of them answers
            to nobody but the next level
    stops   where matters may stop, lowest first
    """

    place: str
    label: Label
    source: Source
    chains: tuple[Chain, ...]
    area: str = ""
    joined: tuple[tuple[str, ...], ...] = ()
    stops: tuple[Stop, ...] = ()

    def chain(self, day: dt.date) -> Chain:
        """The chain that holds on a day: the newest that is known to hold by then, else the first.

        >>> former, now = load()["shibei"].chains
        >>> load()["shibei"].chain(dt.date(2020, 1, 1)) == former, len(now.levels)
        (True, 6)
        """
        held = [chain for chain in self.chains if chain.known_from <= day]
        return max(held or self.chains[:1], key=lambda chain: chain.known_from)

    def join(self, one: Collection[str], other: Collection[str]) -> bool:
        """Whether posts of one body and posts of another stand on one level by the scheme.

        Parameters: kinds of the posts that one person holds in each.

        >>> load()["chuzhou"].join(["grid_head"], ["secretary"])
        True
        """
        return any(a != b and a in both and b in both for both in self.joined for a in one for b in other)


PLACES = ("household", "building", "compound", "grid", "community", "street", "department", "county")
"""Kinds of place where a matter may stop, lowest first."""


@cache
def load(folder: Path = FOLDER) -> dict[str, Scheme]:
    """Every scheme by its place.

    Raises DefinitionError that names file, field and repair.
    """
    schemes = {}
    for path in sorted(folder.glob("*.yaml")):
        scheme = definition.load(path, Scheme)
        for field, problem in _faults(scheme, path.stem):
            raise DefinitionError(file=path.name, field=field, problem=problem)
        schemes[scheme.place] = scheme
    return schemes


def scheme_of(areas: Sequence[str], schemes: dict[str, Scheme] | None = None) -> Scheme:
    """The scheme of a place.

    Parameters: `areas`, codes of the areas it lies in, the nearest first; `schemes`, else all there are.
    The nearest area that has one decides; where none has, `base` does.

    >>> scheme_of(["350583901001", "350583901", "350583"]).place, scheme_of(["990101"]).place
    ('nanan', 'base')
    """
    known = load() if schemes is None else schemes
    by_area = {scheme.area: scheme for scheme in known.values() if scheme.area}
    return next((by_area[area] for area in areas if area in by_area), known[BASE])


def _faults(scheme: Scheme, stem: str) -> list[tuple[str, str]]:
    """What is wrong with a scheme, as (field, repair)."""
    kinds = {term.code for term in vocabularies()["organization_kind"].terms}
    posts = {term.code for term in vocabularies()["post_kind"].terms}
    found: list[tuple[str, str]] = []
    if scheme.place != stem:
        found.append(("place", f"the file is called {stem}.yaml; give both one name"))
    if not scheme.chains:
        found.append(("chains", "a place has one chain at least"))
    for number, chain in enumerate(scheme.chains):
        named = [kind for level in chain.levels for kind in level.bodies]
        if odd := sorted(set(named) - kinds):
            found.append((f"chains.{number}.levels", f"{odd} are no kinds of body"))
        if len(named) != len(set(named)):
            found.append((f"chains.{number}.levels", "a kind of body stands on one level only"))
        if len({level.level for level in chain.levels}) != len(chain.levels):
            found.append((f"chains.{number}.levels", "two levels of one name"))
    if odd := sorted({kind for both in scheme.joined for kind in both} - posts):
        found.append(("joined", f"{odd} are no kinds of post"))
    if odd := sorted({stop.at for stop in scheme.stops} - set(PLACES)):
        found.append(("stops", f"{odd} are none of {', '.join(PLACES)}"))
    return found

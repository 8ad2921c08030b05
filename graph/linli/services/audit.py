"""Auditing a graph by the rules of a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from linli.audit import engine, pack
from linli.audit.engine import Progress, Result
from linli.audit.pack import Pack
from linli.services.graph import Graph


@dataclass(frozen=True)
class Audit:
    """An audit: by which pack, of which areas, as of which day, on which snapshot; what each rule came to."""

    pack: Pack
    areas: tuple[str, ...]
    as_of: dt.date
    snapshot: str
    results: tuple[Result, ...]


def audit(
    graph: Graph,
    *,
    pack_name: str | None = None,
    area: str | Sequence[str] | None = None,
    as_of: dt.date | None = None,
    progress: Progress = lambda _: None,
) -> Audit:
    """Judge every compound of an area by the rules of its place.

    Parameters: `graph`; `pack_name`, a pack or the path of a pack's folder, by default that of the place the
    areas lie in, else `base`; `area`, a code or name or several, all by default; `as_of`, by default the
    newest ledger's day of those areas; `progress`, told each rule.
    Raises PackUnknown, DefinitionError for a pack that is wrong, AreaUnknown.
    """
    areas = graph.areas(area)
    chosen = pack.get(pack_name) if pack_name else for_areas(areas)
    day = as_of or max((graph.ledger_day(one) for one in areas), default=graph.day)
    results = tuple(engine.run(chosen, graph.sets, day, areas, progress))
    return Audit(chosen, tuple(areas), day, graph.snapshot, results)


def for_areas(areas: Sequence[str]) -> Pack:
    """The pack of the place that all areas lie in, else `base`."""
    packs = [pack.get(name) for name in pack.names()]
    fitting = [one for one in packs if one.area and areas and all(a.startswith(one.area) for a in areas)]
    return max(fitting, key=lambda one: len(one.area), default=pack.get("base"))

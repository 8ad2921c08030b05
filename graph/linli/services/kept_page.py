"""Pages of compounds for many readers: the rules' plans are kept between them, and every page as well."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from linli.audit import pack as packs
from linli.errors import PackUnknown
from linli.model.schema import load as load_schema
from linli.services.audit import for_areas
from linli.services.compound_page import CompoundPage, page_of
from linli.services.network.index import Index
from linli.services.place_tree import place
from linli.services.trial import Trial
from linli.services.what_if import Bench

if TYPE_CHECKING:
    from linli.audit.pack import Pack
    from linli.services.graph import Graph
    from linli.services.network.known import Known


class _Tables(Mapping[str, pl.DataFrame]):
    """The tables of an index, as trials want them."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self._index.table(name)

    def __iter__(self) -> Iterator[str]:
        return (table.name for table in load_schema().tables)

    def __len__(self) -> int:
        return len(load_schema().tables)


@dataclass(frozen=True)
class _Bench:
    """A graph on which pages are made, one at a time."""

    trial: Trial
    turn: threading.Lock = field(default_factory=threading.Lock)


def kept_page(graph: Graph, known: Known, compound: str, pack_name: str | None = None) -> CompoundPage:
    """The page of a compound inside the areas asked about.

    Parameters: `compound`, its identifier; `pack_name` of a pack that ships, by default that of its place.
    What lies around it is told also where it lies outside the areas; names there are for the reader's door to
    hide.
    Raises PlaceUnknown, PackUnknown.
    """
    number = place(known, compound, ("Compound",))
    pack = _pack(known, number, pack_name)
    return known.keep(lambda: _made(graph, known, compound, pack), "page", compound, known.day, pack.name)


def _pack(known: Known, number: int, name: str | None) -> Pack:
    if name is None:
        return for_areas([known.index.id(int(known.index.home[number]))])
    if name not in packs.names():
        raise PackUnknown(pack=name, known=", ".join(packs.names()))
    return packs.get(name)


def _made(graph: Graph, known: Known, compound: str, pack: Pack) -> CompoundPage:
    def begin() -> _Bench:
        return _Bench(Trial(_Tables(known.index), pack, graph.tops, known.day))

    day: dt.date = known.day
    bench = known.keep(begin, "bench", pack.name, day)
    with bench.turn:
        return page_of(Bench(graph, bench.trial, b""), compound)

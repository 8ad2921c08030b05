"""The index of an opened graph, and what of it lies inside some areas: made by who asks first, then kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from linli.services.network.index import Index, since_epoch
from linli.services.network.kept import Kept

if TYPE_CHECKING:
    from linli.services.graph import Graph
    from linli.services.network.index import Flags

T = TypeVar("T")


@dataclass(frozen=True)
class Known:
    """What a question of places, bodies and people is asked of.

    index   of the snapshot
    day     the day asked about
    areas   identifiers of the areas asked about; inside: which nodes have their home there
    kept    where results stay while the graph is open
    """

    index: Index
    day: dt.date
    areas: tuple[str, ...]
    inside: Flags
    snapshot: str
    kept: Kept

    def sees(self, number: int) -> bool:
        """Whether a node has its home in the areas asked about."""
        return bool(self.inside[number])

    @property
    def today(self) -> int:
        """The day asked about, as arrays have it."""
        return since_epoch(self.day)

    def keep(self, make: Callable[[], T], *key: Hashable) -> T:
        """A result that hangs on the snapshot and on `key`, worked out once."""
        return self.kept.get((*key, self.snapshot), make)


def index_of(graph: Graph, snapshot: str) -> Index:
    """The index of a graph. Raises a StoreError where a server does not answer."""
    from linli.services.chain_tables import reader
    from linli.services.network.build import build

    return graph.kept.get(("index", snapshot), lambda: build(reader(graph)))


def known(graph: Graph, snapshot: str, areas: Sequence[str], as_of: dt.date | None = None) -> Known:
    """A graph with what lies in some areas.

    Parameters: `areas`, identifiers as `Graph.areas` gives them; `as_of`, the graph's day by default.
    """
    index = index_of(graph, snapshot)
    wanted = tuple(sorted(set(areas)))
    inside = graph.kept.get(("inside", snapshot, wanted), lambda: index.inside(wanted))
    return Known(index, as_of or graph.day, wanted, inside, snapshot, graph.kept)

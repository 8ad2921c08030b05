"""A small graph that waits between trials: its plans cost a hundred times what a question of it costs."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import polars as pl

from linli.model.schema import Schema
from linli.store.refilled import Refilled


class Spare:
    """A place where a refilled graph waits, with its plans, for who needs one next; threads may share it.

    Whoever comes while it is out gets a new one; of several that come back, one is kept.
    """

    def __init__(self) -> None:
        self._waiting: list[Refilled] = []
        self._lock = threading.Lock()

    def take(self, schema: Schema, facts: Mapping[str, pl.DataFrame]) -> Refilled:
        """The graph that waits, or a new one. Parameters: as `Refilled` has them."""
        with self._lock:
            if self._waiting:
                return self._waiting.pop()
        return Refilled(schema, {name: facts[name] for name in (table.name for table in schema.tables)})

    def give(self, graph: Refilled) -> None:
        """Give one back; where another waits already, it is closed."""
        with self._lock:
            if not self._waiting:
                self._waiting.append(graph)
                return
        graph.close()

    def close(self) -> None:
        """Close what waits."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for graph in waiting:
            graph.close()

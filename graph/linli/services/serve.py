"""One graph for many readers at once, for as long as a server runs, while new snapshots come.

A request is answered from one snapshot from start to end. When another snapshot is put in use, the next
request opens that one; those that are reading the old one finish, and the last of them closes it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from linli.errors import NoSnapshot, StoreMoving
from linli.services.graph import Graph, is_address, open_graph
from linli.workspace.layout import open_layout

T = TypeVar("T")
TRIES = 5
"""How often a request is begun again because a server's snapshot changed under it."""


@dataclass
class _Held:
    """An opened graph, the hash it was opened at, and how many are reading it."""

    graph: Graph
    snapshot: str
    readers: int = 0


OLDER = 3
"""Snapshots of earlier days that stay open at a time, beside the one in use."""


class Reader:
    """The graph of a workspace folder or a Neo4j address, shared by threads."""

    def __init__(self, where: str | Path, environment: Mapping[str, str]) -> None:
        self._where = where
        self._environment = environment
        self._lock = threading.Lock()
        self._held: _Held | None = None
        self._older: OrderedDict[str, _Held] = OrderedDict()

    def read_older(self, name: str, work: Callable[[Graph, str], T]) -> T:
        """Do some reading on the snapshot of a hash, whichever is in use. It is immutable, and stays open
        until others are asked for.

        Raises what opening a graph raises.
        """
        with self._lock:
            held = self._older.get(name)
            if held is None:
                held = self._older[name] = _Held(open_graph(self._where, self._environment, name=name), name)
            self._older.move_to_end(name)
            held.readers += 1
            gone = [self._older.popitem(last=False)[1] for _ in range(len(self._older) - OLDER)]
            for one in gone:
                if not one.readers:
                    one.graph.close()
        try:
            return work(held.graph, name)
        finally:
            with self._lock:
                held.readers -= 1
                if not held.readers and self._older.get(name) is not held:
                    held.graph.close()

    def read(self, work: Callable[[Graph, str], T]) -> T:
        """Do some reading on one snapshot.

        Parameters: `work`, given the graph and the snapshot's hash; on a server it may be asked again.
        Returns what `work` returns.
        Raises what opening a graph raises, and StoreMoving where a server's snapshot changed each time.
        """
        for _ in range(TRIES):
            held = self._take()
            try:
                result = work(held.graph, held.snapshot)
                if held.graph.snapshot == held.snapshot:
                    return result
            finally:
                self._give_back(held)
        raise StoreMoving(address=str(self._where))

    def close(self) -> None:
        """Close the graph as soon as nobody reads it."""
        with self._lock:
            held, self._held = self._held, None
            older, self._older = list(self._older.values()), OrderedDict()
            for one in (*older, *([held] if held else [])):
                if not one.readers:
                    one.graph.close()

    def _take(self) -> _Held:
        """The graph of the snapshot in use, opened where it is not the one that is held."""
        while True:
            held = self._hold()
            try:
                if self._newest(held) == held.snapshot:
                    return held
                self._retire(held)
            except BaseException:
                self._give_back(held)
                raise
            self._give_back(held)

    def _hold(self) -> _Held:
        with self._lock:
            if self._held is None:
                graph = open_graph(self._where, self._environment)
                try:
                    self._held = _Held(graph, graph.snapshot)
                except BaseException:
                    graph.close()
                    raise
            self._held.readers += 1
            return self._held

    def _newest(self, held: _Held) -> str:
        """Hash of the snapshot that is in use now."""
        if is_address(self._where):
            return held.graph.snapshot
        layout = open_layout(Path(self._where))
        if not layout.current.is_file():
            raise NoSnapshot(folder=str(layout.root))
        return layout.current.read_text(encoding="utf-8").strip()

    def _retire(self, held: _Held) -> None:
        with self._lock:
            if self._held is held:
                self._held = None

    def _give_back(self, held: _Held) -> None:
        with self._lock:
            held.readers -= 1
            if not held.readers and self._held is not held:
                held.graph.close()

"""What waits between trials: a small graph with the plans of its questions, the facts that were read, and the
kept run that they are held against.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from pathlib import Path

from linli.audit.run import Run
from linli.model.schema import Schema
from linli.services import runs
from linli.services.files import Files
from linli.store.small import Small

Seen = dict[str, set[str]]
"""Nodes: label → identifiers."""

MOST = 20
"""Sets of nodes that wait at most; a rule and an area have one."""


class Spare:
    """A place where a small graph waits, with its plans, for who needs one next; threads may share it.

    Whoever comes while it is out gets a new one; of several that come back, one is kept. The facts of the
    snapshot that was tried on last stay read, and so does the run: neither is ever changed.
    """

    def __init__(self) -> None:
        self._waiting: list[Small] = []
        self._facts: Files | None = None
        self._run: tuple[Path, Run] | None = None
        self._found: dict[Hashable, Seen] = {}
        self._lock = threading.Lock()

    def facts(self, folder: Path) -> Files:
        """The facts of a snapshot's folder."""
        with self._lock:
            if self._facts is None or self._facts.folder != folder:
                self._facts, self._found = Files(folder), {}
            return self._facts

    def once(self, facts: Files, key: Hashable, find: Callable[[], Seen]) -> Seen:
        """What was found in the facts that were tried on last, found now where it was not before."""
        with self._lock:
            known = self._found.get(key) if facts is self._facts else None
        if known is None:
            known = find()
            with self._lock:
                if facts is self._facts:
                    if len(self._found) >= MOST:
                        self._found.clear()
                    self._found[key] = known
        return known

    def run(self, workspace: Path, number: int) -> Run:
        """A kept run of a workspace. Raises RunUnknown."""
        with self._lock:
            if self._run is None or (self._run[0], self._run[1].number) != (workspace, number):
                self._run = workspace, runs.load(workspace, number)
            return self._run[1]

    def take(self, schema: Schema) -> Small:
        """The graph that waits, or a new one."""
        with self._lock:
            if self._waiting:
                return self._waiting.pop()
        return Small(schema)

    def give(self, graph: Small) -> None:
        """Give one back; where another waits already, it is closed."""
        with self._lock:
            if not self._waiting:
                self._waiting.append(graph)
                return
        graph.close()

    def close(self) -> None:
        """Close what waits."""
        with self._lock:
            waiting, self._waiting, self._facts, self._run = self._waiting, [], None, None
            self._found = {}
        for graph in waiting:
            graph.close()

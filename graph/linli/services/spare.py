"""What waits between trials: a small graph with the plans of its questions, and the facts that were read."""

from __future__ import annotations

import threading
from pathlib import Path

from linli.model.schema import Schema
from linli.services.files import Files
from linli.store.small import Small


class Spare:
    """A place where a small graph waits, with its plans, for who needs one next; threads may share it.

    Whoever comes while it is out gets a new one; of several that come back, one is kept. The facts of the
    snapshot that was tried on last stay read.
    """

    def __init__(self) -> None:
        self._waiting: list[Small] = []
        self._facts: Files | None = None
        self._lock = threading.Lock()

    def facts(self, folder: Path) -> Files:
        """The facts of a snapshot's folder."""
        with self._lock:
            if self._facts is None or self._facts.folder != folder:
                self._facts = Files(folder)
            return self._facts

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
            waiting, self._waiting, self._facts = self._waiting, [], None
        for graph in waiting:
            graph.close()

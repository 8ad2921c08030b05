"""What the first visitor would wait for, made ready while nobody waits yet: seconds of a large workspace.

A thread works out what the first page of the dashboard asks for: the areas, coverage of all that there is,
the newest audit. A visitor who comes meanwhile waits for the same work instead of doing it again.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from linli.errors import LinliError

if TYPE_CHECKING:
    from linli_api.state import State


PATIENCE = 10.0
"""Seconds that a shut-down waits for what is under way."""


class Warming:
    """Makes things ready when it is told to: when a server starts, and when another snapshot is in use."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._told = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._loop, name="linli-warming", daemon=True)
        self._thread.start()

    def tell(self) -> None:
        """There is something to make ready."""
        self._told.set()

    def close(self) -> None:
        """Stop. What is under way is finished, where it ends in time."""
        self._closing = True
        self._told.set()
        self._thread.join(PATIENCE)

    def _loop(self) -> None:
        while True:
            self._told.wait()
            self._told.clear()
            if self._closing:
                return
            try:
                make(self._state)
            except LinliError:
                # Nothing is built yet, or the graph is out of reach; requests say so themselves.
                continue


def make(state: State) -> None:
    """Make ready what the first page asks for. Raises what reading the graph or a kept audit raises."""
    from linli.services import covered, findings, runs, scope
    from linli.services.graph import Graph

    home = state.settings.home

    def read(graph: Graph, snapshot: str) -> None:
        covered.covered(graph, snapshot, scope.within(graph, None, None), home=home)

    state.reader.read(read)
    if home and runs.kept(home):
        findings.table(home)

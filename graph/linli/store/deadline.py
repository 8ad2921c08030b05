"""Stopping what takes too long, from one thread for the whole process.

Ladybug 0.22 has a time limit of its own, but moves a query that has one to another thread, where each of its
steps costs more: a question of a point took 2.4 ms longer, of 10 (a plain loop of 2.0 s). A `threading.Timer`
starts a thread for each query.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

AGAIN = 0.05
"""Seconds until what did not stop is told again: a query that is still being planned forgets that it was."""


class Deadlines:
    """What runs, and when it is to be stopped. Its thread ends when nothing has run for a while."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running: dict[object, tuple[float, Callable[[], None]]] = {}
        self._wakes: float | None = None

    @contextmanager
    def within(self, seconds: float, stop: Callable[[], None]) -> Iterator[None]:
        """Call `stop` from another thread, until the block ends, once it has taken longer than it may.

        After the block `stop` is not called any more: what comes next on the same connection is not stopped.
        """
        this, due = object(), time.monotonic() + seconds
        with self._changed:
            self._running[this] = due, stop
            self._wake_by(due)
        try:
            yield
        finally:
            with self._changed:
                del self._running[this]

    def _wake_by(self, due: float) -> None:
        """Have a thread that looks no later than this."""
        if self._wakes is None:
            threading.Thread(target=self._watch, name="deadlines", daemon=True).start()
        elif due < self._wakes:
            self._changed.notify()
        self._wakes = due if self._wakes is None else min(due, self._wakes)

    def _watch(self) -> None:
        with self._changed:
            while self._running:
                now = time.monotonic()
                self._stop(now)
                self._wakes = min(max(due, now + AGAIN) for due, _ in self._running.values())
                self._changed.wait(self._wakes - now)
            self._wakes = None

    def _stop(self, now: float) -> None:
        """Tell what is due. Apart, so that the thread that waits holds no connection."""
        for due, stop in self._running.values():
            if due <= now:
                stop()


within = Deadlines().within
"""The one for queries. See `Deadlines.within`."""

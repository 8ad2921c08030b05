"""Results that are worth keeping while a graph is open: each is worked out once, whoever asks at the same
time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")
MOST = 48
"""Results kept; the one that was not asked for the longest goes first."""


class Kept:
    """A small store of results by their keys. A key must say all that a result hangs on, the snapshot too."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The result of a key, made if it is not there.

        Whoever asks for the same key meanwhile waits for it instead of making it as well; where making fails,
        nothing is kept and the next one tries again.

        >>> kept = Kept()
        >>> kept.get("a", lambda: 1), kept.get("a", lambda: 2)
        (1, 1)
        """
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return cast(T, self._found[key])
            own = self._making.setdefault(key, threading.Lock())
        with own:
            with self._lock:
                if key in self._found:
                    return cast(T, self._found[key])
            try:
                result = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                self._found[key] = result
                while len(self._found) > self._most:
                    self._found.popitem(last=False)
            return result

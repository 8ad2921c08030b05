"""Handles of `state.sqlite` that stay open for as long as a server runs, so that a look costs no opening.

Beside `database`, which opens the file for one reading or writing and syncs each commit: what is written here
(counts, tokens, the access log) is whole after any crash of a program; a power cut may take its last moments.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from linli.workspace.layout import Layout
from linli.workspace.state import database


class Handles:
    """Open handles of one workspace's state, for any number of threads."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._lock = threading.Lock()
        self._free: list[sqlite3.Connection] = []

    @property
    def there(self) -> bool:
        """Whether anything was ever kept."""
        return database.there(self._layout)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Look at what was last written. Call it where `there`. Raises as `database.reading` does."""
        with database.told(self._layout), self._lent() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One writing: all of it is kept, or nothing. Raises as `database.writing` does."""
        with database.told(self._layout), self._lent() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def close(self) -> None:
        """Give the handles back."""
        with self._lock:
            free, self._free = self._free, []
        for connection in free:
            connection.close()

    @contextmanager
    def _lent(self) -> Iterator[sqlite3.Connection]:
        """A handle, given back unless something failed on its way: then it is closed with its transaction."""
        with self._lock:
            connection = self._free.pop() if self._free else None
        if connection is None:
            connection = database.held(self._layout)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        with self._lock:
            self._free.append(connection)

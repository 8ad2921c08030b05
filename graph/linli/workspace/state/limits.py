"""How often somebody did something lately, counted for all workers together in `state.sqlite`.

A count holds for a span of time that begins on the clock (every minute, every quarter of an hour). Keys are
keyed hashes: no address and no name that somebody typed is kept.
"""

from __future__ import annotations

import sqlite3

SWEEP = 256
"""Of how many new keys one takes out the spans that are over."""


def add(connection: sqlite3.Connection, key: str, seconds: int, amount: int, now: float) -> int:
    """Count something, in the transaction that is under way. Returns how much it is now in this span.

    Parameters: `key`; `seconds`, the length of the span; `amount`; `now`, seconds of the epoch.
    """
    span = int(now // seconds)
    row = connection.execute(
        "INSERT INTO limits VALUES (?, ?, ?, ?) ON CONFLICT(key, span) DO UPDATE SET count = count + ? "
        "RETURNING count",
        (key, span, (span + 1) * seconds, amount, amount),
    ).fetchone()
    if span % SWEEP == 0 or row[0] == amount:
        connection.execute("DELETE FROM limits WHERE until <= ?", (now,))
    return int(row[0])


def count(connection: sqlite3.Connection, key: str, seconds: int, now: float) -> int:
    """How much was counted in the span that is running."""
    row = connection.execute(
        "SELECT count FROM limits WHERE key = ? AND span = ?", (key, int(now // seconds))
    ).fetchone()
    return int(row[0]) if row else 0


def forget(connection: sqlite3.Connection, key: str) -> None:
    """Begin to count anew."""
    connection.execute("DELETE FROM limits WHERE key = ?", (key,))


def left(seconds: int, now: float) -> int:
    """Whole seconds until a span is over.

    >>> left(60, 61.5), left(60, 120.0)
    (59, 60)
    """
    return int(seconds - now % seconds) + (now % seconds % 1 > 0)

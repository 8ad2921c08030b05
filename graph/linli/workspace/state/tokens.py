"""Tokens of who is signed in. A token is random; its hash alone is kept, so that a copy of the file opens no
door.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from dataclasses import dataclass

PREFIX = "linli_"
"""Says what it is, where somebody finds one lying about."""


@dataclass(frozen=True)
class Signed:
    """Who a token is of: the user's identifier and name, role, areas, and when it is over (seconds of the
    epoch). A token of the demo is of nobody: both are "demo".
    """

    id: str
    name: str
    role: str
    areas: tuple[str, ...] | None
    expires: float


def issue(connection: sqlite3.Connection, user: str | None, role: str | None, expires: float) -> str:
    """Make a token of a user, or of nobody with a role. Returns it: it cannot be read again."""
    token = PREFIX + secrets.token_urlsafe(32)
    connection.execute("INSERT INTO tokens VALUES (?, ?, ?, ?)", (_hash(token), user, role, expires))
    return token


def find(connection: sqlite3.Connection, token: str, now: float) -> Signed | None:
    """Who a token is of; None for one that was never issued, is over or was taken back."""
    row = connection.execute(
        "SELECT u.id, u.name, coalesce(u.role, t.role), u.areas, t.expires FROM tokens t "
        "LEFT JOIN users u ON u.id = t.user WHERE t.hash = ? AND t.expires > ?",
        (_hash(token), now),
    ).fetchone()
    if row is None:
        return None
    identity, name, role, areas, expires = row
    given = None if areas is None else tuple(json.loads(areas))
    return Signed(identity or "demo", name or "demo", role, given, expires)


def revoke(connection: sqlite3.Connection, token: str) -> None:
    """Take a token back."""
    connection.execute("DELETE FROM tokens WHERE hash = ?", (_hash(token),))


def sweep(connection: sqlite3.Connection, now: float) -> None:
    """Take out the tokens that are over."""
    connection.execute("DELETE FROM tokens WHERE expires <= ?", (now,))


def _hash(token: str) -> str:
    # A token is 256 random bits: nothing that could be guessed, so a plain hash is enough.
    return hashlib.sha256(token.encode()).hexdigest()

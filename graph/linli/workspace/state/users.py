"""Users of a workspace as rows of `state.sqlite`: what they are called, what they may, in which areas."""

from __future__ import annotations

import datetime as dt
import json
import secrets
import sqlite3
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_COLUMNS = "id, name, role, areas, password"


@dataclass(frozen=True)
class User:
    """A user. areas: codes; None for the whole workspace. password: its argon2 hash, never shown."""

    id: str
    name: str
    role: str
    areas: tuple[str, ...] | None
    password: str


def folded(name: str) -> str:
    """A name as names of users are compared: one may not look like another.

    >>> folded(" Ｚhang San ")
    'zhang san'
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def add(
    connection: sqlite3.Connection, name: str, password: str, role: str, areas: Sequence[str] | None,
    now: dt.datetime,
) -> User:  # fmt: skip
    """Keep a user, whose name nobody has. Parameters: `password`, its hash."""
    user = User(
        f"u-{secrets.token_hex(6)}", folded(name), role, None if areas is None else tuple(areas), password
    )
    connection.execute(
        "INSERT INTO users VALUES (?, ?, ?, ?, ?, ?, ?)",
        (user.id, user.name, password, role, _plain(areas), now.isoformat(), now.isoformat()),
    )
    return user


def find(connection: sqlite3.Connection, name: str) -> User | None:
    """The user of a name."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM users WHERE name = ?", (folded(name),)).fetchone()
    return _user(row) if row else None


def every(connection: sqlite3.Connection) -> list[User]:
    """All users by name."""
    return [_user(row) for row in connection.execute(f"SELECT {_COLUMNS} FROM users ORDER BY name")]


def any_there(connection: sqlite3.Connection) -> bool:
    """Whether there is any user."""
    return connection.execute("SELECT 1 FROM users LIMIT 1").fetchone() is not None


def change(
    connection: sqlite3.Connection, user: User, now: dt.datetime, *, role: str, areas: Sequence[str] | None,
    password: str,
) -> None:  # fmt: skip
    """Give a user another role, other areas or another password; what they had signed in with is over."""
    connection.execute(
        "UPDATE users SET role = ?, areas = ?, password = ?, changed = ? WHERE id = ?",
        (role, _plain(areas), password, now.isoformat(), user.id),
    )
    connection.execute("DELETE FROM tokens WHERE user = ?", (user.id,))


def rehash(connection: sqlite3.Connection, user: User, password: str) -> None:
    """Keep the hash of the same password made with newer costs."""
    connection.execute("UPDATE users SET password = ? WHERE id = ?", (password, user.id))


def remove(connection: sqlite3.Connection, user: User) -> None:
    """Take a user out, and what they had signed in with."""
    connection.execute("DELETE FROM users WHERE id = ?", (user.id,))


def _plain(areas: Sequence[str] | None) -> str | None:
    return None if areas is None else json.dumps(list(areas))


def _user(row: Sequence[str]) -> User:
    identity, name, role, areas, password = row
    return User(identity, name, role, None if areas is None else tuple(json.loads(areas)), password)

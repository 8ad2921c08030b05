"""Tables that `state.sqlite` has come to hold since its first version, each with what is made beside it.

A linli that does not know a table passes it over, and one that misses it makes it at its first writing: so
another table is no other version. A column of a table that stands is never changed; that would be one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table: the body of its CREATE, and further statements that are made with it."""

    body: str
    beside: tuple[str, ...] = ()


REMAINS = (
    "CREATE TRIGGER access_remains BEFORE DELETE ON access BEGIN SELECT RAISE(ABORT, 'append-only'); END"
)
"""Entries of the access log stay, but for those that are closed (`access.close`)."""

LATER: dict[str, Table] = {
    "users": Table(
        "(id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, password TEXT NOT NULL, role TEXT NOT NULL, "
        "areas TEXT, at TEXT NOT NULL, changed TEXT NOT NULL)"
    ),
    "tokens": Table(
        "(hash TEXT PRIMARY KEY, user TEXT REFERENCES users(id) ON DELETE CASCADE, role TEXT, "
        "expires REAL NOT NULL) WITHOUT ROWID",
        ("CREATE INDEX tokens_of_user ON tokens(user)",),
    ),
    "limits": Table(
        "(key TEXT NOT NULL, span INTEGER NOT NULL, until REAL NOT NULL, count INTEGER NOT NULL, "
        "PRIMARY KEY(key, span)) WITHOUT ROWID"
    ),
    "subjects": Table("(id TEXT PRIMARY KEY, name TEXT NOT NULL)"),
    "jobs": Table(
        "(id TEXT PRIMARY KEY, kind TEXT NOT NULL, given TEXT NOT NULL, who TEXT NOT NULL, "
        "state TEXT NOT NULL, stage TEXT NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL, "
        "result TEXT, error TEXT, at REAL NOT NULL, started REAL, ended REAL, beat REAL, "
        "worker TEXT NOT NULL, stop INTEGER NOT NULL)",
        ("CREATE INDEX jobs_by_state ON jobs(state)",),
    ),
    "access": Table(
        "(number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, "
        "what TEXT NOT NULL, areas TEXT NOT NULL, names INTEGER NOT NULL, previous TEXT NOT NULL, "
        "hash TEXT NOT NULL)",
        (
            "CREATE TRIGGER access_stays BEFORE UPDATE ON access "
            "BEGIN SELECT RAISE(ABORT, 'append-only'); END",
            REMAINS,
        ),
    ),
}
"""Every later table by its name. Other modules of state add theirs here."""

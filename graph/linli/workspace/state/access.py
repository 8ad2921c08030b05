"""The access log: who read names, took something out or brought something in. Append-only and hash-chained.

Entries older than an office keeps them are closed: taken out from the beginning of the chain. The first one
that is left still names the hash of the last that went, and so does the entry that says who closed them.

The chain holds no name: who it was stands in it as an identifier, whose name lies beside (`subjects`) and can
be erased; what was asked is told by the name of the question, never by what somebody typed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from linli.errors import LogBroken
from linli.workspace.state.tables import REMAINS

Kind = Literal["read", "export", "import", "change", "sign_in", "refused", "erase"]
CLOSING = "log.close"
"""How the entry begins that says what was closed: then number and hash of the last one."""

_COLUMNS = "number, at, who, kind, what, areas, names, previous, hash"


@dataclass(frozen=True)
class Fresh:
    """An entry to be added.

    who    identifier of the user: "u-…" of `users`, or a keyed hash of a name from elsewhere
    called what they are called, kept beside
    what   the question, export or command
    areas  codes; () for the whole workspace
    names  how many names of persons were shown
    """

    who: str
    called: str
    kind: Kind
    what: str
    areas: tuple[str, ...] = ()
    names: int = 0


@dataclass(frozen=True)
class Entry:
    """An entry that was added. called: "" where the name was erased."""

    number: int
    at: dt.datetime
    who: str
    called: str
    kind: Kind
    what: str
    areas: tuple[str, ...]
    names: int
    hash: str


def append(connection: sqlite3.Connection, entry: Fresh, now: dt.datetime) -> int:
    """Add an entry, in the transaction that is under way. Returns its number."""
    last = connection.execute("SELECT number, hash FROM access ORDER BY number DESC LIMIT 1").fetchone()
    number, previous = last or (0, "")
    row = (
        number + 1,
        _at(now),
        entry.who,
        entry.kind,
        entry.what,
        json.dumps(list(entry.areas)),
        entry.names,
        previous,
    )
    connection.execute("INSERT INTO access VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, _digest(row)))
    connection.execute("INSERT OR IGNORE INTO subjects VALUES (?, ?)", (entry.who, entry.called))
    return number + 1


def head(connection: sqlite3.Connection) -> tuple[int, str]:
    """The number and the hash of the last entry: what to keep elsewhere. (0, "") while there is none."""
    last = connection.execute("SELECT number, hash FROM access ORDER BY number DESC LIMIT 1").fetchone()
    return (int(last[0]), str(last[1])) if last else (0, "")


def verify(connection: sqlite3.Connection, kept: tuple[int, str] | None = None) -> int:
    """Go over the whole chain. Returns how many entries there are.

    Parameters: `kept`, number and hash of a head that was kept elsewhere, without which a tail that was cut
    off does not show. Of one that is older than what was closed only the number counts.
    Raises LogBroken, naming the first entry that does not hold.
    """
    closed, previous = _closed(connection)
    number, held = closed, kept is None or kept[0] < max(closed, 1)
    if kept is not None and closed and kept[0] == closed:
        held = kept[1] == previous
    for row in connection.execute(f"SELECT {_COLUMNS} FROM access ORDER BY number"):
        number += 1
        if row[0] != number or row[7] != previous or _digest(row[:8]) != row[8]:
            raise LogBroken(number=number)
        previous = row[8]
        if kept is not None and kept[0] == number:
            if kept[1] != previous:
                raise LogBroken(number=number)
            held = True
    if not held:
        raise LogBroken(number=number + 1)
    return number - closed


def close(
    connection: sqlite3.Connection, before: dt.datetime, by: tuple[str, str], now: dt.datetime
) -> list[Entry]:
    """Take out what was written before a moment, in the transaction that is under way; an entry says so.
    Names of users whom no entry tells any more go too.

    Parameters: `before`; `by`, identifier and name of who does it; `now`.
    Returns what was taken out, oldest first; without any, nothing is written down.
    Raises LogBroken where the chain does not hold: what is to be looked into is not thrown away.
    """
    verify(connection)
    row = connection.execute("SELECT min(number) FROM access WHERE at >= ?", (_at(before),)).fetchone()
    last = head(connection)[0] if row[0] is None else int(row[0]) - 1
    digest = connection.execute("SELECT hash FROM access WHERE number = ?", (last,)).fetchone()
    if digest is None:
        return []
    gone = [one for one in read(connection, 1 << 62) if one.number <= last][::-1]
    append(connection, Fresh(by[0], by[1], "change", f"{CLOSING} {last}:{digest[0]}"), now)
    connection.execute("DROP TRIGGER access_remains")
    connection.execute("DELETE FROM access WHERE number <= ?", (last,))
    connection.execute(REMAINS)
    connection.execute(
        "DELETE FROM subjects WHERE id NOT IN (SELECT who FROM access) AND id NOT IN (SELECT who FROM jobs)"
    )
    return gone


def _closed(connection: sqlite3.Connection) -> tuple[int, str]:
    """Number and hash of the last entry that was closed; (0, "") where none was.

    Raises LogBroken where the beginning is missing and no entry says that it was closed.
    """
    first = connection.execute("SELECT number, previous FROM access ORDER BY number LIMIT 1").fetchone()
    if first is None or first[0] == 1:
        return 0, ""
    end = (int(first[0]) - 1, str(first[1]))
    said = connection.execute("SELECT 1 FROM access WHERE what = ?", (f"{CLOSING} {end[0]}:{end[1]}",))
    if said.fetchone() is None:
        raise LogBroken(number=1)
    return end


@dataclass(frozen=True)
class Only:
    """Which entries are looked at; all of them where nothing is said.

    called what somebody is called, as a whole
    since  the first moment; until, the first one after
    """

    kind: Kind | None = None
    called: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    def values(self) -> dict[str, str | None]:
        """What `_WITHIN` asks for."""
        since, until = (_at(moment) if moment else None for moment in (self.since, self.until))
        return {"kind": self.kind, "called": self.called or None, "since": since, "until": until}


EVERY = Only()

_WITHIN = (
    "FROM access a LEFT JOIN subjects s ON s.id = a.who WHERE (:kind IS NULL OR a.kind = :kind) "
    "AND (:called IS NULL OR s.name = :called) AND (:since IS NULL OR a.at >= :since) "
    "AND (:until IS NULL OR a.at < :until)"
)


def count(connection: sqlite3.Connection, only: Only = EVERY) -> int:
    """How many entries there are."""
    return int(connection.execute(f"SELECT count(*) {_WITHIN}", only.values()).fetchone()[0])


def read(
    connection: sqlite3.Connection, limit: int, before: int | None = None, only: Only = EVERY
) -> Iterator[Entry]:
    """Entries, newest first.

    Parameters: `limit`, how many at most; `before`, a number: only entries older than that; `only`, which.
    """
    rows = connection.execute(
        "SELECT a.number, a.at, a.who, coalesce(s.name, ''), a.kind, a.what, a.areas, a.names, a.hash "
        f"{_WITHIN} AND a.number < :before ORDER BY a.number DESC LIMIT :most",
        {**only.values(), "before": before if before is not None else 1 << 62, "most": limit},
    )
    for number, at, who, called, kind, what, areas, names, digest in rows:
        yield Entry(
            number,
            dt.datetime.fromisoformat(at),
            who,
            called,
            kind,
            what,
            tuple(json.loads(areas)),
            names,
            digest,
        )


def _at(moment: dt.datetime) -> str:
    """A moment as entries hold it: texts of it are in order as the moments are."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds")


def _digest(row: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(list(row), ensure_ascii=False).encode()).hexdigest()

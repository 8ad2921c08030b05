"""Events: what was decided about findings and reported of them, append-only and hash-chained.

As in `decisions.jsonl`, the chain holds opaque data; what people wrote (who, why, what was done) lies beside,
and the chain holds its salted hash, so that a text can be erased without breaking the chain.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from linli.errors import WorkspaceDamaged

Kind = Literal["waive", "withdraw", "list", "report", "prune"]
"""A finding is waived; a waiver is withdrawn; a finding is put on a list; an office reports of it; runs are
taken out.
"""

Data = Mapping[str, object]
FILE = "state.sqlite"


@dataclass(frozen=True)
class Fresh:
    """An event that is to be added: its kind, the finding it is about (or ""), opaque data, and free text."""

    kind: Kind
    finding: str
    data: Data
    note: Data = field(default_factory=dict)


@dataclass(frozen=True)
class Event:
    """An event that was added: its number, when, and its text, which is empty where it was erased."""

    number: int
    kind: Kind
    finding: str
    data: Data
    at: dt.datetime
    note: Data


def append(connection: sqlite3.Connection, events: Iterable[Fresh], now: dt.datetime) -> list[int]:
    """Add events in the transaction that is under way. Returns their numbers.

    Parameters: `connection`, of `database.writing`; `events`; `now`, with its time zone.
    """
    last = connection.execute("SELECT number, hash FROM events ORDER BY number DESC LIMIT 1").fetchone()
    number, previous = last or (0, "")
    at, numbers = now.isoformat(timespec="microseconds"), []
    for event in events:
        number += 1
        data = _plain(event.data)
        mark = _note(connection, event.note) if event.note else ""
        digest = digest_of(number, event.kind, event.finding, data, at, mark, previous)
        connection.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, event.kind, event.finding, data, at, mark, previous, digest),
        )
        previous = digest
        numbers.append(number)
    return numbers


def read(connection: sqlite3.Connection) -> list[Event]:
    """All events, oldest first. Raises WorkspaceDamaged where the chain is broken."""
    found, previous = [], ""
    rows = connection.execute(
        "SELECT e.number, e.kind, e.finding, e.data, e.at, e.note, e.previous, e.hash, n.text "
        "FROM events e LEFT JOIN notes n ON n.hash = e.note ORDER BY e.number"
    )
    for place, (number, kind, finding, data, at, note, before, digest, text) in enumerate(rows, start=1):
        sound = digest_of(number, kind, finding, data, at, note, before) == digest
        if not sound or before != previous or number != place:
            raise WorkspaceDamaged(file=FILE, problem=f"events {place}")
        previous = digest
        plain = json.loads(text) if text else {}
        found.append(Event(number, kind, finding, json.loads(data), dt.datetime.fromisoformat(at), plain))
    return found


def _note(connection: sqlite3.Connection, note: Data) -> str:
    salt, text = secrets.token_hex(8), _plain(note)
    mark = hashlib.sha256(_plain([salt, text]).encode()).hexdigest()
    connection.execute("INSERT INTO notes VALUES (?, ?, ?)", (mark, salt, text))
    return mark


def digest_of(*parts: object) -> str:
    """The link of an event: number, kind, finding, data, at, note, the link before it."""
    return hashlib.sha256(_plain(parts).encode()).hexdigest()


def _plain(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)

"""The file `state.sqlite`: who may write, and what stands in it.

Readers see what was last written whole (WAL); each writing is one transaction that takes the writer's lock at
its beginning, so two processes write one after the other and a process that dies has written nothing.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import filelock

from linli.errors import (
    DiskFull,
    LinliError,
    OutputUnwritable,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceNewer,
)
from linli.workspace.layout import Layout
from linli.workspace.state.tables import LATER

VERSION = 1
"""Version of the tables. A newer one is refused, never guessed at."""

APPLICATION = 0x4C4E4C53
"""Says whose file it is: LNLS."""

WAIT = 30.0
"""Seconds to wait for another writer."""

TABLES = """
CREATE TABLE runs(
  run INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, by TEXT NOT NULL, pack TEXT NOT NULL,
  label TEXT NOT NULL, pack_hash TEXT NOT NULL, areas TEXT NOT NULL, as_of TEXT NOT NULL,
  snapshot TEXT NOT NULL,  places BLOB NOT NULL, chains BLOB NOT NULL);
CREATE TABLE wordings(digest TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE rule_runs(
  run INTEGER NOT NULL REFERENCES runs(run) ON DELETE CASCADE, place INTEGER NOT NULL, rule TEXT NOT NULL,
  wording TEXT NOT NULL REFERENCES wordings(digest), totals TEXT NOT NULL, findings INTEGER NOT NULL,
  doubts INTEGER NOT NULL, error TEXT, rows BLOB NOT NULL, PRIMARY KEY(run, place));
CREATE TABLE events(
  number INTEGER PRIMARY KEY, kind TEXT NOT NULL, finding TEXT NOT NULL, data TEXT NOT NULL, at TEXT NOT NULL,
  note TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX events_of_finding ON events(finding);
CREATE TABLE notes(hash TEXT PRIMARY KEY, salt TEXT NOT NULL, text TEXT NOT NULL);
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'append-only'); END;
"""

_FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_SHUT = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")


@contextmanager
def reading(layout: Layout) -> Iterator[sqlite3.Connection]:
    """The state as it stands, for as long as one looks; empty where nothing has been kept.

    Raises WorkspaceNewer, WorkspaceDamaged, WorkspaceBusy.
    """
    if not there(layout):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.executescript(TABLES)
            _complete(connection)
            yield connection
        return
    # Where nobody may write nobody does, and there is no room for the file that readers share.
    fixed = "" if os.access(layout.root, os.W_OK) else "&immutable=1"
    with told(layout), closing(_connect(layout.state, f"?mode=ro{fixed}")) as connection:
        _check(connection, layout)
        _complete(connection, "TEMP ")
        connection.execute("BEGIN")
        yield connection


@contextmanager
def writing(layout: Layout) -> Iterator[sqlite3.Connection]:
    """One writing: all of it is kept, or nothing. Another writer is waited for.

    Raises WorkspaceNewer, WorkspaceDamaged, DiskFull, OutputUnwritable; WorkspaceBusy after half a minute.
    """
    with told(layout):
        _make(layout)
        with closing(_connect(layout.state, "?mode=rw")) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                _check(connection, layout)
                _complete(connection)
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")


def held(layout: Layout) -> sqlite3.Connection:
    """A handle of the state that its caller keeps and closes, in whatever thread (`handles`).

    Raises WorkspaceNewer, WorkspaceDamaged, OutputUnwritable.
    """
    _make(layout)
    connection = _connect(layout.state, "?mode=rw", any_thread=True)
    connection.execute("PRAGMA synchronous = NORMAL")
    _check(connection, layout)
    if _missing(connection):
        connection.execute("BEGIN IMMEDIATE")
        _complete(connection)
        connection.execute("COMMIT")
    return connection


def shrink(layout: Layout) -> None:
    """Give back the space of what was taken out."""
    with told(layout), closing(_connect(layout.state, "?mode=rw")) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("VACUUM")
        # What was taken out stands in the file that readers share, too, until it is emptied.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _connect(path: Path, mode: str, any_thread: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path.resolve().as_uri() + mode,
        uri=True,
        timeout=WAIT,
        isolation_level=None,
        check_same_thread=not any_thread,
    )
    # In WAL a commit survives a power cut only if it is synced at once.
    connection.executescript("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;")
    return connection


def _make(layout: Layout) -> None:
    """Make the file where it is not there. Two that begin at once are kept apart by a lock of their own:
    SQLite does not wait for others while it changes over to WAL.
    """
    if there(layout):
        return
    try:
        with filelock.FileLock(layout.state.with_suffix(".lock"), timeout=WAIT):
            if there(layout):
                return
            part = layout.state.with_name(f".{layout.state.name}.{os.getpid()}")
            part.unlink(missing_ok=True)
            with closing(_connect(part, "?mode=rwc")) as connection:
                connection.executescript(
                    f"PRAGMA journal_mode = WAL; PRAGMA application_id = {APPLICATION}; "
                    f"BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;"
                )
            os.replace(part, layout.state)
    except filelock.Timeout as error:
        raise WorkspaceBusy(folder=str(layout.root), holder=layout.state.name) from error


def there(layout: Layout) -> bool:
    """Whether anything was ever kept."""
    return layout.state.is_file() and layout.state.stat().st_size > 0


def _missing(connection: sqlite3.Connection) -> list[str]:
    made = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [name for name in LATER if name not in made]


def _complete(connection: sqlite3.Connection, temporary: str = "") -> None:
    """Make the tables that an older linli did not. Who may only read has them empty, for the time being."""
    for name in _missing(connection):
        connection.execute(f"CREATE {temporary}TABLE {name}{LATER[name].body}")
        for statement in () if temporary else LATER[name].beside:
            connection.execute(statement)


def _check(connection: sqlite3.Connection, layout: Layout) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise WorkspaceNewer(folder=str(layout.state), version=version, ours=VERSION)
    if version != VERSION or connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise WorkspaceDamaged(file=layout.state.name, problem=f"version {version}")


@contextmanager
def told(layout: Layout) -> Iterator[None]:
    """Turn SQLite's words, and the system's, into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise _ours(layout, error) from error
    except PermissionError as error:
        raise OutputUnwritable(file=str(layout.state), problem=error.strerror or str(error)) from error


def _ours(layout: Layout, error: sqlite3.Error) -> LinliError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(_BUSY):
        return WorkspaceBusy(folder=str(layout.root), holder=layout.state.name)
    if name.startswith(_FULL):
        free = shutil.disk_usage(layout.root).free
        return DiskFull(folder=str(layout.root), needed=f"{free >> 20} MiB")
    if name.startswith(_SHUT):
        return OutputUnwritable(file=str(layout.state), problem=str(error))
    return WorkspaceDamaged(file=layout.state.name, problem=str(error))

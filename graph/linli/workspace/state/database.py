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
    if not _there(layout):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.executescript(TABLES)
            yield connection
        return
    # Where nobody may write nobody does, and there is no room for the file that readers share.
    fixed = "" if os.access(layout.root, os.W_OK) else "&immutable=1"
    with _told(layout), closing(_connect(layout.state, f"?mode=ro{fixed}")) as connection:
        _check(connection, layout)
        connection.execute("BEGIN")
        yield connection


@contextmanager
def writing(layout: Layout) -> Iterator[sqlite3.Connection]:
    """One writing: all of it is kept, or nothing. Another writer is waited for.

    Raises WorkspaceNewer, WorkspaceDamaged, DiskFull, OutputUnwritable; WorkspaceBusy after half a minute.
    """
    with _told(layout):
        _make(layout)
        with closing(_connect(layout.state, "?mode=rw")) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                _check(connection, layout)
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")


def shrink(layout: Layout) -> None:
    """Give back the space of what was taken out."""
    with _told(layout), closing(_connect(layout.state, "?mode=rw")) as connection:
        connection.execute("VACUUM")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path.resolve().as_uri() + mode, uri=True, timeout=WAIT, isolation_level=None)
    # In WAL a commit survives a power cut only if it is synced at once.
    connection.executescript("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;")
    return connection


def _make(layout: Layout) -> None:
    """Make the file where it is not there. Two that begin at once are kept apart by a lock of their own:
    SQLite does not wait for others while it changes over to WAL.
    """
    if _there(layout):
        return
    try:
        with filelock.FileLock(layout.state.with_suffix(".lock"), timeout=WAIT):
            if _there(layout):
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


def _there(layout: Layout) -> bool:
    return layout.state.is_file() and layout.state.stat().st_size > 0


def _check(connection: sqlite3.Connection, layout: Layout) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise WorkspaceNewer(folder=str(layout.state), version=version, ours=VERSION)
    if version != VERSION or connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise WorkspaceDamaged(file=layout.state.name, problem=f"version {version}")


@contextmanager
def _told(layout: Layout) -> Iterator[None]:
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

"""The access log of a workspace: looked at, checked, and written to by the command line."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from linli import settings
from linli.errors import OutputUnwritable, ParameterMissing
from linli.services.door import Door, Fresh
from linli.workspace.layout import open_layout
from linli.workspace.state import access, database
from linli.workspace.state.access import EVERY, Entry, Kind, Only

__all__ = ["Entry", "Kind", "Only", "close", "count", "entries", "head", "note", "verify"]

NOT_COUNTED = -1
"""Names of an entry whose names nobody has counted: a report that holds many."""


def head(workspace: Path) -> tuple[int, str]:
    """Number and hash of the last entry: kept elsewhere, they show that nothing was cut off."""
    with database.reading(open_layout(workspace)) as connection:
        return access.head(connection)


def verify(workspace: Path, kept: tuple[int, str] | None = None) -> int:
    """Go over the whole chain. Returns the number of entries.

    Parameters: `kept`, number and hash of a head that was kept elsewhere.
    Raises LogBroken.
    """
    with database.reading(open_layout(workspace)) as connection:
        return access.verify(connection, kept)


def close(workspace: Path, days: int | None, to: Path | None, user: str, now: dt.datetime) -> list[Entry]:
    """Take out entries that are older than they are kept; the chain goes on from the last of them.

    Parameters: `days` that entries are kept, None for the workspace's setting; `to`, a file that takes what
    goes, an entry a line as json; `user` of the operating system; `now`.
    Returns what went, oldest first. Raises ParameterMissing where no days are set, OutputUnwritable,
    LogBroken.
    """
    layout = open_layout(workspace)
    keeping = days or settings.load(layout.settings).log.keep_days
    if keeping <= 0:
        raise ParameterMissing(query="log close", parameter="days", wanted="--days N, [log] keep_days = N")
    door = Door(workspace)
    by = (door.opaque("system", user), f"{user} (cli)")
    door.close()
    with database.writing(layout) as connection:
        gone = access.close(connection, now - dt.timedelta(days=keeping), by, now)
        if gone and to is not None:
            # Before the writing is done: what could not be put away stays.
            _put_away(to, gone)
    return gone


def _put_away(file: Path, gone: Sequence[Entry]) -> None:
    lines = (json.dumps({**asdict(one), "at": one.at.isoformat()}, ensure_ascii=False) for one in gone)
    try:
        with file.open("x", encoding="utf-8") as out:
            out.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise OutputUnwritable(file=str(file), problem=error.strerror or str(error)) from error


def entries(workspace: Path, limit: int, before: int | None = None, only: Only = EVERY) -> list[Entry]:
    """Entries, newest first.

    Parameters: `limit`, how many at most; `before`, a number: only older ones; `only`, which of them.
    """
    with database.reading(open_layout(workspace)) as connection:
        return list(access.read(connection, limit, before, only))


def count(workspace: Path, only: Only = EVERY) -> int:
    """How many entries there are. Parameters: `only`, which of them."""
    with database.reading(open_layout(workspace)) as connection:
        return access.count(connection, only)


def note(workspace: Path, kind: Kind, what: str, user: str, names: int, now: dt.datetime) -> None:
    """Write down what the command line has done for a user of the operating system.

    Where nobody may write to the workspace there is no entry: who may read its files needs no command.
    """
    if not os.access(workspace, os.W_OK):
        return
    door = Door(workspace)
    try:
        door.note(Fresh(door.opaque("system", user), f"{user} (cli)", kind, what, (), names), now)
    except OutputUnwritable:
        return
    finally:
        door.close()

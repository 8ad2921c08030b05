"""The access log of a workspace: looked at, checked, and written to by the command line."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from linli.errors import OutputUnwritable
from linli.services.door import Door, Fresh
from linli.workspace.layout import open_layout
from linli.workspace.state import access, database
from linli.workspace.state.access import EVERY, Entry, Kind, Only

__all__ = ["Entry", "Kind", "Only", "count", "entries", "head", "note", "verify"]

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

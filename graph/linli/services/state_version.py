"""A number that is another whenever people have decided, reported or run something: for who keeps
answers.
"""

from __future__ import annotations

from pathlib import Path

from linli.workspace.layout import open_layout
from linli.workspace.state import database


def state_version(workspace: Path) -> str:
    """The version of what people do with a graph: runs that are kept, and events."""
    layout = open_layout(workspace)
    if not database.there(layout):
        return ""
    with database.reading(layout) as connection:
        parts = (
            "SELECT coalesce(max(number), 0) FROM events",
            "SELECT coalesce(max(run), 0) || '.' || count(*) FROM runs WHERE run > 0",
        )
        return "-".join(str(connection.execute(part).fetchone()[0]) for part in parts)


def runs_version(workspace: Path) -> str:
    """The version of the runs that are kept: another where one was made or taken out, or a person was
    erased.
    """
    layout = open_layout(workspace)
    if not database.there(layout):
        return ""
    with database.reading(layout) as connection:
        parts = (
            "SELECT coalesce(max(run), 0) || '.' || count(*) FROM runs WHERE run > 0",
            "SELECT count(*) FROM access WHERE kind = 'erase'",
        )
        return "-".join(str(connection.execute(part).fetchone()[0]) for part in parts)

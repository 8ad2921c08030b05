"""Building and verifying the graph of a workspace."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from linli import settings
from linli.services.engine import embedded
from linli.workspace import build as building
from linli.workspace import snapshots
from linli.workspace.compute import Progress
from linli.workspace.layout import open_layout
from linli.workspace.snapshots import Snapshot


def build(workspace: Path, progress: Progress, known_on: dt.date | None = None) -> tuple[Snapshot, bool]:
    """Build the graph from all that has been received (by `known_on`).

    Returns the snapshot, and whether anything had to be built.
    """
    layout = open_layout(workspace)
    engine = embedded(settings.load(layout.settings).memory)
    return building.build(layout, engine, progress, known_on)


def verify(workspace: Path, progress: Progress) -> tuple[Snapshot, list[tuple[str, str, str]]]:
    """Build the snapshot in use again in memory and compare.

    Returns it, and what differs as (what, as it should be, as found).
    """
    layout = open_layout(workspace)
    snapshot = snapshots.current(layout)
    engine = embedded(settings.load(layout.settings).memory)
    return snapshot, building.verify(layout, snapshot, engine, progress)

"""What a workspace holds, and whether its graph is up to date."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from linli.errors import NoSnapshot, NothingToBuild
from linli.workspace import build, decisions, intakes, snapshots
from linli.workspace.intakes import Intake, IntakeTable
from linli.workspace.layout import open_layout
from linli.workspace.snapshots import Snapshot


@dataclass(frozen=True)
class Status:
    """The state of a workspace.

    tables    every table ever handed in, with whether it counts now (False: a later one of its series has
              replaced it)
    decisions number of decisions; the chain has been checked
    snapshot  the snapshot in use, if any; current: whether a build now would give the same
    """

    identity: str
    tables: tuple[tuple[Intake, IntakeTable, bool], ...]
    decisions: int
    snapshot: Snapshot | None
    current: bool


def status(workspace: Path) -> Status:
    """The state of a workspace. Raises NoWorkspace, WorkspaceDamaged."""
    layout = open_layout(workspace)
    received = intakes.read(layout)
    chosen = {(c.intake.hash, c.table.file) for c in intakes.choose(received, None)}
    tables = tuple(
        (intake, table, (intake.hash, table.file) in chosen) for intake in received for table in intake.tables
    )
    try:
        snapshot: Snapshot | None = snapshots.current(layout)
    except NoSnapshot:
        snapshot = None
    try:
        wanted = build.plan(layout).hash
    except NothingToBuild:
        wanted = ""
    current = snapshot is not None and snapshot.manifest.hash == wanted
    return Status(layout.identity, tables, len(decisions.read(layout)), snapshot, current)
